"""Installation settings: what one machine's server is told, from the environment or `<data>/ringwell.toml`.

The other two kinds are apart: what a workspace decides for itself (kernel/settings.py, in the database), and
secrets (runtime/secret_file.py). docs/settings.md is printed from these definitions.
"""

import json
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from itertools import combinations
from pathlib import Path
from typing import Annotated, Final, Literal, Self, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.adapters.speech.model import find_model
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.folders import Folders

PREFIX = "RINGWELL_"
DATA_VARIABLE = "RINGWELL_DATA"
DEFAULT_DATA = "var"

_SECRET_ENDINGS: Final = ("_password", "_url", "services")
"""Settings whose value may hold a secret: no message quotes them."""
_OWN_PORTS: Final = {"http": 80, "https": 443}
"""Ports that browsers leave out of an origin."""
_POSTGRESQL: Final = frozenset({"postgresql", "postgresql+asyncpg"})

Port = Annotated[int, Field(ge=1, le=65535)]
Line = Annotated[str, Field(pattern=r"^[^\r\n]*$")]


class Service(BaseModel):
    """One service that flows may ask: `url` begins with http, https or postgresql. `headers` go with every request, such as Authorization."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Line
    headers: dict[str, Line] = Field(default_factory=dict[str, str])

    @field_validator("url")
    @classmethod
    def check_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https", "postgresql") or not parts.hostname:
            raise ValueError("an address begins with http://, https:// or postgresql:// and a host's name")
        return value


class Settings(BaseModel):
    """Every installation setting with its default. The environment wins over the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    http_host: Annotated[
        str, Field(description="Address that browsers connect to. 0.0.0.0 means every interface.")
    ] = "127.0.0.1"
    http_port: Annotated[Port, Field(description="Port that browsers connect to.")] = 8080
    public_origin: Annotated[
        str | None,
        Field(
            description="What browsers have in their address bar, such as https://calls.example.com. "
            "Unset: made from the address and port above."
        ),
    ] = None
    behind_proxy: Annotated[
        bool,
        Field(
            description="A reverse proxy on this machine stands between browsers and us: the last address in its "
            "X-Forwarded-For is the browser's, by which guesses are counted."
        ),
    ] = False
    tls_certificate: Annotated[
        Path | None,
        Field(
            description="PEM file with the certificate chain, for browsers and for SIP over TLS. "
            "Browsers on other machines need HTTPS to use the microphone."
        ),
    ] = None
    tls_key: Annotated[Path | None, Field(description="PEM file with the certificate's key.")] = None

    sip_host: Annotated[
        str, Field(description="Address on which the switch takes SIP from trunks and phones.")
    ] = "127.0.0.1"
    sip_port: Annotated[Port, Field(description="SIP port, UDP and TCP.")] = 5060
    sip_tls_port: Annotated[
        Port | None, Field(description="SIP port for TLS; needs the certificate. Unset: no SIP over TLS.")
    ] = None
    sip_tls_trusted: Annotated[
        Path | None,
        Field(
            description="PEM file with the authorities, or the servers' own certificates, that trunks over TLS are known by. Unset: those that "
            "this machine trusts."
        ),
    ] = None
    rtp_ports: Annotated[
        str,
        Field(
            description="First and last UDP port for audio, no other server's on this machine. A call needs up to four; "
            "where there are too few for max_calls, fewer are let in.",
            pattern=r"^\d+-\d+$",
        ),
    ] = "10000-11999"
    external_address: Annotated[
        str | None, Field(description="Public address, where this machine stands behind address translation.")
    ] = None
    local_networks: Annotated[
        str, Field(description="Networks that are reached without translation, parted by commas.")
    ] = "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"
    stun_server: Annotated[
        Line | None, Field(description="STUN server (host:port) for the switch and for browsers.")
    ] = None
    turn_server: Annotated[
        Line | None, Field(description="TURN server (host:port) for the switch and for browsers.")
    ] = None
    turn_user: Annotated[Line | None, Field(description="User name at the TURN server.")] = None
    turn_password: Annotated[Line | None, Field(description="Password at the TURN server.")] = None
    switch_id: Annotated[
        str,
        Field(
            description="This switch's name, unlike any other's that serves the same database.",
            pattern=r"^[a-z0-9-]{1,32}$",
        ),
    ] = "switch-1"
    max_calls: Annotated[
        int, Field(description="Callers at once; one more hears that all lines are busy.", ge=1, le=10000)
    ] = 150
    voice_en: Annotated[
        Line,
        Field(
            description="What speaks English texts: `espeak-ng:<voice>`, `piper:<model file>`, `festival:<voice>`, the "
            "address of a service that takes JSON and answers with a WAV, or `none`. Unset: the best that is installed."
        ),
    ] = ""
    voice_ru: Annotated[Line, Field(description="The same for Russian.")] = ""
    voice_pl: Annotated[Line, Field(description="The same for Polish.")] = ""
    asterisk: Annotated[
        Path | None,
        Field(
            description="Root folder of the Asterisk to use. Unset: the system's, or the one that script/server "
            "unpacked."
        ),
    ] = None
    switch_ari_port: Annotated[
        Port | None, Field(description="The switch's HTTP port, on loopback only. Unset: a free one, kept.")
    ] = None
    switch_ami_port: Annotated[
        Port | None,
        Field(description="The switch's manager port, on loopback only. Unset: a free one, kept."),
    ] = None

    database_url: Annotated[
        str | None,
        Field(
            description="postgresql://user:password@host:port/database of a PostgreSQL of 15 or later, whose user "
            "may create roles. Unset: the embedded one."
        ),
    ] = None
    partitions: Annotated[
        int,
        Field(
            description="Into how many parts workspaces are spread. Set before the first start only.",
            ge=1,
            le=256,
        ),
    ] = 8
    spares: Annotated[
        bool,
        Field(
            description="Keep a second brain and a second edge ready to begin: when one ends, the next is there within a second instead of "
            "three. Takes 160 MB of memory.",
        ),
    ] = True
    brains: Annotated[
        int,
        Field(
            description="How many brains this server runs. They divide the partitions, and one takes over another's when that ends: callers "
            "who wait then need not wait for a new one to start.",
            ge=1,
            le=16,
        ),
    ] = 1
    watchdog_seconds: Annotated[
        int,
        Field(
            description="Seconds without the brain after which waiting callers are moved to the fallback queues.",
            ge=2,
            le=600,
        ),
    ] = 20
    speech_model: Annotated[
        Path | None,
        Field(
            description="Folder of a multilingual Whisper model, as CTranslate2 has it, by which callers are understood. Unset: the one that "
            "script/server put in the cache folder; where that is not there either, menus go by keys only.",
        ),
    ] = None
    recognisers: Annotated[
        int,
        Field(
            description="Processes that listen to what callers say to menus, each with the model in memory (300 MB). 0: menus go by keys only.",
            ge=0,
            le=16,
        ),
    ] = 1
    recogniser_threads: Annotated[
        int,
        Field(
            description="Cores that one recogniser may use at once, after all that calls need.", ge=1, le=64
        ),
    ] = 2
    demo: Annotated[
        bool,
        Field(description="Make the demo workspace with its well-known sign-ins, the demo trunk and /try."),
    ] = False
    services: Annotated[
        dict[str, dict[str, Service]],
        Field(
            description="Services that flows may ask, by workspace and name, in the file: `[services.acme.shop]` with `url` (http, https, or "
            "postgresql for a query) and, if it needs them, `headers`. Only such a service may stand on a private network. In the environment: as JSON.",
        ),
    ] = {}
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="The least important line that is logged."),
    ] = "info"

    @field_validator("services", mode="before")
    @classmethod
    def check_services(cls, value: object) -> object:
        """A variable of the environment holds JSON."""
        if not isinstance(value, str):
            return value
        try:
            return cast("object", json.loads(value))
        except ValueError:
            raise ValueError(
                'write JSON such as {"acme": {"shop": {"url": "https://shop.example"}}}'
            ) from None

    @field_validator("rtp_ports")
    @classmethod
    def check_rtp_ports(cls, value: str) -> str:
        first, last = (int(part) for part in value.split("-"))
        if not (1024 <= first < last <= 65535) or last - first < 9:
            raise ValueError("needs at least ten ports between 1024 and 65535, such as 10000-11999")
        return value

    @field_validator("http_host", "sip_host", "external_address")
    @classmethod
    def check_address(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                ip_address(value)
            except ValueError:
                raise ValueError("write an address such as 127.0.0.1 or ::1, not a name") from None
        return value

    @field_validator("local_networks")
    @classmethod
    def check_networks(cls, value: str) -> str:
        for part in filter(None, value.split(",")):
            ip_network(part.strip())
        return value

    @field_validator("public_origin")
    @classmethod
    def check_origin(cls, value: str | None) -> str | None:
        return None if value is None else _origin(value)

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str | None) -> str | None:
        if value is not None:
            _check_database_url(value)
        return value

    @field_validator("tls_certificate", "tls_key", "sip_tls_trusted")
    @classmethod
    def check_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"there is no file {value}")
        return value

    @field_validator("speech_model")
    @classmethod
    def check_model(cls, value: Path | None) -> Path | None:
        if value is not None and find_model(value, {}) is None:
            raise ValueError(f"there is no model in {value}")
        return value

    @model_validator(mode="after")
    def check_together(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key are set both or not at all")
        if self.sip_tls_port is not None and self.tls_certificate is None:
            raise ValueError("sip_tls_port needs tls_certificate and tls_key")
        self._check_ports_apart()
        return self

    def _check_ports_apart(self) -> None:
        """No two of our own listeners may want one TCP port of one address: only the first would get it."""
        wanted = (
            ("http_port", self.http_host, self.http_port),
            ("sip_port", self.sip_host, self.sip_port),
            ("sip_tls_port", self.sip_host, self.sip_tls_port),
            ("switch_ari_port", LOOPBACK, self.switch_ari_port),
            ("switch_ami_port", LOOPBACK, self.switch_ami_port),
        )
        for (name, host, port), (other, other_host, other_port) in combinations(wanted, 2):
            if port is not None and port == other_port and _overlap(host, other_host):
                raise ValueError(f"{name} and {other} are both {port}: each needs a port of its own")

    @property
    def rtp_range(self) -> tuple[int, int]:
        first, last = self.rtp_ports.split("-")
        return int(first), int(last)

    @property
    def sip_over_tls(self) -> bool:
        """Whether trunks and phones may speak SIP over TLS."""
        return self.sip_tls_port is not None

    @property
    def origin(self) -> str:
        """What browsers have in their address bar."""
        if self.public_origin is not None:
            return self.public_origin
        scheme = "http" if self.tls_certificate is None else "https"
        return _origin(f"{scheme}://{bracketed(reached_at(self.http_host))}:{self.http_port}")


_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared only
"""Every interface has no name of its own: the loopback's stands for it."""


def _overlap(host: str, other: str) -> bool:
    return host == other or host in _EVERYWHERE or other in _EVERYWHERE


def reached_at(host: str) -> str:
    """The address at which this machine reaches what listens on `host`."""
    return _EVERYWHERE.get(host, host)


def bracketed(host: str) -> str:
    """A host as it stands before `:port`."""
    return f"[{host}]" if ":" in host else host


def _origin(address: str) -> str:
    """An address as browsers write an origin: small letters, the port only where it is not the scheme's own."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError("is no address such as https://calls.example.com") from None
    if parts.scheme not in _OWN_PORTS or not parts.hostname:
        raise ValueError("starts with http:// or https:// and a host's name")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("ends with the host or its port: no path, no user, no question mark")
    shown = "" if port in (None, _OWN_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{bracketed(parts.hostname)}{shown}"


def _check_database_url(text: str) -> None:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # The parser's words could quote the password.
        raise ValueError("write postgresql://user:password@host:port/database") from None
    if url.drivername not in _POSTGRESQL or not url.database or not url.username:
        raise ValueError("write postgresql://user:password@host:port/database")


def data_folder(environment: Mapping[str, str]) -> Path:
    return Path(environment.get(DATA_VARIABLE) or DEFAULT_DATA).expanduser().resolve()


def load_settings(environment: Mapping[str, str], *, demo_unless_set: bool = False) -> Settings:
    """Read the file, if there is one, and the environment over it.

    Raises ConfigurationError that names the file or variable, the key, and what to do.
    """
    file = Folders(data_folder(environment)).settings
    from_file = _read_file(file)
    from_environment = _from_environment(environment)
    merged: dict[str, object] = {
        **({"demo": True} if demo_unless_set else {}),
        **from_file,
        **from_environment,
    }
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        raise _explain(error, file, frozenset(from_environment)) from None


def _read_file(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the settings file {file} is damaged ({error})", "put that line right, or move the file away"
        ) from None
    except OSError as error:
        raise ConfigurationError(
            f"the settings file {file} cannot be read ({error.strerror})", "let this user read it"
        ) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Variables that are set to nothing count as unset."""
    named = {variable(name): name for name in Settings.model_fields}
    return {named[key]: value for key, value in environment.items() if key in named and value}


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """RINGWELL_ variables that no setting reads: usually a slip of the pen."""
    known = {DATA_VARIABLE, *(variable(name) for name in Settings.model_fields)}
    return sorted(key for key in environment if key.startswith(PREFIX) and key not in known)


def variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _explain(error: ValidationError, file: Path, from_environment: frozenset[str]) -> ConfigurationError:
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    message = _in_words(key, first)
    if not key:
        return ConfigurationError(message, f"set them in {file} or in the environment")
    if first["type"] == "extra_forbidden":
        return ConfigurationError(f"{file}: there is no setting {key}", "see docs/settings.md for the names")
    place = f"the environment variable {variable(key)}" if key in from_environment else f"{file}: {key}"
    told = "is not right" if key.endswith(_SECRET_ENDINGS) else f"is {first['input']!r}"
    return ConfigurationError(f"{place} {told}", f"{message[0].lower()}{message[1:]}")


_REMEDIES: Final = {
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": "write it in quotation marks",
    "literal_error": "write one of {expected}",
    "string_pattern_mismatch": "write it like {default}",
}
"""What to write instead, by the kind of a value's fault. Our own checks say it themselves."""


def _in_words(key: str, fault: ErrorDetails) -> str:
    words = _REMEDIES.get(fault["type"])
    if words is None:
        return fault["msg"].removeprefix("Value error, ")
    default: object = Settings.model_fields[key].default
    return words.format_map({**fault.get("ctx", {}), "default": default})
