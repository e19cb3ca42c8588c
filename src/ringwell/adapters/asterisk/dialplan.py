"""extensions.conf and queues.conf, and the two generated files that they include: the contract with the brain.

A call that comes in goes to the application of its workspace's partition. When nobody listens there, `Stasis()` fails at
once and the call falls through to the switch's own queue: callers reach people while the brain is away.

The generated files, `numbers.conf` and `queues_generated.conf`, change while the switch runs; a reload of
pbx_config and app_queue makes the switch read them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ringwell.adapters.asterisk.names import (
    AGENT_CONTEXT,
    ANNOUNCED,
    BACK_EXTENSION,
    BY_US,
    CUSTOMER_CONTEXT,
    DEMO_TRUNK_CONTEXT,
    DESKS_CONTEXT,
    ECHO_CODE,
    ECHO_EXTENSION,
    FALLBACK_AGENT_CONTEXT,
    FALLBACK_CONTEXT,
    FALLBACK_DIAL_CONTEXT,
    FALLBACK_HEADER,
    HEARS_MACHINE,
    HINT_CONTEXT,
    INBOUND_CONTEXT,
    LEFT_OUT_APP,
    NEW_EXTENSION,
    PHONE_CONTEXT,
    RECORDING_TOLD,
    SAYS_RECORDED,
    SUPERVISOR_CONTEXT,
    TAKEN_EVENT,
    TRANSFER_HANDLING,
    TRUSTED,
    UNRECORDED,
    application,
    everyone_queue,
    fallback_device,
    try_context,
    workspace_context,
)
from ringwell.adapters.asterisk.switch_config import BUSY_PROMPTS, SwitchFolders
from ringwell.flows.drafts import TRIAL_DIGITS, TRIAL_PREFIX
from ringwell.flows.prompts import CALL_RECORDED
from ringwell.projects.forwarded import PARTED

NUMBERS_FILE = "numbers.conf"
QUEUES_FILE = "queues_generated.conf"
NUMBER_CHARACTERS = "+*#0-9a-zA-Z"
NAME_CHARACTERS = r"\x20-\x21\x23-\x3a\x3d\x3f-\x5b\x5d-\x7b\x7d-\x7e\x80-\xff"
"""What is left of a number and of a name that a caller told: of a name all but control characters and `"`, `;`, `<`, `>`,
a backslash and a bar."""
TOLD_CHARACTERS = r"\x21-\x7e"
"""What a Call-ID may hold that the switch can tell of."""
DIALLED_CHARACTERS = "+*#0-9"
FORWARDED_CHARACTERS = "+0-9a-zA-Z@.:=<>"
"""What is left of a header that tells of a forwarded call."""
FORWARDED_HEADERS = 4
FORWARDED_LENGTH = 200
ECHO_SECONDS = 30
AGENT_TRIES = 60
"""How many seconds an answered agent waits for the brain to come back before the leg is ended."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A sound of the workspace's own, by its name, that callers hear while it is before `until` (seconds since 1970)."""

    until: int
    sound: str


@dataclass(frozen=True, slots=True)
class NumberRoute:
    """A number that callers may dial, the language of its callers, and the queue they wait in without the brain.

    `recorded`: the switch's own queue records, too. `demo` numbers can also be dialled from the try-phones and the demo trunk. `announced`: what
    who calls while the brain is away hears first. `says_recorded`: nobody gets into that queue who has not heard that the call is recorded.
    """

    number: str
    language: str
    fallback_queue: str | None = None
    demo: bool = False
    recorded: bool = True
    announced: tuple[Announced, ...] = ()
    says_recorded: bool = False


@dataclass(frozen=True, slots=True)
class FallbackQueue:
    """A queue of the switch's own, used only while the brain is away. Members are endpoint names."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceRoutes:
    """What the switch is told of a workspace.

    `max_calls` is how many callers of it may be in at once; `agents` maps the endpoints of agents' phones to agents. One that
    is `left_out` has no brain: its callers go to the switch's own queue.
    """

    workspace_id: str
    partition: int
    language: str
    max_calls: int
    numbers: tuple[NumberRoute, ...]
    queues: tuple[FallbackQueue, ...]
    agents: Mapping[str, str]
    left_out: bool = False

    @property
    def application(self) -> str:
        """The switch's application that has its calls."""
        return LEFT_OUT_APP if self.left_out else application(self.partition)


