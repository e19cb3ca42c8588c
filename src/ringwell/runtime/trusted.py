"""Whom this machine trusts."""

import ssl
from pathlib import Path
from typing import Final

_BUNDLES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


def machines_trust() -> Path | None:
    """The PEM file with the authorities that this machine trusts, where it has one."""
    usual = ssl.get_default_verify_paths().cafile
    found = (Path(each) for each in ([usual] if usual else []) + list(_BUNDLES))
    return next((each for each in found if each.is_file()), None)
