"""Logs: JSON for machines, a line for people, no secrets, and files that do not grow for ever."""

import errno
import json
import logging
from collections.abc import Generator
from pathlib import Path

import pytest
import structlog

from ringwell.runtime.logs import get_log, set_up_logs, turn_over


@pytest.fixture(autouse=True)
def _logging_as_before() -> Generator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_is_json_with_its_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("edge", tmp_path, "info")
    get_log("test").info("a call came", number_ref="cus_1", door_key="s3cret")
    line = json.loads((tmp_path / "edge.log").read_text())
    assert (line["event"], line["process"], line["number_ref"]) == ("a call came", "edge", "cus_1")
    assert line["level"] == "info"

    shown = capsys.readouterr().err
    assert "edge" in shown
    assert "a call came  number_ref=cus_1" in shown
    assert "s3cret" not in shown + (tmp_path / "edge.log").read_text()


def test_libraries_log_to_the_same_place(tmp_path: Path) -> None:
    set_up_logs("edge", tmp_path, "info")
    logging.getLogger("some.library").warning("watch out %s", "there")
    assert json.loads((tmp_path / "edge.log").read_text())["event"] == "watch out there"


def test_an_operator_does_not_hear_of_every_socket(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs("edge", tmp_path, "info")
    web_server = logging.getLogger("uvicorn.error")
    web_server.info("connection open")
    web_server.error("it cannot listen")
    shown = capsys.readouterr().err
    assert "connection open" not in shown
    assert "it cannot listen" in shown


def test_an_exception_is_kept_whole(tmp_path: Path) -> None:
    set_up_logs("edge", tmp_path, "info")
    try:
        raise ValueError("broken")
    except ValueError:
        get_log("test").exception("it failed")
    line = json.loads((tmp_path / "edge.log").read_text())
    assert line["exception"][0]["exc_type"] == "ValueError"


def test_what_is_less_important_than_the_level_is_left_out(tmp_path: Path) -> None:
    set_up_logs("edge", tmp_path, "warning")
    get_log("test").info("nothing")
    assert (tmp_path / "edge.log").read_text() == ""


def test_a_foreign_log_turns_over_while_its_program_writes(tmp_path: Path) -> None:
    path = tmp_path / "postgres.log"
    with path.open("ab", buffering=0) as program:
        program.write(b"old" * 10)
        assert not turn_over(path, limit=30)
        program.write(b"!")
        assert turn_over(path, limit=30)
        program.write(b"new")
    assert path.read_bytes() == b"new"
    assert (tmp_path / "postgres.log.1").read_bytes() == b"old" * 10 + b"!"


def test_a_log_turns_over_where_there_is_no_room_for_the_old_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"a part")
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("ringwell.runtime.logs.shutil.copyfile", full)
    path = tmp_path / "security.log"
    path.write_bytes(b"guess" * 10)
    assert turn_over(path, limit=30)
    assert [(each.name, each.stat().st_size) for each in tmp_path.iterdir()] == [("security.log", 0)]


def test_a_value_begins_no_line_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("brain", tmp_path, "info")
    get_log("test").warning("a line was passed over", line="x\n12:00:00 brain all is well\x1b[2J Łódź")
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "\\n12:00:00 brain all is well\\x1b[2J Łódź" in shown
