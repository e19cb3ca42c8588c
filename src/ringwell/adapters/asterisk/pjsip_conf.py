"""pjsip.conf and sorcery.conf: transports and the demo trunk in a file, all else made while the switch runs."""

from collections.abc import Iterable, Mapping
from typing import Final

from ringwell.adapters.asterisk.names import DEMO_TRUNK_CONTEXT, NOBODY, NOWHERE, PHONE_CONTEXT
from ringwell.adapters.asterisk.switch_config import (
    DEMO_TRUNK,
    DEMO_TRUNK_SOURCE,
    Addresses,
    Reach,
    SwitchConfig,
)

COMMON_FIELDS: Mapping[str, str] = {
    "disallow": "all",
    "direct_media": "no",
    "rtp_symmetric": "yes",
    "force_rport": "yes",
    "rewrite_contact": "yes",
    "rtp_timeout_hold": "600",
    # Refused to callers, trunks and pages: whom a call is brought to is for its agent to say. A desk phone may.
    "allow_transfer": "no",
}

PHONE_FIELDS: Mapping[str, str] = {"identify_by": "username", "context": PHONE_CONTEXT}
"""What every phone's endpoint has: it is known by its name and proves it by its password."""

TRUNK_FIELDS: Mapping[str, str] = {
    **COMMON_FIELDS,
    # A trunk proves nothing by its name: whoever uses it as their own from elsewhere is nobody.
    "identify_by": "ip",
    "context": DEMO_TRUNK_CONTEXT,
    "allow": "ulaw,alaw,g722",
    "rtp_timeout": "60",
    # A peer was seen to break on the update that a changed connected line sends.
    "send_connected_line": "no",
    # Without sound it says no more than that the call goes on, and who waits is to hear ringing still.
    "ignore_183_without_sdp": "yes",
    "trust_id_inbound": "yes",
    "dtmf_mode": "auto",
    # What a call shows is its caller id: in From, and where From has to name the account, in P-Asserted-Identity.
    "send_pai": "yes",
    "from_user": "",
}
"""What every trunk's endpoint has, whether it stands in the file or is made through ARI."""

NO_ANSWER_MS: Final = 8_000
"""After so long without any answer, not even that it is tried, the other side is given up. SIP counts it in 64 steps."""

RECORDED_CODECS: Final = "ulaw,alaw"
"""Of agents' legs, which MixMonitor records. Its interleaved file is of 8 kHz, and of a leg that runs at another rate
it keeps only the beginning of each frame."""

BROWSER_PHONE_FIELDS: Mapping[str, str] = {
    **COMMON_FIELDS,
    **PHONE_FIELDS,
    "transport": "transport-ws",
    "webrtc": "yes",
    "allow": "opus,ulaw",
    # A closed tab sends no BYE: without this its channel would stay for ever.
    "rtp_timeout": "30",
    "device_state_busy_at": "1",
}
"""What a browser phone's endpoint has beside its auth and aors."""

PHONE_ADDRESS_FIELDS: Mapping[str, str] = {"max_contacts": "1", "remove_existing": "yes"}
"""What a phone's aor has: the newer tab takes over."""


def section(name: str, fields: Iterable[tuple[str, object]]) -> str:
    """One section of a configuration file; fields that are None are left out."""
    lines = [f"[{name}]", *(f"{key}={_safe(value)}" for key, value in fields if value is not None)]
    return "\n".join(lines) + "\n"


def _safe(value: object) -> str:
    """A value that stays in its line: a semicolon would begin a comment."""
    text = str(value)
    if "\n" in text or "\r" in text:
        raise ValueError(f"a value for the switch has more than one line: {text!r}")
    return text.replace(";", "\\;")


def pjsip_conf(config: SwitchConfig) -> str:
    parts = [_global(), _system(), *_transports(config.addresses, config.reach), _nobody()]
    if config.demo:
        parts += _demo_trunk(config.addresses)
    return "\n".join(parts)


