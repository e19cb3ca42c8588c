"""The installation's own secrets: random, made at the first start, in one file that only its owner can read."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import DATA_VARIABLE

BYTES = 32
"""256 bits each."""
OTHERS = 0o077


def _secret(purpose: str, *, added_later: bool = False) -> str:
    return field(metadata={"purpose": purpose, "added_later": added_later})


@dataclass(frozen=True, slots=True)
class Secrets:
    """Each is text of 256 random bits. One `added_later` is made at the next start; the others are as old as the database."""

    database_superuser: str = _secret("password of the embedded PostgreSQL's superuser")
    database_owner: str = _secret("password of the role that owns the tables and runs migrations")
    database_app: str = _secret("password of the role of brain, edge and worker")
    database_relay: str = _secret("password of the role that reads the log across workspaces")
    ari_password: str = _secret("the switch's REST interface")
    watchdog_password: str = _secret("the switch's REST interface, for the watchdog when the brain is away")
    ami_password: str = _secret("the switch's manager interface")
    door_key: str = _secret("what edges show at the brain's door")
    search_key: str = _secret("key of the hashes by which encrypted personal data is found")
    master_key: str = _secret("key that wraps the keys of contacts and recordings; without it they are lost")


def load_secrets(path: Path) -> Secrets:
    """Read the file. Raises ConfigurationError when it is absent, damaged or incomplete."""
    known = _read(path)
    missing = [entry.name for entry in fields(Secrets) if entry.name not in known]
    if missing:
        raise ConfigurationError(
            f"the secrets file {path} lacks {missing[0]}", "start the server, which makes it"
        )
    return Secrets(**{entry.name: known[entry.name] for entry in fields(Secrets)})


def make_secrets(path: Path, database: Path) -> Secrets:
    """Read the file, make it, or add what a newer version needs. Only the supervisor calls this.

    `database` is the embedded cluster's folder: if it is there and the file, or one of its first secrets, is not, they are
    lost and nothing new is made. Raises ConfigurationError.
    """
    known = _read(path) if path.exists() else {}
    if database.exists():
        _check_whole(path, known, database)
    made = Secrets(
        **{entry.name: known.get(entry.name) or secrets.token_urlsafe(BYTES) for entry in fields(Secrets)}
    )
    if asdict(made) != known:
        _write(path, asdict(made))
    elif path.stat().st_mode & OTHERS:
        path.chmod(0o600)  # as after it was put back from a backup
    return made


def _check_whole(path: Path, known: Mapping[str, str], database: Path) -> None:
    first = [entry.name for entry in fields(Secrets) if not entry.metadata["added_later"]]
    missing = [name for name in first if not known.get(name)]
    if missing:
        what = f"{path} lacks {missing[0]}" if known else f"{path} is gone or empty"
        raise ConfigurationError(
            f"{what}, but the database in {database} was made with it",
            "put the file back from a backup, or move the whole data folder away to start anew",
        )


def _read(path: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # The parser's words could quote a secret.
        raise ConfigurationError(f"the secrets file {path} is damaged", "put it back from a backup") from None
    except FileNotFoundError:
        raise ConfigurationError(
            f"no server has run on the data folder {path.parent} yet",
            f"start script/server, or set {DATA_VARIABLE} to the folder of the one that runs",
        ) from None
    except OSError as error:
        raise ConfigurationError(
            f"the secrets file {path} cannot be read ({error.strerror})", "run as its owner"
        ) from None
    return {name: value for name, value in content.items() if isinstance(value, str)}


def _write(path: Path, values: dict[str, str]) -> None:
    purposes = {entry.name: str(entry.metadata["purpose"]) for entry in fields(Secrets)}
    text = "".join(f'# {purposes[name]}\n{name} = "{value}"\n' for name, value in values.items())
    new = path.with_name(f".{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
