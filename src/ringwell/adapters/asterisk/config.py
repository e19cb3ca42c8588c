"""Writes every file that the switch reads, so that nothing comes from the system's own configuration."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from ringwell.adapters.asterisk.dialplan import NUMBERS_FILE, QUEUES_FILE, extensions_conf, queues_conf
from ringwell.adapters.asterisk.modules_conf import modules_conf
from ringwell.adapters.asterisk.pjsip_conf import pjsip_conf, section, sorcery_conf
from ringwell.adapters.asterisk.switch_config import LOOPBACK, Credentials, Reach, SwitchConfig, SwitchFolders


def write_configuration(config: SwitchConfig) -> None:
    """Make the folders, the sound tree and all files. Generated files that exist already are kept."""
    _make_folders(config.folders)
    link_sounds(config)
    for name, text in configuration(config).items():
        write_private(config.folders.etc / name, text)
    for name in (NUMBERS_FILE, QUEUES_FILE):
        if not (config.folders.etc / name).exists():
            write_private(config.folders.etc / name, "")


def configuration(config: SwitchConfig) -> Mapping[str, str]:
    """The name and text of every file."""
    writers: Mapping[str, Callable[[], str]] = {
        "asterisk.conf": lambda: asterisk_conf(config),
        "modules.conf": modules_conf,
        "pjsip.conf": lambda: pjsip_conf(config),
        "sorcery.conf": sorcery_conf,
        "http.conf": lambda: http_conf(config.addresses.ari_port),
        "ari.conf": lambda: ari_conf(config.credentials),
        "manager.conf": lambda: manager_conf(config.addresses.ami_port, config.credentials),
        "extensions.conf": lambda: extensions_conf(config.admitted, config.folders),
        "queues.conf": queues_conf,
        "rtp.conf": lambda: rtp_conf(config.addresses.rtp_first, config.addresses.rtp_last, config.reach),
        "musiconhold.conf": lambda: musiconhold_conf(config.folders.data / "moh"),
        "stasis.conf": stasis_conf,
        "logger.conf": logger_conf,
        "indications.conf": indications_conf,
        "amd.conf": amd_conf,
        # Read at start even where nothing in them is set.
        "features.conf": lambda: "[general]\n",
        "cdr.conf": lambda: "[general]\nenable=no\n",
        "cel.conf": lambda: "[general]\nenable=no\n",
        "udptl.conf": lambda: "[general]\n",
        "acl.conf": lambda: "",
        "ccss.conf": lambda: "[general]\n",
        "cli.conf": lambda: "[startup_commands]\n",
        "pjproject.conf": lambda: "[startup]\ntype=startup\nlog_level=2\n",
        "codecs.conf": codecs_conf,
        "queuerules.conf": lambda: "[general]\n",
        "websocket_client.conf": lambda: "",
        "chan_websocket.conf": lambda: "[global]\n",
        "dnsmgr.conf": lambda: "[general]\nenable=no\n",
    }
    return {name: write() for name, write in writers.items()}


def write_private(path: Path, text: str) -> None:
    """Have a file be this, readable by its owner only. It is replaced at once, and only where it is another: what is as it was needs no
    room on a disk that is full."""
    if _is(path, text):
        return
    new = path.with_name(f".{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (FileNotFoundError, UnicodeDecodeError):
        return False


def asterisk_conf(config: SwitchConfig) -> str:
    folders, distribution = config.folders, config.distribution
    directories = section(
        "directories",
        [
            ("astetcdir", folders.etc),
            ("astmoddir", distribution.modules),
            ("astvarlibdir", folders.state),
            ("astdbdir", folders.state),
            ("astkeydir", folders.state),
            ("astdatadir", folders.data),
            ("astcachedir", folders.spool / "cache"),
            ("astagidir", folders.state / "agi"),
            ("astspooldir", folders.spool),
            ("astrundir", folders.run),
            ("astlogdir", folders.logs),
            ("astsbindir", distribution.binary.parent),
        ],
    )
    options = section(
        "options",
        [
            ("systemname", config.switch_id),
            ("entityid", _entity_id(config.switch_id)),
            ("defaultlanguage", "en"),
            ("languageprefix", "yes"),
            ("live_dangerously", "no"),
            ("documentation_language", "en_US"),
            ("hideconnect", "yes"),
        ],
    )
    return f"{directories}\n{options}"


def _entity_id(switch_id: str) -> str:
    """Six octets that no other switch has, made from its name; locally administered."""
    octets = [0x02, *switch_id.encode()[-5:].rjust(5, b"\0")]
    return ":".join(f"{octet:02x}" for octet in octets)


def http_conf(port: int) -> str:
    fields: list[tuple[str, object]] = [
        ("servername", "Ringwell"),
        ("enabled", "yes"),
        ("enable_static", "no"),
        ("enable_status", "no"),
        ("bindaddr", LOOPBACK),
        ("bindport", port),
        ("sessionlimit", 2000),
        ("session_inactivity", 60000),
        ("session_keep_alive", 60000),
    ]
    return section("general", fields)


def ari_conf(credentials: Credentials) -> str:
    general = section("general", [("enabled", "yes"), ("pretty", "no"), ("websocket_write_timeout", 5000)])
    users = [
        section(name, [("type", "user"), ("read_only", "no"), ("password", password)])
        for name, password in (
            (credentials.ari_user, credentials.ari_password),
            (credentials.watchdog_user, credentials.watchdog_password),
        )
    ]
    return "\n".join([general, *users])


def manager_conf(port: int, credentials: Credentials) -> str:
    general = [("enabled", "yes"), ("webenabled", "no"), ("bindaddr", LOOPBACK), ("port", port)]
    user = [
        ("secret", credentials.ami_password),
        ("deny", "0.0.0.0/0.0.0.0"),
        ("permit", f"{LOOPBACK}/255.255.255.255"),
        ("read", ""),
        # MixMonitor and MixMonitorMute are asked for with both.
        ("write", "call,system"),
    ]
    return section("general", general) + "\n" + section(credentials.ami_user, user)


def rtp_conf(first: int, last: int, reach: Reach) -> str:
    fields: list[tuple[str, object]] = [
        ("rtpstart", first),
        ("rtpend", last),
        ("icesupport", "yes"),
        ("strictrtp", "yes"),
        ("stunaddr", reach.stun_server),
        ("turnaddr", reach.turn_server),
        ("turnusername", reach.turn_user),
        ("turnpassword", reach.turn_password),
    ]
    return section("general", fields)


def musiconhold_conf(folder: Path) -> str:
    return section("general", []) + "\n" + section("default", [("mode", "files"), ("directory", folder)])


def stasis_conf() -> str:
    """One type is declined: every variable set would be an event. A long list kept the switch from starting."""
    return section("declined_message_types", [("decline", "ast_channel_varset_type")])


def logger_conf() -> str:
    return "\n".join(
        [
            section("general", [("dateformat", "%FT%T.%3q%z"), ("rotatestrategy", "rotate")]),
            section("logfiles", [("messages.log", "notice,warning,error"), ("security.log", "security")]),
        ]
    )


def codecs_conf() -> str:
    return section("opus", [("type", "opus"), ("fec", "yes")])


def amd_conf() -> str:
    """How a voicemail is told from a person: by one long greeting. Somebody who says the firm and his name, or nothing at all, is a person; in
    doubt, too, for a machine that is heard is let go by a press, and a person who is hung up on is lost."""
    heard: list[tuple[str, object]] = [
        ("total_analysis_time", 4500),
        ("initial_silence", 4500),
        ("greeting", 2800),
        ("after_greeting_silence", 700),
        ("min_word_length", 100),
        ("between_words_silence", 50),
        ("maximum_number_of_words", 7),
        ("silence_threshold", 256),
    ]
    return section("general", heard)


def indications_conf() -> str:
    """Tones by country; without this file `tone:` fails."""
    european: list[tuple[str, object]] = [
        ("description", "Europe"),
        ("ringcadence", "1000,4000"),
        ("dial", "425"),
        ("busy", "425/500,0/500"),
        ("ring", "425/1000,0/4000"),
        ("congestion", "425/250,0/250"),
        ("callwaiting", "425/150,0/150,425/150,0/4000"),
        ("dialrecall", "!425/100,!0/100,!425/100,!0/100,!425/100,!0/100,425"),
        ("record", "1400/500,0/15000"),
        ("info", "950/330,1400/330,1800/330,0/1000"),
        ("stutter", "!425/100,!0/100,!425/100,!0/100,425"),
    ]
    return section("general", [("country", "eu")]) + "\n" + section("eu", european)


def _make_folders(folders: SwitchFolders) -> None:
    wanted = [
        folders.etc,
        folders.data,
        folders.state,
        folders.spool / "cache",
        folders.spool / "tmp",
        folders.run,
        folders.logs,
        folders.raw_recordings,
    ]
    for folder in wanted:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # What ARI records (voicemail) lands beside what MixMonitor records.
    _link(folders.spool / "recording", folders.raw_recordings)


def link_sounds(config: SwitchConfig) -> None:
    """Build the switch's sound tree: the packaged words of a language and Ringwell's own prompts under it.

    An unpacked distribution's own links dangle. A language without a package gets its own folder only, so
    that no prompt falls back to English in silence.
    """
    data, packaged = config.folders.data, config.distribution.data
    _link(data / "documentation", packaged / "documentation")
    _link(data / "moh", packaged / "moh" if config.prompts is None else config.prompts / "music")
    for language, pattern in (("en", "en_US_*"), ("ru", "ru_RU_*"), ("pl", "pl_PL_*")):
        folder = data / "sounds" / language
        folder.mkdir(parents=True, exist_ok=True)
        for source in sorted(packaged.glob(f"sounds/{pattern}")):
            for entry in source.iterdir():
                _link(folder / entry.name, entry)
        if config.prompts is not None:
            _link(folder / "ringwell", config.prompts / language)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)
