"""`ringwell simulate`: a scenario in a file, figures on the screen."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ringwell.cli import app_of
from ringwell.simulation.engine import Simulation

SMALL = """
name = "small"
until_s = 3600
[[queues]]
queue_id = "orders"
arrivals = [{ from_s = 0, per_hour = 60 }]
service = { kind = "exponential", mean_s = 60 }
[[agents]]
name = "sales"
count = 2
"""


def _run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app_of(["simulate"]), ["simulate", *words])
    return result.exit_code, result.stdout, result.stderr


def _file(folder: Path, text: str) -> str:
    path = folder / "scenario.toml"
    path.write_text(text)
    return str(path)


def test_figures_come_with_their_intervals(tmp_path: Path) -> None:
    code, out, _ = _run(_file(tmp_path, SMALL), "--runs", "3")
    assert code == 0
    assert "orders" in out
    assert "3 runs" in out
    assert "±" in out


def test_the_same_seed_tells_the_same_as_json_too(tmp_path: Path) -> None:
    path = _file(tmp_path, SMALL)
    first, second, other = (json.loads(_run(path, "--json", "--seed", seed)[1]) for seed in ("4", "4", "5"))
    assert first == second != other
    assert first["queues"]["orders"]["service_level"]["within"] > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "Invalid value"),
        (SMALL.replace("until_s = 3600", "until_s = 0"), "until_s has to be later"),
        (SMALL.replace("count = 2", "kount = 2"), "kount"),
        (SMALL.replace('"exponential"', '"linear"'), "linear"),
    ],
)
def test_a_scenario_that_cannot_be_played_is_refused_with_what_is_wrong(
    tmp_path: Path, text: str, words: str
) -> None:
    code, out, err = _run(_file(tmp_path, text))
    assert (code, out) == (2, "")
    assert words in err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, _, err = _run(str(tmp_path / "none.toml"))
    assert code == 1
    assert "cannot be read" in err


def test_a_run_that_is_cancelled_tells_what_was_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play, played = Simulation.play, list[float]()

    def play_and_cancel(self: Simulation, to_s: float) -> bool:
        played.append(to_s)
        if len(played) > 30:
            raise KeyboardInterrupt
        return play(self, to_s)

    monkeypatch.setattr(Simulation, "play", play_and_cancel)
    code, out, err = _run(_file(tmp_path, SMALL), "--runs", "9")
    assert code == 130
    assert "1 runs" in out
    assert "cancelled after 1 of 9" in err


def test_the_example_in_the_docs_can_be_played() -> None:
    example = Path(__file__).parents[3] / "docs" / "scenarios" / "morning-peak.toml"
    code, out, _ = _run(str(example), "--runs", "1")
    assert code == 0
    assert "support" in out


def test_the_switchs_own_queue_is_another_way_to_play_the_same(tmp_path: Path) -> None:
    path = _file(tmp_path, SMALL)
    ours, queue = (
        json.loads(_run(path, "--json", *more)[1])["overall"] for more in ((), ("--switch-queue",))
    )
    assert ours["offered"] == queue["offered"]
    assert 0 < ours["mean_wait_s"]["mean"] < queue["mean_wait_s"]["mean"]
