"""What commands tell an operator, and with which exit code."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ringwell.cli import COMMANDS, app_of
from ringwell.runtime.settings_page import settings_page


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGWELL_DATA", str(tmp_path))


def test_settings_shows_what_is_set_but_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGWELL_TURN_PASSWORD", "hunter2")
    monkeypatch.setenv("RINGWELL_SIP_PORT", "5099")
    result = CliRunner().invoke(app_of(COMMANDS), ["settings"])
    assert result.exit_code == 0
    assert "sip_port = 5099" in result.output
    assert "turn_password = (hidden)" in result.output
    assert "hunter2" not in result.output


def test_help_tells_of_every_command() -> None:
    told = CliRunner().invoke(app_of(COMMANDS), ["--help"]).output
    assert [name for name in COMMANDS if f" {name} " not in told] == []


def test_a_command_does_not_wait_for_the_code_of_others() -> None:
    words = "import sys; from ringwell.cli import app_of; app_of(['settings']); print('ringwell.runtime.brain' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_settings_prints_its_page() -> None:
    assert CliRunner().invoke(app_of(COMMANDS), ["settings", "--markdown"]).output == settings_page()


def test_a_slip_ends_with_code_2_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGWELL_SIP_PORT", "0")
    for command in (["settings"], ["check-config"], ["server"]):
        result = CliRunner().invoke(app_of(command), command)
        assert result.exit_code == 2
        assert "RINGWELL_SIP_PORT" in result.output
        assert "What to do:" in result.output


def test_check_config_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGWELL_ASTERISK", str(tmp_path / "nowhere"))
    result = CliRunner().invoke(app_of(COMMANDS), ["check-config"])
    assert result.exit_code == 2
    assert "no Asterisk under" in result.output
    assert list(tmp_path.iterdir()) == []


def test_without_a_server_commands_say_so() -> None:
    result = CliRunner().invoke(app_of(COMMANDS), ["workspace", "list"])
    assert result.exit_code == 2
    assert "no server has run on the data folder" in result.output
    assert "RINGWELL_DATA" in result.output
