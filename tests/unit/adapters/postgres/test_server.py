"""The embedded database's folder: what is believed, and what is refused."""

import os
from pathlib import Path

import pytest

from ringwell.adapters.postgres.server import DatabaseServerError, EmbeddedServer, socket_path_fits


@pytest.fixture
def server(tmp_path: Path) -> EmbeddedServer:
    folder = tmp_path / "postgres"
    folder.mkdir()
    return EmbeddedServer(folder, tmp_path, "pass/word@")


def test_a_pid_file_with_someone_elses_number_is_not_believed(server: EmbeddedServer) -> None:
    (server.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{server.folder}\n")
    assert server.running() is None
    assert not server.ready()
    server.forget_dead()
    assert not (server.folder / "postmaster.pid").exists()


@pytest.mark.parametrize("text", ["", "garbage\n", "99999999\n"])
def test_a_damaged_pid_file_means_nothing_runs(server: EmbeddedServer, text: str) -> None:
    (server.folder / "postmaster.pid").write_text(text)
    assert server.running() is None


def test_a_cluster_of_another_version_is_left_alone(server: EmbeddedServer) -> None:
    (server.folder / "PG_VERSION").write_text("12\n")
    with pytest.raises(DatabaseServerError, match="made by PostgreSQL 12"):
        server.prepare()
    assert [path.name for path in server.folder.iterdir()] == ["PG_VERSION"]


def test_a_password_cannot_break_the_url(server: EmbeddedServer) -> None:
    assert "pass%2Fword%40@/" in server.url()


def test_no_network_and_no_trust(server: EmbeddedServer) -> None:
    command = server.start_command()
    assert "listen_addresses=" in command
    assert "unix_socket_permissions=0700" in command


@pytest.mark.parametrize(("length", "fits"), [(60, True), (200, False)])
def test_long_socket_paths_are_seen(length: int, fits: bool) -> None:
    assert socket_path_fits(Path("/" + "x" * length)) is fits
