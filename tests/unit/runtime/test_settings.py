"""Settings: where they come from, which wins, and what a slip is answered with."""

from pathlib import Path

import pytest

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import load_settings, unknown_variables


def _environment(folder: Path, file: str | None = None, **variables: str) -> dict[str, str]:
    if file is not None:
        (folder / "ringwell.toml").write_text(file)
    return {"RINGWELL_DATA": str(folder), **variables}


def test_defaults_listen_on_loopback_only(tmp_path: Path) -> None:
    settings = load_settings(_environment(tmp_path))
    assert (settings.http_host, settings.sip_host) == ("127.0.0.1", "127.0.0.1")
    assert settings.origin == "http://127.0.0.1:8080"
    assert not settings.demo


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environment = _environment(tmp_path, "http_port = 81\nsip_port = 5090\n", RINGWELL_HTTP_PORT="82")
    settings = load_settings(environment)
    assert (settings.http_port, settings.sip_port) == (82, 5090)


def test_an_empty_variable_is_unset(tmp_path: Path) -> None:
    assert load_settings(_environment(tmp_path, RINGWELL_HTTP_PORT="")).http_port == 8080


@pytest.mark.parametrize(("file", "demo"), [(None, True), ("demo = false\n", False)])
def test_demo_by_default_gives_way_to_a_setting(tmp_path: Path, file: str | None, demo: bool) -> None:
    assert load_settings(_environment(tmp_path, file), demo_unless_set=True).demo is demo


@pytest.mark.parametrize(
    ("file", "variables", "words"),
    [
        ("http_port = \n", {}, ["ringwell.toml", "damaged", "line 1"]),
        ("http_port = 99999\n", {}, ["ringwell.toml: http_port", "99999", "65535"]),
        ("htpt_port = 1\n", {}, ["ringwell.toml", "no setting htpt_port"]),
        (None, {"RINGWELL_SIP_PORT": "five"}, ["RINGWELL_SIP_PORT", "'five'", "integer"]),
        (None, {"RINGWELL_RTP_PORTS": "20000-19000"}, ["RINGWELL_RTP_PORTS", "ten ports"]),
        (None, {"RINGWELL_SIP_HOST": "localhost"}, ["RINGWELL_SIP_HOST", "localhost"]),
        (None, {"RINGWELL_TLS_KEY": "/no/such"}, ["RINGWELL_TLS_KEY", "there is no file"]),
        (None, {"RINGWELL_SIP_TLS_PORT": "5061"}, ["sip_tls_port needs tls_certificate"]),
    ],
)
def test_a_slip_is_answered_with_its_place_and_key(
    tmp_path: Path, file: str | None, variables: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(_environment(tmp_path, file, **variables))
    for word in words:
        assert word in str(caught.value)
    assert caught.value.remedy


def test_a_binary_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "ringwell.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="damaged"):
        load_settings(_environment(tmp_path))


def test_slips_in_variable_names_are_found() -> None:
    assert unknown_variables({"RINGWELL_HTPT_PORT": "1", "RINGWELL_HTTP_PORT": "1", "HOME": "/"}) == [
        "RINGWELL_HTPT_PORT"
    ]
