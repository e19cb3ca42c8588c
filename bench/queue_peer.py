"""The switch's own `Queue()`, set fairly, on a switch of its own: what ready_to_invite is measured beside."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from ringwell.adapters.asterisk.config import write_private
from ringwell.adapters.asterisk.dialplan import NUMBERS_FILE, QUEUES_FILE
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.names import DEMO_TRUNK_CONTEXT, FALLBACK_AGENT_CONTEXT
from tests.support.servers import RunningSwitch, running_switch

QUEUE = "bench"
MAX_CALLS = 1000


def member_device(endpoint: str) -> str:
    """The device whose state says whether the queue may ring this member."""
    return f"Stasis:{endpoint}"


def address_of(switch: RunningSwitch) -> AriAddress:
    return AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)


@asynccontextmanager
async def queue_switch(folder: Path, endpoints: Sequence[str]) -> AsyncGenerator[RunningSwitch]:
    """A switch whose number 1001 is `Queue()` with these members, recorded as ours are."""
    with running_switch(folder, max_calls=MAX_CALLS, rtp_ports=1400) as switch:
        write_private(switch.config.folders.etc / QUEUES_FILE, _queue(endpoints))
        write_private(switch.config.folders.etc / NUMBERS_FILE, _NUMBER)
        switch.console("module reload app_queue.so")
        switch.console("dialplan reload")
        yield switch


_NUMBER = f"""\
[{DEMO_TRUNK_CONTEXT}]
exten => 1001,1,Answer()
 same => n,Queue({QUEUE})
 same => n,Hangup()
"""


def _queue(endpoints: Sequence[str]) -> str:
    fields = [
        f"[{QUEUE}]",
        *("musicclass=default", "strategy=leastrecent", "timeout=20", "retry=1", "wrapuptime=0"),
        *("autofill=yes", "ringinuse=no", "joinempty=yes", "leavewhenempty=no", "announce-frequency=0"),
        f"membergosub={FALLBACK_AGENT_CONTEXT}",
        *(f"member => PJSIP/{each},0,{each},{member_device(each)}" for each in endpoints),
    ]
    return "\n".join(fields) + "\n"
