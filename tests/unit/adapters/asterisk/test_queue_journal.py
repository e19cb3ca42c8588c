from datetime import UTC, datetime
from pathlib import Path

from ringwell.adapters.asterisk.legs import leg_id_of
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


def journal(folder: Path) -> QueueJournal:
    return QueueJournal("sw", folder / "queue_log", folder / "cursor", belongs=of_wsp_1)


def of_wsp_1(workspace_id: str, number: str, queue: str) -> bool:
    return workspace_id == "wsp_1" and number == "1000" and queue in {"", "que_7", "rw-everyone-wsp_1"}


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


def test_another_brain_reads_on_from_the_cursor_and_never_misses_an_open_call(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(ANSWERED + LEFT.partition("\n")[0] + "\n")
    assert (
        len(journal(tmp_path).finished()) == 1
    )  # the second call is still open: the cursor stays before both
    log.write_text(ANSWERED + LEFT)
    told = journal(tmp_path).finished()
    assert told[-1].leg_id == leg_id_of("sw-1700000100.5", "sw")
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
