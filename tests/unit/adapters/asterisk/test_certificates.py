import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ringwell.adapters.asterisk.certificates import certificate_fault
from tests.support.certificates import Authority, Certificate
from tests.support.ports import free_tcp_port

HERE = "127.0.0.1"


@asynccontextmanager
async def server(shown: Certificate) -> AsyncGenerator[str]:
    """One at a port of this host, as a trunk has it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.chain, shown.key)

    async def nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(nothing, HERE, 0, ssl=context) as made:
        yield f"sip:{HERE}:{made.sockets[0].getsockname()[1]}"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


async def test_each_fault_is_told_from_the_others(authority: Authority, tmp_path: Path) -> None:
    shown = {
        "certificate_untrusted": Authority(tmp_path, "strangers").certificate("stranger", HERE),
        "certificate_of_another": authority.certificate("elsewhere", "127.0.0.99"),
        "certificate_expired": authority.certificate("past", HERE, days=-1),
        None: authority.certificate("right", HERE),
    }
    for fault, certificate in shown.items():
        async with server(certificate) as there:
            assert await certificate_fault(there, authority.trusted) == fault


async def test_servers_at_one_host_are_told_apart_by_their_ports(authority: Authority) -> None:
    right, past = authority.certificate("right", HERE), authority.certificate("past", HERE, days=-1)
    async with server(right) as one, server(past) as other:
        assert await certificate_fault(one, authority.trusted) is None
        assert await certificate_fault(other, authority.trusted) == "certificate_expired"
    assert await certificate_fault(f"sip:{HERE}:{free_tcp_port()}", authority.trusted) is None


async def test_who_believes_nobody_trusts_nobody(authority: Authority) -> None:
    async with server(authority.certificate("right", HERE)) as there:
        assert await certificate_fault(there, None) == "certificate_untrusted"
