from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ringwell.adapters.asterisk import queue_journal
from ringwell.adapters.asterisk.legs import leg_id_of
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.queue_journal import QueueJournal
from ringwell.calls.messages import FallbackCallEnded

ANSWERED = """\
1700000000|NONE|NONE|NONE|QUEUESTART|
1700000000|sw-1700000000.1|NONE|NONE|RWCALL|wsp_1|1000||+48555
1700000001|sw-1700000000.1|que_7|NONE|ENTERQUEUE||+48555|1
1700000004|sw-1700000003.2|NONE|NONE|RWAGENT|rec_1
1700000004|sw-1700000000.1|que_7|a-1|CONNECT|3|sw-1700000003.2|2
1700000034|sw-1700000000.1|que_7|a-1|COMPLETECALLER|3|30|1
"""
LEFT = """\
1700000100|sw-1700000100.5|NONE|NONE|RWCALL|wsp_1|1000||
1700000100|sw-1700000100.5|rw-everyone-wsp_1|NONE|ENTERQUEUE|||1
1700000109|sw-1700000100.5|rw-everyone-wsp_1|NONE|ABANDON|1|1|9
"""


def cursor(folder: Path) -> Cursor:
    return Cursor(folder / "cursor", lambda: (0,), range(1))


def journal(folder: Path, now: int = 1700000036) -> QueueJournal:
    return QueueJournal("sw", folder / "queue_log", cursor(folder), belongs=of_wsp_1, now=lambda: at(now))


class Keeping:
    """A journal whose calls have been told and kept."""

    def __init__(self, folder: Path) -> None:
        self.journal = journal(folder)
        self.told = self.journal.finished()
        mark = self.journal.mark
        assert mark is not None
        self.journal.keep(mark)


def of_wsp_1(workspace_id: str, number: str, queue: str) -> bool:
    return workspace_id == "wsp_1" and number == "1000" and queue in {"", "que_7", "rw-everyone-wsp_1"}