def extensions_conf(max_calls: int, folders: SwitchFolders) -> str:
    parts = [
        _HEAD,
        _inbound(max_calls),
        _fallback(folders),
        _agent(folders.raw_recordings),
        _waits(CUSTOMER_CONTEXT, "customer", first=HEARS_WHO_ANSWERS, told="${AMDSTATUS}"),
        _waits(SUPERVISOR_CONTEXT, "supervisor"),
        _PHONE,
        f"#tryinclude {NUMBERS_FILE}\n",
    ]
    return "\n".join(parts)


_HEAD = """\
[general]
static=yes
writeprotect=yes
clearglobalvars=yes
"""


def _inbound(max_calls: int) -> str:
    """Admission first: the busy prompt is early media, so that a refused call costs its caller nothing.

    Who is refused leaves the groups that are counted, so that nobody is refused for the sake of callers who are refused.

    Who calls is cleaned before anything else, for it may hold anything, ends of lines included, and goes from here
    into the queue's log, into headers to agents' phones and to the brain.

    A Call-ID of other than printable characters is refused before that: as long as such a channel is up, the switch cannot tell of it in
    JSON, nor list any channel, and neither a brain nor the watchdog finds anybody.
    """
    return f"""\
[{INBOUND_CONTEXT}]
exten => s,1,GotoIf($[${{LEN(${{CHANNEL(pjsip,call-id)}})}} != ${{LEN(${{FILTER({TOLD_CHARACTERS},${{CHANNEL(pjsip,call-id)}})}})}}]?unreadable)
 same => n,Set(CALLERID(num)=${{FILTER({NUMBER_CHARACTERS},${{CALLERID(num)}})}})
 same => n,Set(CALLERID(name)=${{FILTER({NAME_CHARACTERS},${{CALLERID(name)}})}})
 same => n,GotoIf($[${{GROUP_COUNT(calls@all)}} > {max_calls} | ${{GROUP_COUNT(${{RW_WORKSPACE}}@workspace)}} > ${{RW_MAX_CALLS}}]?full)
 same => n,GotoIf($["${{CHANNEL(accountcode)}}" = "{TRUSTED}"]?forwarded)
 same => n(enter),Stasis(${{RW_APP}},inbound,${{RW_WORKSPACE}},${{RW_NUMBER}},${{RW_FORWARDED}})
 same => n,GotoIf($["${{STASISSTATUS}}" != "FAILED"]?end)
 same => n,GotoIf($["${{RW_FALLBACK_QUEUE}}" != ""]?{FALLBACK_CONTEXT},{NEW_EXTENSION},1)
 same => n,Hangup(1)
 same => n(full),Set(GROUP(all)=refused)
 same => n,Set(GROUP(workspace)=refused)
 same => n,GotoIf($[${{GROUP_COUNT(refused@all)}} > {BUSY_PROMPTS}]?busy)
 same => n,Progress()
 same => n,Playback(ringwell/queue-full-busy,noanswer)
 same => n(busy),Hangup(17)
 same => n(end),Hangup()
 same => n(unreadable),Hangup(21)
{_forwarded()}
exten => {BACK_EXTENSION},1,QueueLog(NONE,${{UNIQUEID}},NONE,RWBACK)
 same => n,Set({ANNOUNCED}=)
 same => n,Goto(s,enter)
"""


def _forwarded() -> str:
    """What a trusted trunk tells of who was called before: some of each header, of each its beginning, and no character that could part
    anything."""
    told = [
        f" same => n{'(forwarded)' if name == 'Diversion' else ''},Set({variable}="
        + "".join(
            f"${{FILTER({FORWARDED_CHARACTERS},${{PJSIP_HEADER(read,{name},{number})}}):0:{FORWARDED_LENGTH}}}"
            for number in range(1, FORWARDED_HEADERS + 1)
        )
        + ")"
        for name, variable in (("Diversion", "RW_DIVERSION"), ("History-Info", "RW_HISTORY"))
    ]
    return "\n".join(
        [
            *told,
            f" same => n,Set(RW_FORWARDED=${{RW_DIVERSION}}{PARTED}${{RW_HISTORY}})",
            " same => n,Goto(enter)",
        ]
    )


