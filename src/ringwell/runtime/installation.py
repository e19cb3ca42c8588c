"""One installation: its settings, folders, secrets and chosen ports, and what adapters are made from them."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import make_url

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.install import SwitchNotFound, find_switch
from ringwell.adapters.asterisk.switch_config import (
    LOOPBACK,
    Addresses,
    Credentials,
    Reach,
    SwitchConfig,
    SwitchFolders,
)
from ringwell.adapters.postgres.server import EmbeddedServer
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.folders import Folders, socket_folder
from ringwell.runtime.secret_file import Secrets, load_secrets, make_secrets
from ringwell.runtime.settings import Settings, data_folder, load_settings
from ringwell.runtime.trusted import machines_trust

DATABASE = "ringwell"
"""The embedded database's name."""

Role = Literal["superuser", "owner", "app", "relay"]


@dataclass(frozen=True, slots=True)
class SwitchPorts:
    """The switch's own ports on loopback."""

    ari: int
    ami: int


@dataclass(frozen=True, slots=True)
class Installation:
    """All that a process of this installation is told. Made by `open_installation`."""

    settings: Settings
    folders: Folders
    secrets: Secrets
    ports: SwitchPorts

    @property
    def ari_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.ari}/ari"

    @property
    def switch_websocket_url(self) -> str:
        """Where the edge relays browsers' SIP to; nothing else of that server may be relayed."""
        return f"ws://{LOOPBACK}:{self.ports.ari}/ws"

    def database_server(self) -> EmbeddedServer | None:
        """The embedded server, or None where the operator named one by URL."""
        if self.settings.database_url is not None:
            return None
        return EmbeddedServer(
            self.folders.postgres, socket_folder(self.folders), self.secrets.database_superuser
        )

    def database_url(self, role: Role) -> str:
        """For SQLAlchemy with asyncpg. `superuser` is for making roles and the database; others use our roles.

        With the embedded server the superuser's URL leads to the database `postgres`, the others' to `ringwell`.
        With a server by URL all lead to the database that it names.
        """
        embedded = self.database_server()
        if embedded is not None:
            if role == "superuser":
                return embedded.url()
            return embedded.url(f"ringwell_{role}", self._password(role), DATABASE)
        url = make_url(self.settings.database_url or "").set(drivername="postgresql+asyncpg")
        if role != "superuser":
            url = url.set(username=f"ringwell_{role}", password=self._password(role))
        return url.render_as_string(hide_password=False)

    def _password(self, role: Role) -> str:
        passwords: Mapping[Role, str] = {
            "superuser": self.secrets.database_superuser,
            "owner": self.secrets.database_owner,
            "app": self.secrets.database_app,
            "relay": self.secrets.database_relay,
        }
        return passwords[role]

    def credentials(self) -> Credentials:
        return Credentials(
            self.secrets.ari_password, self.secrets.watchdog_password, self.secrets.ami_password
        )

    @property
    def sip_trusted(self) -> Path | None:
        """The PEM file with whom the switch believes to be the server of a trunk over TLS."""
        return self.settings.sip_tls_trusted or machines_trust()

    def manager(self) -> AmiAddress:
        """The switch's manager interface."""
        user = self.credentials()
        return AmiAddress(host=LOOPBACK, port=self.ports.ami, user=user.ami_user, secret=user.ami_password)

    def switch_folders(self) -> SwitchFolders:
        return SwitchFolders(
            self.folders.switch,
            socket_folder(self.folders),
            self.folders.logs / "switch",
            self.folders.recordings,
            self.folders.sounds,
        )

    def switch_config(self) -> SwitchConfig:
        """What the switch is configured from. Raises ConfigurationError where there is no right Asterisk."""
        settings = self.settings
        try:
            distribution = find_switch(settings.asterisk)
        except SwitchNotFound as error:
            raise ConfigurationError(
                str(error), "run script/server, or set RINGWELL_ASTERISK to the root folder of one"
            ) from error
        return SwitchConfig(
            switch_id=settings.switch_id,
            distribution=distribution,
            folders=self.switch_folders(),
            credentials=self.credentials(),
            addresses=_addresses(settings, self.ports, self.sip_trusted),
            reach=_reach(settings),
            prompts=prompts_folder(),
            demo=settings.demo,
            max_calls=settings.max_calls,
        )


def open_installation(environment: Mapping[str, str] | None = None) -> Installation:
    """What a child process calls: reads what the supervisor made. Raises ConfigurationError."""
    environment = os.environ if environment is None else environment
    folders = Folders(data_folder(environment))
    return Installation(
        load_settings(environment), folders, load_secrets(folders.secrets), read_ports(folders.ports)
    )


def make_installation(settings: Settings, folders: Folders) -> Installation:
    """What the supervisor calls, holding the lock: makes what is not there yet. Raises ConfigurationError."""
    folders.make()
    return Installation(
        settings, folders, make_secrets(folders.secrets, folders.postgres), _make_ports(settings, folders)
    )


def prompts_folder() -> Path | None:
    """Ringwell's own prompts, one folder a language, and its hold music."""
    folder = Path(__file__).parent.parent / "adapters" / "asterisk" / "sounds"
    return folder if folder.is_dir() else None


def read_ports(path: Path) -> SwitchPorts:
    try:
        content = json.loads(path.read_text())
        return SwitchPorts(int(content["ari"]), int(content["ami"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigurationError(
            f"{path} is absent or damaged", "remove it and start the server again"
        ) from None


def _make_ports(settings: Settings, folders: Folders) -> SwitchPorts:
    """Settings first, then what was chosen before, then free ones."""
    try:
        before = read_ports(folders.ports)
    except ConfigurationError:
        before = SwitchPorts(_free_port(), _free_port())
    ports = SwitchPorts(settings.switch_ari_port or before.ari, settings.switch_ami_port or before.ami)
    write_ports(folders.ports, ports)
    return ports


def choose_free_ports(installation: Installation) -> SwitchPorts:
    """New ports where someone else has taken those chosen before; ports that are set stay."""
    settings = installation.settings
    ports = SwitchPorts(settings.switch_ari_port or _free_port(), settings.switch_ami_port or _free_port())
    write_ports(installation.folders.ports, ports)
    return ports


def write_ports(path: Path, ports: SwitchPorts) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(json.dumps({"ari": ports.ari, "ami": ports.ami}))
    new.replace(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _addresses(settings: Settings, ports: SwitchPorts, sip_trusted: Path | None) -> Addresses:
    first, last = settings.rtp_range
    return Addresses(
        sip_host=settings.sip_host,
        sip_port=settings.sip_port,
        rtp_first=first,
        rtp_last=last,
        ari_port=ports.ari,
        ami_port=ports.ami,
        tls_port=settings.sip_tls_port,
        tls_certificate=settings.tls_certificate,
        tls_key=settings.tls_key,
        tls_trusted=sip_trusted,
    )


def _reach(settings: Settings) -> Reach:
    return Reach(
        external_address=settings.external_address,
        local_networks=tuple(part.strip() for part in settings.local_networks.split(",") if part.strip()),
        stun_server=settings.stun_server,
        turn_server=settings.turn_server,
        turn_user=settings.turn_user,
        turn_password=settings.turn_password,
    )
