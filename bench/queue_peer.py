"""The switch's own `Queue()`, set fairly, on a switch of its own: what ours is measured beside."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from ringwell.adapters.asterisk.config import write_private
from ringwell.adapters.asterisk.dialplan import NUMBERS_FILE, QUEUES_FILE
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.names import DEMO_TRUNK_CONTEXT
from tests.support.servers import RunningSwitch, running_switch

MAX_CALLS = 1000
MEMBER_CONTEXT = "bench-member"


def member_device(endpoint: str) -> str:
    """A device whose state says whether the queue may ring this member."""
    return f"Stasis:{endpoint}"


def address_of(switch: RunningSwitch) -> AriAddress:
    return AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)


@asynccontextmanager
async def queue_switch(
    folder: Path, queues: Mapping[str, Sequence[str]], *, told_free: bool = False
) -> AsyncGenerator[RunningSwitch]:
    """A switch each of whose numbers is a `Queue()` with these members, recorded as ours are. Their phones tell whether they are free;
    or, where they are `told_free`, their `member_device`."""
    with running_switch(folder, max_calls=MAX_CALLS, rtp_ports=1400) as switch:
        etc, raw = switch.config.folders.etc, switch.config.folders.raw_recordings
        lines = (line for number, members in queues.items() for line in _queue(number, members, told_free))
        write_private(etc / QUEUES_FILE, "\n".join(lines) + "\n")
        write_private(etc / NUMBERS_FILE, "\n".join(_dialplan(queues, raw)) + "\n")
        switch.console("module reload app_queue.so")
        switch.console("dialplan reload")
        yield switch


def _dialplan(numbers: Iterable[str], raw_recordings: Path) -> Iterable[str]:
    """Callers are answered at once; to wait for their first sound, as `Answer()` does without `i`, would cost them some time."""
    yield f"[{DEMO_TRUNK_CONTEXT}]"
    for number in numbers:
        yield f"exten => {number},1,Answer(,i)"
        yield f" same => n,Queue({_name(number)})"
        yield " same => n,Hangup()"
    yield f"[{MEMBER_CONTEXT}]"
    yield f"exten => s,1,MixMonitor({raw_recordings}/${{UUID()}}.raw,D)"
    yield " same => n,Return()"


def _queue(number: str, members: Sequence[str], told_free: bool) -> Iterable[str]:
    yield f"[{_name(number)}]"
    yield from ("musicclass=default", "strategy=leastrecent", "timeout=20", "retry=1", "wrapuptime=0")
    yield from ("autofill=yes", "ringinuse=no", "joinempty=yes", "leavewhenempty=no", "announce-frequency=0")
    yield f"membergosub={MEMBER_CONTEXT}"
    for each in members:
        yield f"member => PJSIP/{each},0,{each}" + (f",{member_device(each)}" if told_free else "")


def _name(number: str) -> str:
    return f"bench-{number}"