def _fallback(folders: SwitchFolders) -> str:
    """The queue's log is the brain's record of what happened meanwhile: RWCALL, RWEND, RWAGENT and RWBACK are our own lines.

    Who comes from the brain, and not new, has heard there what is announced. That goes by its time, not by who would end it. It is
    in a variable of the caller's, for the extensions of a number may change while it is heard.

    `h` comes wherever in this context the caller hangs up, also before the queue, which then knows nothing of the caller.
    """
    return f"""\
[{FALLBACK_CONTEXT}]
exten => {NEW_EXTENSION},1,Set(RW_TO_HEAR=${{{ANNOUNCED}}})
 same => n,Goto(s,1)
exten => s,1,UserEvent({TAKEN_EVENT})
 same => n,Answer()
 same => n,QueueLog(NONE,${{UNIQUEID}},NONE,RWCALL,${{RW_WORKSPACE}}|${{RW_NUMBER}}|${{RW_INTERACTION}}|${{CALLERID(num)}})
 same => n(announced),GotoIf($["${{RW_TO_HEAR}}" = ""]?hold)
 same => n,ExecIf($[${{EPOCH}} < ${{CUT(RW_TO_HEAR,:,1)}}]?Playback({folders.sounds}/${{RW_WORKSPACE}}/${{CUT(RW_TO_HEAR,:,2)}}))
 same => n,Set(RW_TO_HEAR=${{CUT(RW_TO_HEAR,:,3-)}})
 same => n,Goto(announced)
 same => n(hold),GotoIf($["${{{SAYS_RECORDED}}}" != "1" | "${{{RECORDING_TOLD}}}" = "1"]?queue)
 same => n,Playback(ringwell/{CALL_RECORDED})
 same => n,Set({RECORDING_TOLD}=1)
 same => n(queue),Playback(ringwell/fallback-please-hold)
 same => n,Queue(${{RW_FALLBACK_QUEUE}},b({FALLBACK_DIAL_CONTEXT}^s^1))
 same => n,Hangup()
exten => h,1,QueueLog(NONE,${{UNIQUEID}},NONE,RWEND)

[{FALLBACK_DIAL_CONTEXT}]
exten => s,1,Set(PJSIP_HEADER(add,{FALLBACK_HEADER})=1)
 same => n,Set({TRANSFER_HANDLING}={BY_US})
 same => n,Return()

[{FALLBACK_AGENT_CONTEXT}]
exten => s,1,ExecIf($["${{{UNRECORDED}}}" = "1"]?Return())
 same => n,Set(RW_RECORDING=rec_${{FILTER(0-9a-f,${{UUID()}})}})
 same => n,MixMonitor({folders.raw_recordings}/${{RW_RECORDING}}.raw,D)
 same => n,QueueLog(NONE,${{UNIQUEID}},NONE,RWAGENT,${{RW_RECORDING}})
 same => n,Return()
"""


def _agent(raw_recordings: Path) -> str:
    """An agent's leg waits here while the brain is away and asks again, instead of being hung up."""
    return f"""\
[{AGENT_CONTEXT}]
exten => s,1,ExecIf($["${{RW_RECORDING}}" != ""]?MixMonitor({raw_recordings}/${{RW_RECORDING}}.raw,D))
 same => n(enter),Stasis(${{RW_APP}},agent,${{RW_WORKSPACE}},${{RW_LEG}})
 same => n,GotoIf($["${{STASISSTATUS}}" = "FAILED" & 0${{RW_TRIES}} < {AGENT_TRIES}]?again)
 same => n,Hangup()
 same => n(again),Set(RW_TRIES=$[0${{RW_TRIES}} + 1])
 same => n,Wait(1)
 same => n,Goto(enter)
"""


HEARS_WHO_ANSWERS: Final = f'ExecIf($["${{{HEARS_MACHINE}}}" = "1"]?AMD())'
"""A person is told from a voicemail before anybody speaks to it."""