def of_anybody(_workspace_id: str, _number: str, _queue: str) -> bool:
    return True


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_an_answered_call_is_told_with_its_agent_and_recording(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(ANSWERED)
    assert journal(tmp_path).finished() == [
        FallbackCallEnded(
            at=at(1700000034),
            leg_id=leg_id_of("sw-1700000000.1", "sw"),
            switch_id="sw",
            workspace_id="wsp_1",
            number="1000",
            caller_number="+48555",
            queue_id="que_7",
            entered_at=at(1700000000),
            waited_ms=3000,
            agent_endpoint="a-1",
            talk_ms=30_000,
            ended_by="caller",
            recording_id="rec_1",
        )
    ]


def test_a_caller_who_left_has_no_agent(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(LEFT)
    call = journal(tmp_path).finished()[0]
    assert (call.agent_endpoint, call.recording_id, call.queue_id) == (None, None, None)
    assert (call.waited_ms, call.ended_by) == (9000, "caller")


def test_a_clock_that_was_put_back_makes_no_long_wait(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(LEFT.replace("1700000109|", "1700000090|"))
    call = journal(tmp_path).finished()[0]
    assert (call.entered_at, call.at, call.waited_ms) == (at(1700000100), at(1700000100), 0)


def test_a_wait_of_days_is_told_whole(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(LEFT.replace("1700000109|", "1700200100|"))
    assert journal(tmp_path).finished()[0].waited_ms == 200_000_000


def test_a_caller_whom_we_took_back_has_not_abandoned(tmp_path: Path) -> None:
    back = "1700000109|sw-1700000100.5|NONE|NONE|RWBACK|\n"
    (tmp_path / "queue_log").write_text(LEFT + back)
    assert journal(tmp_path).finished() == []


def test_no_file_is_no_calls(tmp_path: Path) -> None:
    assert journal(tmp_path).finished() == []


def test_reading_goes_on_where_it_stopped_also_in_the_middle_of_a_line(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    cut = len(ANSWERED) - 20
    log.write_text(ANSWERED[:cut])
    reading = journal(tmp_path)
    assert reading.finished() == []
    log.write_text(ANSWERED + LEFT)
    assert len(reading.finished()) == 2
    assert reading.finished() == []


def test_what_is_kept_is_never_told_again_and_what_is_not_is(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED)
    assert len(journal(tmp_path).finished()) == 1
    assert len(Keeping(tmp_path).told) == 1
    assert journal(tmp_path).finished() == []


def test_a_call_that_is_open_is_never_missed_and_holds_back_nothing_before_it(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED + LEFT.partition("\n")[0] + "\n")
    Keeping(tmp_path)
    with log.open("a") as file:
        file.write(LEFT.partition("\n")[2])
    told = Keeping(tmp_path).told
    assert [each.leg_id for each in told] == [leg_id_of("sw-1700000100.5", "sw")]
    assert journal(tmp_path).finished() == []


def test_callers_whose_calls_are_kept_are_named_no_more(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED + LEFT.partition("\n")[0] + "\n")
    Keeping(tmp_path)
    assert "+48555" not in log.read_text()
    assert "sw-1700000100.5" in log.read_text(), "this call is still open"


def test_a_large_file_that_has_been_read_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_journal, "FRESH_BYTES", 100)
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED)
    reading = Keeping(tmp_path)
    assert log.stat().st_size == 0
    with log.open("a") as file:
        file.write(LEFT)
    assert len(reading.journal.finished()) == 1


def test_a_caller_who_hangs_up_before_the_queue_has_an_end(tmp_path: Path) -> None:
    lines = "1700000100|sw-1700000100.5|NONE|NONE|RWCALL|wsp_1|1000||+48555\n"
    (tmp_path / "queue_log").write_text(lines + "1700000103|sw-1700000100.5|NONE|NONE|RWEND|\n" + ANSWERED)
    told = Keeping(tmp_path).told
    assert [(each.waited_ms, each.agent_endpoint) for each in told] == [(3000, None), (3000, "a-1")]
    assert (told[0].ended_by, told[0].queue_id, told[0].at) == ("caller", None, at(1700000103))
    assert journal(tmp_path).finished() == []


@pytest.mark.parametrize("first", [True, False])
def test_the_switch_tells_the_end_of_an_answered_call_before_or_after_ours(
    tmp_path: Path, first: bool
) -> None:
    lines = ANSWERED.splitlines(keepends=True)
    end = "1700000035|sw-1700000000.1|NONE|NONE|RWEND|\n"
    log = tmp_path / "queue_log"
    log.write_text("".join([*lines[:-1], end] if first else [*lines, end]))
    reading = journal(tmp_path)
    told = reading.finished()
    assert reading.expects_more == first
    with log.open("a") as file:
        file.write(lines[-1] if first else "")
    told += reading.finished()
    assert [(each.at, each.talk_ms) for each in told] == [(at(1700000034), 30_000)]


@pytest.mark.parametrize("later", [4, -3600])
def test_an_answered_call_of_whose_end_the_switch_says_nothing_ends_when_the_caller_left(
    tmp_path: Path, later: int
) -> None:
    lines = ANSWERED.splitlines(keepends=True)[:-1]
    (tmp_path / "queue_log").write_text("".join([*lines, "1700000035|sw-1700000000.1|NONE|NONE|RWEND|\n"]))
    [told] = journal(tmp_path, 1700000035 + later).finished()
    assert (told.at, told.talk_ms, told.agent_endpoint) == (at(1700000035), 32_000, "a-1")


def test_calls_that_were_up_when_the_switch_died_end_with_its_next_start(tmp_path: Path) -> None:
    lines = ANSWERED.splitlines(keepends=True)[:-1]
    start = "1700000060|NONE|NONE|NONE|QUEUESTART|\n"
    (tmp_path / "queue_log").write_text("".join([*lines, start]))
    [told] = Keeping(tmp_path).told
    assert (told.at, told.ended_by, told.talk_ms) == (at(1700000060), "system", 57_000)
    assert journal(tmp_path).finished() == []


def test_a_new_file_is_read_from_its_start(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED)
    reading = journal(tmp_path)
    reading.finished()
    log.write_text(LEFT)
    assert len(reading.finished()) == 1


def test_lines_that_mean_nothing_to_us_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text("\n|\nrubbish\n1|x|y|z|COMPLETEAGENT|1\n" + LEFT)
    assert len(journal(tmp_path).finished()) == 1


def test_lines_that_a_caller_has_forged_stop_nothing_and_name_no_other_workspace(tmp_path: Path) -> None:
    forged = """\
1700000050|x.1|NONE|NONE|RWCALL|wsp_1|1000||12
xx|ev.2|NONE|NONE|RWCALL|wsp_1|1000||
1700000051|ev.3|NONE|NONE|RWCALL|wsp_2|1000||+48555
1700000052|ev.3|que_7|NONE|ABANDON|1|1|9
1700000053|ev.4|NONE|NONE|RWCALL|wsp_1|1000||+48555
1700000053|ev.4|que_of_another|NONE|ENTERQUEUE||+48555|1
99999999999999999999|ev.4|que_of_another|NONE|ABANDON|1|1|9
1700000054|ev.5|NONE|NONE|RWCALL|wsp_1|1000||+48555
1700000054|ev.5|que_of_another|NONE|ENTERQUEUE||+48555|1
1700000055|ev.5|que_of_another|NONE|ABANDON|1|1|9
1700000056|ev.6|NONE|NONE|RWCALL|wsp_1|1000||+48555
1700000056|ev.6|que_7|a-1|CONNECT|three|c|2
1700000056|ev.6|que_7|a-1|CONNECT|3|c|2
1700000057|ev.6|que_7|a-1|COMPLETECALLER|3
1700000058|x.1|que_7|NONE|ABANDON|1|1|8
"""
    (tmp_path / "queue_log").write_text(forged + LEFT)
    told = journal(tmp_path).finished()
    assert [(each.caller_number, each.workspace_id) for each in told] == [("12", "wsp_1"), ("", "wsp_1")]


@pytest.mark.parametrize(("left", "waited_s"), [(1700000099, 0), (1700000100 + 25 * 3600, 25 * 3600)])
def test_a_wait_is_no_other_for_a_clock_that_was_set_back_or_a_day_that_is_over(
    tmp_path: Path, left: int, waited_s: int
) -> None:
    (tmp_path / "queue_log").write_text(LEFT.replace("1700000109", str(left)))
    assert journal(tmp_path).finished()[0].waited_ms == waited_s * 1000


def test_a_line_that_cannot_be_read_is_told_without_the_caller_whom_it_may_name(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text("soon|sw-1.1|NONE|NONE|RWCALL|wsp_1|1000||+48555123456\n")
    with capture_logs() as said:
        assert journal(tmp_path).finished() == []
    assert [each["event"] for each in said] == ["switch.queue_log_line_passed_over"]
    assert "48555123456" not in str(said)


def test_calls_of_a_workspace_that_is_left_out_are_told_when_it_is_not_any_more(tmp_path: Path) -> None:
    log, left_out = tmp_path / "queue_log", {"wsp_1"}
    log.write_text(ANSWERED)
    ours = QueueJournal(
        "sw",
        log,
        cursor(tmp_path),
        belongs=of_anybody,
        put_off=left_out.__contains__,
        now=lambda: at(1700000036),
    )
    assert ours.finished() == []
    mark = ours.mark
    assert mark is not None
    ours.keep(mark)
    assert "+48555" in log.read_text(), "it is still to be told"
    log.write_text(log.read_text() + LEFT.replace("wsp_1|", "wsp_2|"))
    assert [each.workspace_id for each in ours.finished()] == ["wsp_2"]
    left_out.clear()
    ours.tell_again()
    assert [each.workspace_id for each in ours.finished()] == ["wsp_1", "wsp_2"]
    end = ours.mark
    assert end is not None
    ours.keep(end)
    assert "+48555" not in log.read_text()
