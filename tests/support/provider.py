"""A provider of telephone lines: a second Asterisk with a configuration of its own, that speaks SIP over TLS and encrypts sound.

Between it and the scripted telephones of a test, which are its other subscribers, all is plain.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ringwell.adapters.asterisk.config import write_configuration, write_private
from tests.support.certificates import Certificate
from tests.support.ports import free_sip_port, free_tcp_port
from tests.support.servers import RunningSwitch, switch_in
from tests.support.sip import Address

AT: Final = "127.0.0.61"
SUBSCRIBERS: Final = "127.0.0.62"
USER: Final = "house"
PASSWORD: Final = "of-the-house"
_LINES: Final = """
[from-house]
exten => _[+0-9]!,1,Dial(PJSIP/${EXTEN}@line,30)
[from-line]
exten => _X!,1,Set(HOUSE=${PJSIP_CONTACT(${PJSIP_AOR(house,contact)},uri)})
 same => n,Dial(PJSIP/house/sip:${EXTEN}@${CUT(HOUSE,@,2)},30)
"""


@dataclass(frozen=True)
class Ports:
    """Where the provider takes SIP: `plain` from its subscribers, `tls` from us; `subscriber` is where it calls those."""

    plain: int
    tls: int
    subscriber: int

    @classmethod
    def free(cls) -> "Ports":
        return cls(free_sip_port(AT), free_tcp_port(AT), free_sip_port(SUBSCRIBERS))


@dataclass
class Provider:
    """`sip` is every SIP message that it has sent and got so far."""

    switch: RunningSwitch
    ports: Ports
    messages: Path

    @property
    def subscribers(self) -> Address:
        return AT, self.ports.plain

    @property
    def server(self) -> str:
        """As a trunk has it."""
        return f"sip:{AT}:{self.ports.tls}"

    @property
    def sip(self) -> str:
        return self.messages.read_text(errors="replace")

    def forget(self) -> None:
        """What has been sent and got."""
        self.messages.write_text("")


@contextmanager
def provider(
    folder: Path, ports: Ports, certificate: Certificate, trusted: Path, *, encrypts: bool = True
) -> Generator[Provider]:
    """Known by this certificate; it believes whom the file `trusted` names, and takes no sound that is not encrypted, or (not `encrypts`) only
    such."""
    with switch_in(folder) as switch:
        write_configuration(switch.config)
        etc = switch.config.folders.etc
        write_private(etc / "pjsip.conf", _pjsip(ports, certificate, trusted, encrypts=encrypts))
        write_private(etc / "extensions.conf", _LINES)
        write_private(etc / "logger.conf", "[logfiles]\nsip.log => notice,warning,error,verbose\n")
        switch.start()
        switch.console("module load res_pjsip_logger")
        switch.console("pjsip set logger on")
        try:
            yield Provider(switch, ports, switch.config.folders.logs / "sip.log")
        finally:
            switch.stop()


def _pjsip(ports: Ports, certificate: Certificate, trusted: Path, *, encrypts: bool) -> str:
    return f"""
[global]
type=global
endpoint_identifier_order=username,ip
[transport-udp]
type=transport
protocol=udp
bind={AT}:{ports.plain}
[transport-tls]
type=transport
protocol=tls
bind={AT}:{ports.tls}
cert_file={certificate.chain}
priv_key_file={certificate.key}
ca_list_file={trusted}
verify_server=yes
method=tlsv1_2
[{USER}]
type=endpoint
transport=transport-tls
aors={USER}
auth={USER}
context=from-house
disallow=all
allow=ulaw
direct_media=no
media_encryption={"sdes" if encrypts else "no"}
trust_id_inbound=yes
[{USER}]
type=aor
max_contacts=1
remove_existing=yes
[{USER}]
type=auth
auth_type=userpass
username={USER}
password={PASSWORD}
[line]
type=endpoint
transport=transport-udp
aors=line
context=from-line
disallow=all
allow=ulaw
direct_media=no
trust_id_inbound=yes
[line]
type=aor
contact=sip:{SUBSCRIBERS}:{ports.subscriber}
[line-address]
type=identify
endpoint=line
match={SUBSCRIBERS}/32
"""
