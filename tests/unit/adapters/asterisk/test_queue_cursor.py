"""Two who read the log of the switch's queues, each for its own workspaces."""

from pathlib import Path

from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.queue_journal import QueueJournal

LINES = """\
1700000000|sw-1700000000.1|NONE|NONE|RWCALL|wsp_1|1000||+48555
1700000001|sw-1700000000.1|que_1|NONE|ENTERQUEUE||+48555|1
1700000002|sw-1700000002.2|NONE|NONE|RWCALL|wsp_2|1000||+48666
1700000003|sw-1700000002.2|que_2|NONE|ENTERQUEUE||+48666|1
1700000009|sw-1700000000.1|que_1|NONE|ABANDON|1|1|9
1700000011|sw-1700000002.2|que_2|NONE|ABANDON|1|1|9
"""


def of_anybody(_workspace_id: str, _number: str, _queue: str) -> bool:
    return True


def reader(folder: Path, partition: int, workspace: str) -> QueueJournal:
    return QueueJournal(
        "sw",
        folder / "queue_log",
        Cursor(folder / "cursor", lambda: (partition,), range(2)),
        belongs=of_anybody,
        elsewhere=lambda workspace_id: workspace_id != workspace,
    )


def keep(journal: QueueJournal) -> None:
    mark = journal.mark
    assert mark is not None
    journal.keep(mark)


def test_each_tells_of_its_own_and_callers_are_forgotten_when_both_have(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(LINES)
    one, two = reader(tmp_path, 0, "wsp_1"), reader(tmp_path, 1, "wsp_2")
    assert [call.workspace_id for call in one.finished()] == ["wsp_1"]
    keep(one)
    assert "+48666" in log.read_text(), "the other has not told of it yet"
    assert [call.workspace_id for call in two.finished()] == ["wsp_2"]
    keep(two)
    assert log.read_text().strip() == ""


def test_who_takes_a_partition_reads_on_from_where_the_last_one_stopped(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(LINES)
    one = reader(tmp_path, 0, "wsp_1")
    one.finished()
    keep(one)
    assert reader(tmp_path, 0, "wsp_1").finished() == []
    assert [call.workspace_id for call in reader(tmp_path, 1, "wsp_2").finished()] == ["wsp_2"]
