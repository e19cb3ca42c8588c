"""The parent and its children: killed, stopped, started twice. Each test names whom it kills."""

import os
import signal
import socket
import stat
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

import pytest

from ringwell.runtime.processes import ProcessIdentity, alive, send, wait_until
from tests.support.installation import CHILDREN, Server, server_on

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A started server that each test leaves running, with all its children."""
    with server_on(tmp_path_factory.mktemp("running")) as server:
        server.start()
        yield server


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    """A server of the test's own, not yet started."""
    with server_on(tmp_path) as made:
        yield made


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_child_is_started_again_and_it_is_said(running: Server, name: str) -> None:
    # Those who need one that was killed before may have gone with it, and be on their way back.
    assert wait_until(lambda: set(running.children()) == set(CHILDREN) and running.is_ready(), 60)
    before = running.children()
    send(before[name], signal.SIGKILL)

    assert wait_until(lambda: running.child(name) not in (None, before[name]), 60), (
        f"{name} did not come back"
    )
    assert wait_until(running.is_live, 60)
    assert f"{name} was ended by signal 9; starting it again" in running.log_events()


@pytest.mark.parametrize("name", ["brain", "edge"])
def test_a_spare_takes_the_place_of_one_that_was_killed(tmp_path: Path, name: str) -> None:
    with server_on(tmp_path, RINGWELL_SPARES="1") as server:
        server.start()
        before = server.child(name)
        assert before is not None
        assert wait_until(lambda: _spares(server, name) != [], 60)
        (spare,) = _spares(server, name)
        send(before, signal.SIGKILL)
        assert wait_until(lambda: server.child(name) not in (None, before), 60)
        after = server.child(name)
        assert after is not None
        assert after.pid == spare
        assert wait_until(server.is_live, 60)
        others: list[int] = []

        def is_next() -> bool:
            others[:] = [each for each in _spares(server, name) if each != after.pid]
            return others != []

        assert wait_until(is_next, 60), "the next spare is not there"
        (spare,) = others
        assert server.stop() == 0
        assert not Path(f"/proc/{spare}").exists()


def _spares(server: Server, name: str) -> list[int]:
    """The process ids of this server's children that were started as spares of this name."""
    assert server.process is not None
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if _is_spare(Path(f"/proc/{pid}/cmdline"), name)]


def _is_spare(command: Path, name: str) -> bool:
    try:
        said = command.read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return False
    return b"--spare" in said and f"ringwell.runtime.{name}".encode() in said


def test_the_worker_lets_calls_go_first(running: Server) -> None:
    def goes_first() -> bool:
        worker, brain = running.child("worker"), running.child("brain")
        return worker is not None and brain is not None and _niceness(worker) > _niceness(brain)

    assert wait_until(goes_first, 60), "the worker is as urgent as the brain"


def _niceness(process: ProcessIdentity) -> int:
    return os.getpriority(os.PRIO_PROCESS, process.pid)


def test_a_second_server_on_the_same_folder_is_refused(running: Server) -> None:
    before = running.children()
    second = running.run("server")

    assert running.process is not None
    assert second.returncode == 2
    assert f"process {running.process.pid}" in second.stderr
    assert "RINGWELL_DATA" in second.stderr
    assert "Traceback" not in second.stderr
    assert running.children() == before


def test_nothing_in_the_data_folder_is_open_to_others(running: Server) -> None:
    modes = _modes_under(running.data)
    assert len(modes) > 50
    opened = [str(path) for path, mode in modes.items() if not stat.S_ISLNK(mode) and mode & 0o077]
    assert opened == []


def _modes_under(folder: Path) -> dict[Path, int]:
    """Of all that is there and stays for a moment: a server that runs takes files away, too."""
    found: dict[Path, int] = {}
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with suppress(FileNotFoundError):
                found[Path(parent, name)] = Path(parent, name).lstat().st_mode
    return found


