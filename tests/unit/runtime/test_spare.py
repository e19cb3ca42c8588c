"""A spare waits for its turn, takes it once, and is gone when it is not wanted."""

import subprocess
import sys
from pathlib import Path

import pytest

from ringwell.runtime.processes import Program, wait_until
from ringwell.runtime.spare import Spare

SCRIPT = """
import sys
print("read", sys.argv[1:], flush=True)
if not sys.stdin.readline():
    sys.exit(3)
print("began", flush=True)
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program("one", [sys.executable, "-c", SCRIPT], tmp_path / "output", die_with_parent=True)


def says(program: Program, words: str) -> bool:
    assert program.output is not None
    return wait_until(lambda: words in program.output.read_text() if program.output else False, 10)


def test_it_waits_until_it_is_taken_and_only_one_does(program: Program) -> None:
    spare = Spare(program)
    assert spare.take() is None
    spare.prepare()
    spare.prepare()
    assert says(program, "read ['--spare']")
    taken = spare.take()
    assert taken is not None
    assert taken.wait(10) == 0
    assert program.output is not None
    assert program.output.read_text().split("\n") == ["read ['--spare']", "began", ""]
    assert spare.take() is None


def test_one_that_has_ended_is_not_taken_and_another_is_prepared(program: Program) -> None:
    spare = Spare(program)
    spare.prepare()
    spare.drop()
    assert spare.take() is None
    spare.prepare()
    waiting = spare.take()
    assert waiting is not None
    assert waiting.wait(10) == 0


def test_it_ends_with_whoever_prepared_it(program: Program, tmp_path: Path) -> None:
    keeper = (
        "import sys, time; from pathlib import Path; from ringwell.runtime.processes import Program; from ringwell.runtime.spare import Spare;"
        f"spare = Spare(Program('one', {list(program.command)!r}, Path({str(program.output)!r}))); spare.prepare();"
        "print(spare._waiting.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", keeper], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert says(program, "read")
        assert Path(f"/proc/{number}").exists()
        parent.kill()
    assert wait_until(lambda: not Path(f"/proc/{number}").exists() or _ended(number), 10)


def _ended(number: int) -> bool:
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
