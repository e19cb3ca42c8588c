"""With a certificate: one origin for page, API and sockets, and cookies that never leave it."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiohttp import ClientSession, CookieJar, TCPConnector
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ringwell.adapters.web.live import Hello
from tests.support.edge import LiveSocket, running_edge


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_pem = folder / "key.pem"
    plain = serialization.NoEncryption()
    key_pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return pem, key_pem


async def test_cookies_and_sockets_over_tls(tmp_path: Path) -> None:
    files = make_certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(files[0]))
    async with running_edge(certificate=files) as ringwell:
        assert ringwell.url.startswith("https://")
        acme = ringwell.stores.workspaces.add("acme")
        ringwell.person(acme, "anna", "agent")
        connector = TCPConnector(ssl=trusted)
        headers = {"Origin": ringwell.url, "X-Requested-With": "ringwell"}
        async with ClientSession(
            ringwell.url, connector=connector, headers=headers, cookie_jar=CookieJar(unsafe=True)
        ) as page:
            form = {"login": "anna@acme", "password": "secret"}
            async with page.post("/api/v1/session", json=form) as reply:
                assert reply.status == 201
                cookie = reply.headers["Set-Cookie"]
                port = ringwell.url.rpartition(":")[2]
                assert cookie.startswith(f"__Host-ringwell_session_{port}=")
                assert "Secure" in cookie
                assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"
                assert f"wss://{ringwell.url[8:]}" in reply.headers["Content-Security-Policy"]
            socket = LiveSocket(await page.ws_connect("/api/v1/live"))
            assert isinstance(await socket.next(), Hello)
