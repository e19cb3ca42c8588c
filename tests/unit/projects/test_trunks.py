from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.projects.model import Trunk
from ringwell.projects.trunks import faults_of, is_server, network_of, overlap

OWN = ("192.0.2.10", "2001:db8::10")


def faults(*, tls: bool = True, **fields: object) -> list[tuple[str, str]]:
    trunk = Trunk(trunk_id="trk_1", name="main", **fields)  # type: ignore[arg-type]
    return [(fault.field, fault.code) for fault in faults_of(trunk, OWN, tls=tls)]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("::::", "not_an_address"),
        ("1.2.3.4/99", "not_an_address"),
        ("1.2.3", "not_an_address"),
        ("127.0.0.1", "no_peers_address"),
        ("127.0.0.2", "no_peers_address"),
        ("127.0.0.0/24", "no_peers_address"),
        ("::1", "no_peers_address"),
        ("::ffff:127.0.0.1", "no_peers_address"),
        ("0.0.0.0", "no_peers_address"),
        ("239.1.2.3", "no_peers_address"),
        ("255.255.255.255", "no_peers_address"),
        ("ff02::1", "no_peers_address"),
        ("0.0.0.0/0", "network_too_wide"),
        ("127.0.0.0/8", "network_too_wide"),
        ("198.51.0.0/23", "network_too_wide"),
        ("::ffff:0.0.0.0/96", "network_too_wide"),
        ("2001:db8::/63", "network_too_wide"),
        ("192.0.2.10", "own_address"),
        ("192.0.2.0/24", "own_address"),
        ("::ffff:192.0.2.10", "own_address"),
        ("2001:db8::/64", "own_address"),
    ],
)
def test_an_address_that_is_no_peers_is_refused(address: str, code: str) -> None:
    assert faults(addresses=("198.51.100.1", address)) == [("addresses", code)]


@pytest.mark.parametrize("address", ["198.51.100.7", "198.51.100.0/24", "10.1.2.3/30", "2001:db8:1::/64"])
def test_a_peers_address_or_small_network_is_taken(address: str) -> None:
    assert faults(addresses=(address,)) == []


def test_who_registers_needs_a_server_and_a_user() -> None:
    assert faults(registers=True) == [("server", "missing"), ("user", "missing")]
    assert faults(password="secret", user="") == [("user", "missing")]
    assert faults(registers=True, server="sip:provider.example", user="u") == []


@pytest.mark.parametrize(
    "server", ["sip:[", "sip:[::::]:5060", "sip:a..b:99999", "sip:x:0", "sip:-", "http:x", "sip:a\n"]
)
def test_what_is_no_server_is_refused(server: str) -> None:
    assert faults(server=server) == [("server", "not_a_server")]


@pytest.mark.parametrize(
    "server",
    ["sip:provider.example:5060", "sips:provider.example", "sip:198.51.100.1", "sip:[2001:db8::1]:5060"],
)
def test_a_server_may_be_a_name_or_an_address(server: str) -> None:
    assert is_server(server)


@given(st.ip_addresses(), st.integers(0, 32), st.ip_addresses(), st.integers(0, 32))
def test_two_networks_overlap_when_one_holds_the_others_first_address(
    one: object, bits: int, other: object, more: int
) -> None:
    first, second = (
        ip_network(f"{each}/{width}", strict=False) for each, width in ((one, bits), (other, more))
    )
    if (first.version, first.prefixlen >= 96) == (6, True):
        return
    holds = first.version == second.version and (
        first.network_address in second or second.network_address in first
    )
    assert overlap(str(first), str(second)) == overlap(str(second), str(first)) == holds


def test_a_mapped_address_is_the_address_that_it_maps() -> None:
    assert network_of("::ffff:198.51.100.1") == ip_network("198.51.100.1/32")
    assert overlap("::ffff:198.51.100.1", "198.51.100.0/24")
    assert ip_address("198.51.100.1") in (network_of("198.51.100.5/24") or ())


def test_a_trunk_over_tls_needs_a_switch_that_speaks_it() -> None:
    assert faults(tls=False, transport="tls") == [("transport", "tls_not_set_up")]
    assert faults(tls=False, transport="tcp") == faults(tls=True, transport="tls") == []


@pytest.mark.parametrize(
    "server",
    [
        "sip:127.0.0.1:5060",
        "sip:localhost",
        "sip:LOCALHOST:5038",
        "sip:db.localhost",
        "sip:[::1]:8088",
        "sip:[::ffff:127.0.0.1]",
        "sip:0.0.0.0",
        "sip:127.1",
        "sip:2130706433",
        "sip:192.0.2.10",
        "sip:169.254.169.254:80",
        "sip:224.0.0.1",
    ],
)
def test_no_calls_go_to_services_of_this_machine(server: str) -> None:
    assert faults(server=server) == [("server", "own_address")]
    here = Trunk(trunk_id="trk_1", name="main", server=server)
    assert faults_of(here, OWN, tls=True, lab=True) == []


def test_a_telephone_system_in_the_house_is_a_server() -> None:
    assert faults(server="sip:10.1.2.3:5060") == faults(server="sip:pbx.example") == []


def test_sound_is_encrypted_only_where_its_keys_are() -> None:
    assert faults(srtp=True) == [("srtp", "needs_tls")]
    assert faults(srtp=True, transport="tls") == []