def test_everything_listens_on_loopback(running: Server) -> None:
    """But for audio, whose ports the switch opens for a call only."""
    inodes = _sockets_of({process.pid for process in running.children().values()})
    addresses = {address for address, inode in _listening() if inode in inodes}
    assert addresses == {"0100007F"}


def test_ctrl_c_ends_every_child_in_order(server: Server) -> None:
    server.start()
    children = server.children()
    assert set(children) == set(CHILDREN)

    assert server.stop(signal.SIGINT) == 0
    assert not any(alive(process) for process in children.values())
    assert server.log_events()[-1] == "stopped"


def test_ctrl_c_while_it_starts_leaves_nothing(server: Server) -> None:
    server.launch()
    assert wait_until(lambda: server.child("postgres") is not None, 60)
    postgres = server.child("postgres")
    assert postgres is not None

    assert server.stop(signal.SIGINT) == 0
    assert not alive(postgres)
    assert server.children() == {}


def test_a_killed_parent_leaves_the_switch_and_the_database_to_the_next(server: Server) -> None:
    server.start()
    before = server.children()
    server.stop(signal.SIGKILL)
    assert all(alive(process) for process in before.values()), "calls and desks go on without the parent"

    server.start()
    after = server.children()
    assert (after["postgres"], after["asterisk"]) == (before["postgres"], before["asterisk"])
    assert not any(alive(before[name]) for name in ("brain", "worker", "edge"))
    assert all(after[name] != before[name] for name in ("brain", "worker", "edge"))

    # What was adopted is watched like a child of one's own.
    send(after["asterisk"], signal.SIGKILL)
    assert wait_until(lambda: server.child("asterisk") not in (None, after["asterisk"]), 60)
    assert server.stop() == 0
    assert server.children() == {}


def test_a_left_switch_with_other_settings_is_replaced(server: Server) -> None:
    server.start()
    before = server.children()
    server.stop(signal.SIGKILL)

    server.start(RINGWELL_MAX_CALLS="3")
    assert not alive(before["asterisk"])
    assert server.child("postgres") == before["postgres"]


def test_a_database_whose_record_was_lost_is_found_by_its_own_file(server: Server) -> None:
    server.start()
    before = server.children()
    server.stop(signal.SIGKILL)
    (server.data / "processes" / "postgres.json").unlink()

    server.start()
    assert not alive(before["postgres"]), "two database servers on one folder"
    assert server.child("postgres") is not None


@pytest.mark.parametrize("setting", ["RINGWELL_HTTP_PORT", "RINGWELL_SIP_PORT"])
def test_a_port_in_use_is_named_with_its_holder_and_its_setting(server: Server, setting: str) -> None:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", int(server.environment[setting])))
        holder.listen()
        refused = server.run("server")

    assert refused.returncode == 2
    assert f"port {server.environment[setting]}" in refused.stderr
    assert f"(process {os.getpid()})" in refused.stderr
    assert setting in refused.stderr
    assert "Traceback" not in refused.stderr
    assert server.children() == {}


def test_a_damaged_settings_file_is_named(server: Server) -> None:
    server.data.mkdir()
    (server.data / "ringwell.toml").write_text("http_port = [\n")
    refused = server.run("server")
    assert refused.returncode == 2
    assert "ringwell.toml is damaged" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_wrong_switch_is_refused_before_anything_listens(server: Server, tmp_path: Path) -> None:
    refused = server.run("server", RINGWELL_ASTERISK=str(tmp_path))
    assert refused.returncode == 2
    assert f"no Asterisk under {tmp_path}" in refused.stderr
    assert server.children() == {}


def _listening() -> list[tuple[str, str]]:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    rows6 = [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    return [(row[1].split(":")[0], f"socket:[{row[9]}]") for row in rows + rows6 if row[3] == "0A"]


def _sockets_of(pids: set[int]) -> set[str]:
    found: set[str] = set()
    for entry in (entry for pid in pids for entry in Path(f"/proc/{pid}/fd").iterdir()):
        with suppress(FileNotFoundError):  # a connection that has just ended
            found.add(os.readlink(entry))
    return found
