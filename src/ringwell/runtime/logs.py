"""Structured logs: JSON lines in `<data>/logs/<process>.log`, which turn over by size, and one short line for people.

Log static text with values as fields. Values under names that end in password, secret, token or key are hidden.
"""

import logging
import shutil
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Protocol, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

FILE_BYTES = 20_000_000
FILES_KEPT = 5
HIDDEN_ENDINGS = ("password", "secret", "token", "_key")


class Log(Protocol):
    """What the code needs of a logger."""

    def debug(self, event: str, **fields: object) -> object: ...
    def info(self, event: str, **fields: object) -> object: ...
    def warning(self, event: str, **fields: object) -> object: ...
    def error(self, event: str, **fields: object) -> object: ...
    def exception(self, event: str, **fields: object) -> object: ...


def get_log(name: str) -> Log:
    return cast("Log", structlog.stdlib.get_logger(name))


def set_up_logs(process: str, folder: Path, level: str) -> None:
    """Send everything that this process logs, libraries included, to its file and to the terminal."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [
        _file_handler(folder / f"{process}.log", process, shared),
        _terminal_handler(process, shared),
    ]
    root.setLevel(level.upper())
    # One line for each request, socket, or step of a migration is for tracing, not for an operator.
    for name in ("uvicorn.access", "uvicorn.error", "aiohttp.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for name in event:
        if name.endswith(HIDDEN_ENDINGS):
            event[name] = "(hidden)"
    return event


def _file_handler(path: Path, process: str, shared: list[Processor]) -> logging.Handler:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _named(process),
                # Never the variables of a traceback: secrets and callers' data stand in them.
                structlog.processors.ExceptionRenderer(
                    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
                ),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    return handler


def _terminal_handler(process: str, shared: list[Processor]) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _line_for_people(process),
            ],
        )
    )
    return handler


def _named(process: str) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    return add


def _line_for_people(process: str) -> Processor:
    def line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
        clock = str(event.pop("timestamp", ""))[11:19]
        level = str(event.pop("level", "info"))
        event.pop("logger", None)
        text = str(event.pop("event", ""))
        trace = event.pop("exception", None)
        mark = "" if level == "info" else f"{level}: "
        fields = "".join(f"  {name}={value}" for name, value in event.items())
        return _one_line(f"{clock} {process:<10} {mark}{text}{fields}") + (f"\n{trace}" if trace else "")

    return line


def _one_line(text: str) -> str:
    """Whatever stands in a value begins no line of its own and moves no cursor."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def turn_over(path: Path, limit: int = FILE_BYTES) -> bool:
    """Start a foreign program's log file anew once it is over `limit` bytes, keeping one old copy.

    The program holds the file open for appending, so it is copied and emptied, not renamed. Where there is no room for the copy, the
    old lines are lost: they are what fills the disk.
    """
    old = path.with_name(f"{path.name}.1")
    try:
        if path.stat().st_size <= limit:
            return False
        try:
            shutil.copyfile(path, old)
        except OSError:
            old.unlink(missing_ok=True)
        with path.open("r+b") as file:
            file.truncate()
    except OSError:
        return False
    return True
