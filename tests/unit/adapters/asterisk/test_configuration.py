"""The text of the switch's files: what must be in them, and what must not."""

from dataclasses import replace
from pathlib import Path

import pytest

from ringwell.adapters.asterisk.config import asterisk_conf, configuration, rtp_conf, write_configuration
from ringwell.adapters.asterisk.dialplan import NUMBERS_FILE
from ringwell.adapters.asterisk.install import Distribution
from ringwell.adapters.asterisk.pjsip_conf import BROWSER_PHONE_FIELDS, TRUNK_FIELDS, pjsip_conf
from ringwell.adapters.asterisk.switch_config import (
    Addresses,
    Credentials,
    Reach,
    SwitchConfig,
    SwitchFolders,
)


@pytest.fixture
def config(tmp_path: Path) -> SwitchConfig:
    root = tmp_path / "root"
    for name in (
        "usr/share/asterisk/sounds/en_US_f_A",
        "usr/share/asterisk/moh",
        "usr/lib/x/asterisk/modules",
    ):
        (root / name).mkdir(parents=True)
    (root / "usr/share/asterisk/sounds/en_US_f_A/beep.gsm").write_bytes(b"")
    libraries = root / "usr/lib/x"
    return SwitchConfig(
        switch_id="sw-7",
        distribution=Distribution(
            root=root,
            version=(22, 10, 1),
            binary=root / "usr/sbin/asterisk",
            modules=libraries / "asterisk/modules",
            data=root / "usr/share/asterisk",
            libraries=libraries,
            loader=root / "usr/lib64/ld-linux-x86-64.so.2",
        ),
        folders=SwitchFolders(
            tmp_path / "switch",
            tmp_path / "run",
            tmp_path / "logs",
            tmp_path / "recordings",
            tmp_path / "sounds",
        ),
        credentials=Credentials("ari-pass", "dog-pass", "ami-pass"),
        addresses=Addresses("127.0.0.1", 5070, 20000, 20099, 8188, 5138),
    )


def test_files_that_are_as_they_were_are_not_written_again(config: SwitchConfig) -> None:
    etc = config.folders.etc
    write_configuration(config)
    before = {file.name: file.stat().st_ino for file in etc.iterdir()}
    write_configuration(config)
    assert {file.name: file.stat().st_ino for file in etc.iterdir()} == before
    (etc / "rtp.conf").write_text("?")
    write_configuration(config)
    assert (etc / "rtp.conf").read_text() == configuration(config)["rtp.conf"]


def test_every_folder_of_the_switch_is_ours(config: SwitchConfig, tmp_path: Path) -> None:
    folders = [line.split("=", 1)[1] for line in asterisk_conf(config).splitlines() if line.startswith("ast")]
    assert len(folders) == 12
    assert all(Path(folder).is_relative_to(tmp_path) for folder in folders)
    assert "(!)" not in asterisk_conf(config)


@pytest.mark.parametrize(("last", "admitted"), [(21999, 150), (20399, 95), (20009, 1)])
def test_no_more_callers_are_let_in_than_the_audio_ports_carry(
    config: SwitchConfig, last: int, admitted: int
) -> None:
    config = replace(config, addresses=replace(config.addresses, rtp_last=last))
    assert config.admitted == admitted
    assert f"GROUP_COUNT(calls@all)}} > {admitted} |" in configuration(config)["extensions.conf"]


def test_control_interfaces_are_on_loopback_only(config: SwitchConfig) -> None:
    texts = configuration(replace(config, addresses=replace(config.addresses, sip_host="0.0.0.0")))
    assert "bindaddr=127.0.0.1" in texts["http.conf"]
    assert "bindaddr=127.0.0.1" in texts["manager.conf"]


def test_passwords_stand_only_where_they_are_needed(config: SwitchConfig) -> None:
    texts = configuration(config)
    assert {name for name, text in texts.items() if "-pass" in text} == {"ari.conf", "manager.conf"}


def test_files_are_private(config: SwitchConfig) -> None:
    write_configuration(config)
    modes = {path.stat().st_mode & 0o077 for path in config.folders.etc.iterdir()}
    assert modes == {0}


def test_generated_numbers_outlive_a_new_start(config: SwitchConfig) -> None:
    write_configuration(config)
    numbers = config.folders.etc / NUMBERS_FILE
    numbers.write_text("exten => 1000,1,NoOp()\n")
    write_configuration(config)
    assert "1000" in numbers.read_text()


def test_the_demo_trunk_exists_in_demo_mode_only(config: SwitchConfig) -> None:
    assert "type=identify" not in pjsip_conf(config)
    demo = pjsip_conf(replace(config, demo=True))
    assert "match=127.0.0.2/32" in demo
    assert demo.count("match=") == 1


def test_translation_is_told_to_every_transport_that_leaves_the_machine(config: SwitchConfig) -> None:
    reach = Reach(
        external_address="203.0.113.7", local_networks=("10.0.0.0/8",), stun_server="stun.example:3478"
    )
    text = pjsip_conf(replace(config, reach=reach))
    assert text.count("external_media_address=203.0.113.7") == 2
    assert text.count("local_net=10.0.0.0/8") == 2
    assert "stunaddr=stun.example:3478" in rtp_conf(20000, 20099, reach)


def test_what_is_not_set_is_left_out(config: SwitchConfig) -> None:
    texts = configuration(config)
    assert "None" not in "".join(texts.values())
    assert "transport-tls" not in texts["pjsip.conf"]


def test_tls_has_its_own_transport(config: SwitchConfig) -> None:
    addresses = replace(
        config.addresses, tls_port=5061, tls_certificate=Path("/c.pem"), tls_key=Path("/k.pem")
    )
    text = pjsip_conf(replace(config, addresses=addresses))
    assert "bind=127.0.0.1:5061" in text
    assert "cert_file=/c.pem" in text


def test_a_value_cannot_break_out_of_its_line(config: SwitchConfig) -> None:
    text = rtp_conf(20000, 20099, Reach(turn_server="t:1", turn_user="u", turn_password="a;b"))
    assert "turnpassword=a\\;b" in text
    with pytest.raises(ValueError, match="line"):
        rtp_conf(20000, 20099, Reach(turn_password="a\nallow=all"))


def test_a_language_without_a_package_gets_no_english_words(config: SwitchConfig, tmp_path: Path) -> None:
    write_configuration(replace(config, prompts=tmp_path / "prompts"))
    sounds = config.folders.data / "sounds"
    assert {path.name for path in (sounds / "en").iterdir()} == {"beep.gsm", "ringwell"}
    assert {path.name for path in (sounds / "pl").iterdir()} == {"ringwell"}
    assert (sounds / "pl/ringwell").readlink() == tmp_path / "prompts/pl"


def test_there_is_always_an_endpoint_that_nobody_can_be_and_that_may_call_nothing(
    config: SwitchConfig,
) -> None:
    text = pjsip_conf(replace(config, demo=False))
    nobody = text.partition("[rw-nobody]\n")[2].partition("[")[0].splitlines()
    assert {"type=endpoint", "identify_by=ip", "context=rw-nowhere"} <= set(nobody)
    assert "match" not in text
    assert "rw-nowhere" not in configuration(config)["extensions.conf"]


def test_names_come_before_addresses_and_no_trunk_is_known_by_its_name(config: SwitchConfig) -> None:
    assert "endpoint_identifier_order=username,ip" in pjsip_conf(config)
    assert TRUNK_FIELDS["identify_by"] == "ip"
    assert BROWSER_PHONE_FIELDS["identify_by"] == "username"
