"""Certificates for tests: an authority of their own, and what it signs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    """PEM files: `chain` begins with the certificate itself and ends with its authority's."""

    chain: Path
    key: Path


class Authority:
    """Signs certificates, and keeps them in `folder`; `trusted` is the PEM file of whoever believes it."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder, self._name, self._key = folder, _named(name), ec.generate_private_key(ec.SECP256R1())
        builder = _builder(self._name, self._name, self._key)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self._own = builder.sign(self._key, hashes.SHA256())
        self.trusted = folder / f"{name}.pem"
        self.trusted.write_bytes(_pem(self._own))

    def certificate(self, name: str, address: str, *, days: int = 1) -> Certificate:
        """Of a server at this address; with negative `days` it has run out."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternative = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))])
        builder = _builder(_named(name), self._name, key, days).add_extension(alternative, critical=False)
        made = builder.sign(self._key, hashes.SHA256())
        found = Certificate(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        found.chain.write_bytes(_pem(made) + _pem(self._own))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        found.key.write_bytes(private)
        return found


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int = 1
) -> x509.CertificateBuilder:
    ends = datetime.now(UTC) + timedelta(days=days)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(ends, datetime.now(UTC)) - timedelta(days=1))
        .not_valid_after(ends)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