def _waits(context: str, role: str, first: str = "NoOp()", told: str = "") -> str:
    """Somebody outside whom we call, or a supervisor's phone, that answers while the brain is away waits for it as an agent's leg does.
    `first` is done once; `told` is what is told of it."""
    return f"""\
[{context}]
exten => s,1,{first}
 same => n(enter),Stasis(${{RW_APP}},{role},${{RW_WORKSPACE}},${{RW_LEG}},{told})
 same => n,GotoIf($["${{STASISSTATUS}}" = "FAILED" & 0${{RW_TRIES}} < {AGENT_TRIES}]?again)
 same => n,Hangup()
 same => n(again),Set(RW_TRIES=$[0${{RW_TRIES}} + 1])
 same => n,Wait(1)
 same => n,Goto(enter)
"""


# What a phone dials by itself is for the brain to do; without it nothing is done. Its Call-ID is looked at as a caller's is. The echo, by which
# an agent hears itself back, is the switch's own: one at a time of each phone.
_PHONE = f"""\
[{PHONE_CONTEXT}]
exten => _[+*#0-9]!,1,GotoIf($[${{LEN(${{CHANNEL(pjsip,call-id)}})}} != ${{LEN(${{FILTER({TOLD_CHARACTERS},${{CHANNEL(pjsip,call-id)}})}})}}]?refused)
 same => n,Set(CALLERID(all)=<${{CHANNEL(endpoint)}}>)
 same => n,Set(RW_NUMBER=${{FILTER({DIALLED_CHARACTERS},${{EXTEN}})}})
 same => n,Set({TRANSFER_HANDLING}={BY_US})
 same => n,Goto({DESKS_CONTEXT},${{CHANNEL(endpoint)}},1)
 same => n(refused),Hangup(21)
exten => _[a-zA-Z].,1,Hangup(21)
exten => {ECHO_CODE},1,Goto({ECHO_EXTENSION},1)
exten => {ECHO_EXTENSION},1,GotoIf($[${{LEN(${{CHANNEL(pjsip,call-id)}})}} != ${{LEN(${{FILTER({TOLD_CHARACTERS},${{CHANNEL(pjsip,call-id)}})}})}}]?refused)
 same => n,Set(GROUP(echo)=${{CHANNEL(endpoint)}})
 same => n,GotoIf($[${{GROUP_COUNT(${{CHANNEL(endpoint)}}@echo)}} > 1]?refused)
 same => n,Set(TIMEOUT(absolute)={ECHO_SECONDS})
 same => n,Answer()
 same => n,Echo()
 same => n(refused),Hangup(21)
"""


TRIAL_NUMBERS: Final = f"_{TRIAL_PREFIX}{'X' * TRIAL_DIGITS}"
"""What drafts of flows are called by, from a page's own telephone only; the brain knows which there are."""


def numbers_conf(workspaces: Iterable[WorkspaceRoutes]) -> str:
    """The contexts in which calls of each workspace come in, and the agents' states for the fallback."""
    workspaces = list(workspaces)
    hints = sorted({endpoint for each in workspaces for endpoint in each.agents})
    parts = [
        *(_workspace(each) for each in workspaces),
        _demo_trunk(workspaces),
        _lines(f"[{DESKS_CONTEXT}]", (line for each in workspaces for line in _desks(each))),
        _lines(f"[{HINT_CONTEXT}]", (f"exten => {name},hint,{_devices(name)}" for name in hints)),
    ]
    return "\n".join(parts)


def _desks(routes: WorkspaceRoutes) -> Iterable[str]:
    """Whose phone it is: what it has dialled goes to the brain that has its workspace."""
    known = f"{routes.application},phone,{routes.workspace_id},${{RW_NUMBER}}"
    for endpoint in sorted(routes.agents):
        yield f"exten => {endpoint},1,Stasis({known})"
        yield " same => n,Hangup(41)"


def _devices(endpoint: str) -> str:
    """Free only when the brain has said so and the phone is in no call: the busier of the two counts."""
    return f"{fallback_device(endpoint)}&PJSIP/{endpoint}"


