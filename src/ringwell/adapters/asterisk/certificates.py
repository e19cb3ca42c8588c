"""What is wrong with the certificate of a trunk's server, found by a handshake of our own: what the switch tells of one names a host and no port,
and several servers may be at one host."""

import asyncio
import re
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Final

from ringwell.calls.ports import CertificateFault

SIP_TLS_PORT: Final = 5061
PATIENCE_S: Final = 2.0
_SERVER: Final = re.compile(r"sips?:(?:\[(?P<six>[^]]+)\]|(?P<host>[^:;]+))(?::(?P<port>\d+))?")
_FAULTS: Final[dict[int, CertificateFault]] = {
    9: "certificate_expired",
    10: "certificate_expired",
    62: "certificate_of_another",
    64: "certificate_of_another",
}
"""By OpenSSL's code: not yet valid, expired, of another name, of another address. Any other makes it one that is not trusted."""


async def certificate_fault(server: str, trusted: Path | None) -> CertificateFault | None:
    """Of this server ("sip:provider.example:5061"), to who believes whom the PEM file `trusted` names. None: nothing, or it cannot be asked
    now."""
    found = _SERVER.match(server)
    if found is None:
        return None
    host, port = found["six"] or found["host"], int(found["port"] or SIP_TLS_PORT)
    try:
        async with asyncio.timeout(PATIENCE_S):
            believing = await asyncio.to_thread(_believing, trusted)
            _, writer = await asyncio.open_connection(host, port, ssl=believing)
    except ssl.SSLCertVerificationError as error:
        return _FAULTS.get(error.verify_code, "certificate_untrusted")
    except (OSError, TimeoutError):
        return None
    writer.close()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            await writer.wait_closed()
    return None


def _believing(trusted: Path | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if trusted is not None:
        context.load_verify_locations(trusted)
    return context
