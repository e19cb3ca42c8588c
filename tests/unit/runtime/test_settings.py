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


def test_one_port_may_be_taken_on_two_addresses(tmp_path: Path) -> None:
    settings = load_settings(_environment(tmp_path, "sip_host = '127.0.0.5'\nsip_port = 8080\n"))
    assert settings.http_port == settings.sip_port


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
        (None, {"RINGWELL_SIP_PORT": "five"}, ["RINGWELL_SIP_PORT", "'five'", "write a whole number"]),
        (None, {"RINGWELL_HTTP_PORT": "80800"}, ["'80800'", "write 65535 or less"]),
        (None, {"RINGWELL_RTP_PORTS": "5"}, ["RINGWELL_RTP_PORTS", "write it like 10000-11999"]),
        (None, {"RINGWELL_LOG_LEVEL": "loud"}, ["RINGWELL_LOG_LEVEL", "write one of 'debug'"]),
        ("sip_tls_port = 'x'\n", {}, ["sip_tls_port", "'x'"]),
        ("sip_host = 5\n", {}, ["ringwell.toml: sip_host", "quotation marks"]),
        ("http_port = 5060\n", {}, ["http_port and sip_port are both 5060"]),
        ("switch_ari_port = 8080\nhttp_host = '0.0.0.0'\n", {}, ["http_port and switch_ari_port"]),
        (None, {"RINGWELL_RTP_PORTS": "20000-19000"}, ["RINGWELL_RTP_PORTS", "ten ports"]),
        (None, {"RINGWELL_SIP_HOST": "localhost"}, ["RINGWELL_SIP_HOST", "localhost", "such as 127.0.0.1"]),
        (None, {"RINGWELL_TLS_KEY": "/no/such"}, ["RINGWELL_TLS_KEY", "there is no file"]),
        (None, {"RINGWELL_SIP_TLS_PORT": "5061"}, ["sip_tls_port needs tls_certificate"]),
        (None, {"RINGWELL_DATABASE_URL": "foo"}, ["RINGWELL_DATABASE_URL", "postgresql://user"]),
        (None, {"RINGWELL_DATABASE_URL": "mysql://u:p@h/d"}, ["RINGWELL_DATABASE_URL", "postgresql://user"]),
        (None, {"RINGWELL_DATABASE_URL": "postgresql://u:p@h:x/d"}, ["RINGWELL_DATABASE_URL"]),
        (None, {"RINGWELL_PUBLIC_ORIGIN": "https://a.example/calls"}, ["RINGWELL_PUBLIC_ORIGIN", "no path"]),
        (None, {"RINGWELL_PUBLIC_ORIGIN": "https://a.example:x"}, ["RINGWELL_PUBLIC_ORIGIN"]),
        (None, {"RINGWELL_PUBLIC_ORIGIN": "ftp://a.example"}, ["RINGWELL_PUBLIC_ORIGIN", "https://"]),
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


@pytest.mark.parametrize(
    "variables",
    [
        {"RINGWELL_TURN_PASSWORD": "hunter2\r\nx"},
        {"RINGWELL_DATABASE_URL": "postgres:hunter2"},
        {"RINGWELL_DATABASE_URL": "postgresql://u:hunter2@h:port/d"},
    ],
)
def test_what_may_be_secret_is_never_quoted(tmp_path: Path, variables: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(_environment(tmp_path, **variables))
    assert next(iter(variables)) in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("variables", "origin"),
    [
        ({"RINGWELL_HTTP_HOST": "::1"}, "http://[::1]:8080"),
        ({"RINGWELL_HTTP_HOST": "::"}, "http://[::1]:8080"),
        ({"RINGWELL_HTTP_HOST": "0.0.0.0", "RINGWELL_HTTP_PORT": "80"}, "http://127.0.0.1"),
        ({"RINGWELL_PUBLIC_ORIGIN": "HTTPS://Calls.Example.COM:443/"}, "https://calls.example.com"),
        ({"RINGWELL_PUBLIC_ORIGIN": "https://calls.example.com:8443"}, "https://calls.example.com:8443"),
        ({"RINGWELL_PUBLIC_ORIGIN": "http://[2001:db8::1]:80"}, "http://[2001:db8::1]"),
    ],
)
def test_the_origin_is_written_as_browsers_write_it(
    tmp_path: Path, variables: dict[str, str], origin: str
) -> None:
    assert load_settings(_environment(tmp_path, **variables)).origin == origin


def test_a_binary_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "ringwell.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="damaged"):
        load_settings(_environment(tmp_path))


def test_slips_in_variable_names_are_found() -> None:
    assert unknown_variables({"RINGWELL_HTPT_PORT": "1", "RINGWELL_HTTP_PORT": "1", "HOME": "/"}) == [
        "RINGWELL_HTPT_PORT"
    ]