def _workspace(routes: WorkspaceRoutes) -> str:
    known = [line for number in routes.numbers for line in _number(routes, number)]
    demo = [number for number in routes.numbers if number.demo]
    inbound = workspace_context(routes.workspace_id)
    dialled = [f"exten => {number.number},1,Goto({inbound},{number.number},1)" for number in demo]
    trial = [
        f"exten => {TRIAL_NUMBERS},1,{_known(routes, routes.language)}",
        f" same => n,Goto({INBOUND_CONTEXT},s,1)",
    ]
    return "\n".join(
        [
            _lines(f"[{inbound}]", [*known, f"exten => {TRIAL_NUMBERS},1,Hangup(1)", *_unknown(routes)]),
            _lines(f"[{try_context(routes.workspace_id)}]", [*dialled, *trial]),
        ]
    )


def _number(routes: WorkspaceRoutes, number: NumberRoute) -> Sequence[str]:
    queue = number.fallback_queue or everyone_queue(routes.workspace_id)
    unrecorded = {} if number.recorded else {f"__{UNRECORDED}": "1"}
    announced = ":".join(f"{each.until}:{each.sound}" for each in number.announced)
    heard = {ANNOUNCED: announced} if announced else {}
    told = {SAYS_RECORDED: "1"} if number.says_recorded else {}
    known = _known(routes, number.language, __RW_FALLBACK_QUEUE=queue, **unrecorded, **heard, **told)
    return [f"exten => {number.number},1,{known}", f" same => n,Goto({INBOUND_CONTEXT},s,1)"]


def _unknown(routes: WorkspaceRoutes) -> Sequence[str]:
    """The brain answers for numbers that nobody has, too; without it they are refused.

    The patterns leave the special extensions of one letter alone.
    """
    return [
        line
        for pattern in ("_[+*#0-9]!", "_[a-zA-Z].")
        for line in (
            f"exten => {pattern},1,{_known(routes, routes.language)}",
            f" same => n,Goto({INBOUND_CONTEXT},s,1)",
        )
    ]


def _known(routes: WorkspaceRoutes, language: str, **more: str) -> str:
    """What is known of a call as it comes, in one step: at each step the switch tells all who listen where the call is now.

    No value holds anything that would part it: what was dialled is filtered, the rest is ours.
    """
    variables = {
        **more,
        "__RW_APP": routes.application,
        "__RW_WORKSPACE": routes.workspace_id,
        "__RW_NUMBER": f"${{FILTER({NUMBER_CHARACTERS},${{EXTEN}})}}",
        "RW_MAX_CALLS": str(routes.max_calls),
        "CHANNEL(language)": language,
        "GROUP(all)": "calls",
        "GROUP(workspace)": routes.workspace_id,
    }
    return f"MSet({','.join(f'{name}={value}' for name, value in variables.items())})"


def _demo_trunk(workspaces: Iterable[WorkspaceRoutes]) -> str:
    with_demo = (each for each in workspaces if any(number.demo for number in each.numbers))
    return _lines(
        f"[{DEMO_TRUNK_CONTEXT}]",
        (f"include => {workspace_context(each.workspace_id)}" for each in with_demo),
    )


def _lines(head: str, lines: Iterable[str]) -> str:
    return "\n".join([head, *lines]) + "\n"


def queues_conf() -> str:
    general = ["persistentmembers=no", "autofill=yes", "log_membername_as_agent=yes", "shared_lastcall=yes"]
    return _lines("[general]", general) + f"\n#tryinclude {QUEUES_FILE}\n"


def queues_generated_conf(workspaces: Iterable[WorkspaceRoutes]) -> str:
    """The fallback's queues: one for each queue of a workspace, and one of all its agents."""
    return "\n".join(
        _queue(queue)
        for each in workspaces
        for queue in (*each.queues, FallbackQueue(everyone_queue(each.workspace_id), tuple(each.agents)))
    )


def _queue(queue: FallbackQueue) -> str:
    fields = [
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
        f"membergosub={FALLBACK_AGENT_CONTEXT}",
    ]
    members = (f"member => PJSIP/{name},0,{name},hint:{name}@{HINT_CONTEXT}" for name in queue.members)
    return _lines(f"[{queue.name}]", [*fields, *members])
