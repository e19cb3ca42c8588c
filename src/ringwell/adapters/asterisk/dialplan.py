"""extensions.conf and queues.conf, and the two generated files that they include.

The generated files, `numbers.conf` and `queues_generated.conf`, change while the switch runs; a reload of
pbx_config or app_queue makes the switch read them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS_FILE = "numbers.conf"
QUEUES_FILE = "queues_generated.conf"
FALLBACK_QUEUE = "rw-everyone"


@dataclass(frozen=True, slots=True)
class NumberRoute:
    """Where a dialled number goes: its workspace and partition, and what the fallback needs without the brain."""

    number: str
    workspace_id: str
    partition: int
    language: str
    fallback_queue: str = FALLBACK_QUEUE


@dataclass(frozen=True, slots=True)
class FallbackQueue:
    """A queue of the switch's own, used only while the brain is away. Members are endpoint names."""

    name: str
    members: tuple[str, ...]


def application(partition: int) -> str:
    """The name of the Stasis application that serves a partition."""
    return f"ringwell-p{partition}"


def extensions_conf(max_calls: int) -> str:
    return "\n".join([_HEAD, f"#tryinclude {NUMBERS_FILE}\n", _inbound(max_calls), _FALLBACK, _AGENT, _PHONE])


_HEAD = """\
[general]
static=yes
writeprotect=yes
clearglobalvars=yes

[rw-trunk]
include => rw-numbers

[rw-numbers]
"""


def _inbound(max_calls: int) -> str:
    return f"""\
[rw-inbound]
exten => s,1,Set(GROUP()=rw-inbound)
 same => n,GotoIf($[${{GROUP_COUNT(rw-inbound)}} > {max_calls}]?full)
 same => n,Set(CHANNEL(language)=${{RW_LANGUAGE}})
 same => n,Stasis(${{RW_APP}},inbound,${{RW_WORKSPACE}},${{RW_NUMBER}})
 same => n,GotoIf($["${{STASISSTATUS}}" = "FAILED"]?rw-fallback,s,1)
 same => n,Hangup()
 same => n(full),Progress()
 same => n,Playback(ringwell/queue-full-busy,noanswer)
 same => n,Hangup(17)
"""


_FALLBACK = """\
[rw-fallback]
exten => s,1,Answer()
 same => n,Playback(ringwell/fallback-please-hold)
 same => n,Queue(${RW_FALLBACK_QUEUE},t)
 same => n,Hangup()
"""

# While the brain is away the leg waits here and asks again, instead of being hung up.
_AGENT = """\
[rw-agent]
exten => s,1,ExecIf($["${RW_RECORDING}" != ""]?MixMonitor(${RW_RECORDING},D))
 same => n,Set(RW_TRIES=0)
 same => n(enter),Stasis(${RW_APP},agent,${RW_WORKSPACE},${RW_LEG})
 same => n,GotoIf($["${STASISSTATUS}" = "FAILED" & ${RW_TRIES} < 60]?again)
 same => n,Hangup()
 same => n(again),Set(RW_TRIES=$[${RW_TRIES} + 1])
 same => n,Wait(1)
 same => n,Goto(enter)
"""

# A phone that dials by itself reaches nothing: calls are made by the brain.
_PHONE = """\
[rw-phone]
exten => _[+0-9*#a-zA-Z]!,1,Hangup(21)
"""


def numbers_conf(routes: Iterable[NumberRoute]) -> str:
    """The numbers that callers may dial, continuing the section `rw-numbers`."""
    lines = ["[rw-numbers](+)"]
    for route in routes:
        lines += [
            f"exten => {route.number},1,Set(RW_APP={application(route.partition)})",
            f" same => n,Set(RW_WORKSPACE={route.workspace_id})",
            " same => n,Set(RW_NUMBER=${EXTEN})",
            f" same => n,Set(RW_LANGUAGE={route.language})",
            f" same => n,Set(RW_FALLBACK_QUEUE={route.fallback_queue})",
            " same => n,Goto(rw-inbound,s,1)",
        ]
    return "\n".join(lines) + "\n"


def queues_conf() -> str:
    return f"[general]\npersistentmembers=no\nautofill=yes\nlog_membername_as_agent=yes\n\n#tryinclude {QUEUES_FILE}\n"


def queues_generated_conf(queues: Iterable[FallbackQueue]) -> str:
    """The fallback's queues; who is free is told by device states that the brain keeps up to date."""
    return "\n".join(_queue(queue) for queue in queues)


def _queue(queue: FallbackQueue) -> str:
    lines = [
        f"[{queue.name}]",
        "musicclass=default",
        "strategy=leastrecent",
        "timeout=20",
        "retry=1",
        "wrapuptime=0",
        "autofill=yes",
        "ringinuse=no",
        "joinempty=yes",
        "leavewhenempty=no",
        "announce-frequency=0",
        *(f"member => PJSIP/{name},0,{name},Stasis:{name}" for name in queue.members),
    ]
    return "\n".join(lines) + "\n"
