"""Mail through real SMTP connections: protected, refused, put off, and never with a header that somebody smuggled in."""

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec.structs import replace

from ringwell.adapters.mail.sender import SmtpMailer, is_forbidden
from ringwell.kernel.mail import PAUSES, Letter, MailSettings, Outcome, after
from tests.support.ports import free_tcp_port
from tests.support.smtp import MailServer, content_of, mail_server

LETTER = Letter(
    message_id="<mai_1@ringwell.example>",
    to="office@oak.example",
    subject="Zażółć – сообщение",
    text="Добрый\n.день",
)
PLAIN = MailSettings(
    host="127.0.0.1", security="none", sender="desk@ringwell.example", sender_name="Ringwell, desk"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by itself; with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def at(server: MailServer, settings: MailSettings = PLAIN) -> MailSettings:
    return replace(settings, port=server.port)


async def test_a_letter_comes_as_it_was_written() -> None:
    async with mail_server() as server:
        assert await SmtpMailer().send(at(server), LETTER) == Outcome(verdict="sent")
    [got] = server.got
    assert (got.mail_from, got.rcpt_tos) == (PLAIN.sender, [LETTER.to])
    message = message_from_bytes(content_of(got), policy=default)
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == LETTER.message_id
    assert message["From"].addresses[0].display_name == PLAIN.sender_name
    assert message.get_content().rstrip() == LETTER.text


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_tls_and_sign_in(certificate: Path, security: str) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    signed = replace(PLAIN, security=security, username="desk", password="secret")
    implicit = security == "tls"
    async with mail_server(serving(certificate), implicit=implicit, sign_in=True) as server:
        assert (await SmtpMailer(trusting).send(at(server, signed), LETTER)).verdict == "sent"
        wrong = await SmtpMailer(trusting).send(at(server, replace(signed, password="guess")), LETTER)
        assert (wrong.verdict, wrong.code, wrong.reason[:3]) == ("later", "sign_in", "535")
        unknown = await SmtpMailer().send(at(server, signed), LETTER)
        assert (unknown.verdict, unknown.code) == ("later", "certificate")
        assert len(server.got) == 1


async def test_nothing_is_said_in_the_clear_to_who_has_no_tls() -> None:
    async with mail_server() as server:
        outcome = await SmtpMailer().send(at(server, replace(PLAIN, security="starttls")), LETTER)
    assert outcome.verdict == "later"
    assert server.got == []


@pytest.mark.parametrize(
    ("recipients", "data", "verdict", "code"),
    [
        ("550 5.1.1 No such\tuser", "250 OK", "refused", "recipient"),
        ("451 4.7.1 Try again", "250 OK", "later", "recipient"),
        ("250 OK", "554 5.7.1 Spam", "refused", "server"),
        ("250 OK", "452 4.3.1 Full", "later", "server"),
    ],
)
async def test_refusals_are_told_in_the_server_s_words(
    recipients: str, data: str, verdict: str, code: str
) -> None:
    async with mail_server() as server:
        server.recipients, server.data = recipients, data
        outcome = await SmtpMailer().send(at(server), LETTER)
    said = recipients if code == "recipient" else data
    assert (outcome.verdict, outcome.code, outcome.reason) == (verdict, code, said.replace("\t", " "))


async def test_who_does_not_answer_is_asked_later() -> None:
    nobody = await SmtpMailer().send(replace(PLAIN, port=free_tcp_port()), LETTER)
    assert (nobody.verdict, nobody.code) == ("later", "no_answer")
    unknown = await SmtpMailer().send(replace(PLAIN, host="mail.invalid"), LETTER)
    assert (unknown.verdict, unknown.code) == ("later", "no_such_host")


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, subject="Hello\r\nBcc: c@d.example"),
        replace(LETTER, to="a@b.example\r\nRCPT TO:<c@d.example>"),
        replace(LETTER, message_id="<a@b>\nX: y"),
    ],
)
async def test_no_header_or_recipient_can_be_smuggled_in(letter: Letter) -> None:
    async with mail_server() as server:
        outcome = await SmtpMailer().send(at(server), letter)
    assert (outcome.verdict, outcome.code) == ("refused", "not_a_letter")
    assert server.got == []


def test_a_cloud_s_own_services_are_no_mail_servers() -> None:
    wrapped = ("::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::")
    platform = ("169.254.169.254", "fe80::1%eth0", "168.63.129.16", "fd00:ec2::254")
    assert all(is_forbidden(each) for each in (*wrapped, *platform, "224.0.0.1", "0.0.0.0", "::"))
    allowed = ("127.0.0.1", "10.0.0.5", "192.0.2.1", "2001:db8::1", "::1", "::ffff:10.0.0.5", "fd00::5")
    assert not any(is_forbidden(each) for each in allowed)


def test_attempts_grow_apart_and_come_to_an_end() -> None:
    now, later = datetime.now(UTC), Outcome(verdict="later")
    for attempt, wait in enumerate(PAUSES, start=1):
        assert after(later, attempt, now) == ("queued", now + wait)
    assert after(later, len(PAUSES) + 1, now) == ("failed", None)
    assert after(Outcome(verdict="refused"), 1, now) == ("refused", None)