def _global() -> str:
    return section(
        "global",
        [
            ("type", "global"),
            ("user_agent", "Ringwell"),
            # By name first: a phone is asked for its password wherever it is, also at an address that some trunk has.
            ("endpoint_identifier_order", "username,ip"),
            ("max_initial_qualify_time", 4),
            ("keep_alive_interval", 30),
        ],
    )


def _nobody() -> str:
    fields = {"type": "endpoint", **COMMON_FIELDS, "identify_by": "ip", "context": NOWHERE, "allow": "ulaw"}
    return section(NOBODY, fields.items())


def _system() -> str:
    return section(
        "system",
        [
            ("type", "system"),
            ("disable_tcp_switch", "yes"),
            # A line that does not answer at all is told as dead after 8 s, not after 32: by then a caller who is let go to it would have waited in vain.
            ("timer_t1", NO_ANSWER_MS // 64),
            ("timer_b", NO_ANSWER_MS),
        ],
    )


def _transports(addresses: Addresses, reach: Reach) -> list[str]:
    bind = _bind(addresses.sip_host, addresses.sip_port)
    parts = [
        _transport("udp", bind, reach),
        _transport("tcp", bind, reach),
        section("transport-ws", [("type", "transport"), ("protocol", "ws"), ("bind", bind)]),
    ]
    if addresses.tls_port is not None:
        parts.append(_tls(addresses, addresses.tls_port, reach))
    return parts


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _transport(protocol: str, bind: str, reach: Reach, extra: Iterable[tuple[str, object]] = ()) -> str:
    fields: list[tuple[str, object]] = [("type", "transport"), ("protocol", protocol), ("bind", bind), *extra]
    if reach.external_address is not None:
        fields += [
            ("external_media_address", reach.external_address),
            ("external_signaling_address", reach.external_address),
            *(("local_net", network) for network in reach.local_networks),
        ]
    return section(f"transport-{protocol}", fields)


def _tls(addresses: Addresses, port: int, reach: Reach) -> str:
    extra = [
        ("cert_file", addresses.tls_certificate),
        ("priv_key_file", addresses.tls_key),
        ("ca_list_file", addresses.tls_trusted),
        # Whoever answers for a trunk's server gets the keys of the sound.
        ("verify_server", "yes"),
        ("method", "tlsv1_2"),
    ]
    return _transport("tls", _bind(addresses.sip_host, port), reach, extra)


def _demo_trunk(addresses: Addresses) -> list[str]:
    fields: dict[str, object] = {
        "type": "endpoint",
        **TRUNK_FIELDS,
        "aors": DEMO_TRUNK,
        "media_address": addresses.sip_host,
        "bind_rtp_to_media_address": "yes",
    }
    if addresses.sip_host in ("0.0.0.0", "::"):  # noqa: S104  - compared, not listened on
        del fields["media_address"], fields["bind_rtp_to_media_address"]
    return [
        section(DEMO_TRUNK, fields.items()),
        section(DEMO_TRUNK, [("type", "aor"), ("max_contacts", 0)]),
        # By address and before any password: nothing else may ever come from this one.
        section(
            f"{DEMO_TRUNK}-address",
            [("type", "identify"), ("endpoint", DEMO_TRUNK), ("match", f"{DEMO_TRUNK_SOURCE}/32")],
        ),
    ]


def sorcery_conf() -> str:
    """Objects of the file first; what is made through ARI lives in AstDB and outlives a restart."""
    sip = [_mapped("endpoint"), _mapped("auth"), _mapped("aor")]
    return "\n".join(
        [
            "[res_pjsip]\n" + "".join(sip),
            "[res_pjsip_endpoint_identifier_ip]\n" + _mapped("identify"),
            "[res_pjsip_outbound_registration]\n" + _mapped("registration"),
        ]
    )


def _mapped(kind: str) -> str:
    return f"{kind}=config,pjsip.conf,criteria=type={kind}\n{kind}=astdb,rw_{kind}\n"
