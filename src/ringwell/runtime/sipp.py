"""SIPp, which plays callers and telephones: what its scenarios have in common, and a run of it that ends with its block."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from ringwell.runtime.errors import ConfigurationError

_HEADERS: Final = """\
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
"""
_PROVISIONAL: Final = "\n".join(f'  <recv response="{code}" optional="true"/>' for code in (100, 180, 183))
_RESEND: Final = ' retrans="500"'
_EMPTY: Final = "Content-Length: 0\n"


def send(text: str, attributes: str = "") -> str:
    """The step that sends this message."""
    return f"  <send{attributes}><![CDATA[\n{text}\n]]></send>\n"


def invite(audio_port: str = "[media_port]", number: str = "[service]") -> str:
    """Call a number from the one in the first field of the input file; all that may come before the answer is heard.

    `audio_port`: SIPp's word for it, by how its sound is sent.
    """
    text = f"""\
INVITE sip:{number}@[remote_ip]:[remote_port] SIP/2.0
{_HEADERS}To: <sip:{number}@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

{offer("caller", audio_port)}"""
    return f"{send(text, _RESEND)}{_PROVISIONAL}\n"


def offer(who: str, audio_port: str = "[media_port]") -> str:
    """Sound in G.711 µ-law, both ways."""
    return f"""\
v=0
o={who} 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio {audio_port} RTP/AVP 0
a=rtpmap:0 PCMU/8000
a=sendrecv"""


def within(method: str, sequence: int, body: str = _EMPTY, attributes: str = _RESEND) -> str:
    """A caller's request in the call that is up. `body`: its last headers and, after an empty line, what it says."""
    text = f"""\
{method} [next_url] SIP/2.0
{_HEADERS}[last_To:]
Call-ID: [call_id]
CSeq: {sequence} {method}
Max-Forwards: 70
{body}"""
    return send(text, attributes)


ACK: Final = within("ACK", 1, attributes="")
BYE: Final = within("BYE", 9)
ANSWERED: Final = '  <recv response="200" rrs="true" rtd="true"/>\n'


def answer(attributes: str = "", headers: str = "", body: str = "") -> str:
    """200 to the request that came last. `headers` are further lines, each with its end."""
    rest = f"Content-Type: application/sdp\nContent-Length: [len]\n\n{body}" if body else _EMPTY
    text = f"""\
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]{";tag=[pid]-[call_number]" if body else ""}
[last_Call-ID:]
[last_CSeq:]
{headers}{rest}"""
    return send(text, attributes)


def speak(sound: Path) -> str:
    """Say this (raw µ-law) again and again for as long as the call is up."""
    return f'  <nop><action><exec rtp_stream="{escape(str(sound))},-1,0"/></action></nop>\n'


def document(name: str, *steps: str) -> str:
    """A whole scenario."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{name}">\n{"".join(steps)}</scenario>\n'


def words(script: Path, host: str, ports: tuple[int, int], *more: object) -> list[str]:
    """How it is told to play a scenario from this address; `ports`: the first for SIP, the next for audio."""
    where = ("-i", host, "-p", ports[0], "-mi", host, "-mp", ports[1])
    return [str(word) for word in ("-sf", script, *where, "-nostdin", *more)]


def program() -> str:
    """Where SIPp is. Raises ConfigurationError."""
    found = shutil.which("sipp")
    if found is None:
        raise ConfigurationError("sipp is not installed", "apt-get install sip-tester")
    return found


@asynccontextmanager
async def running(words: Sequence[str], folder: Path) -> AsyncGenerator[asyncio.subprocess.Process]:
    """SIPp with these words, in a folder of its own; killed at the end where it has not ended."""
    process = await asyncio.create_subprocess_exec(
        program(),
        *words,
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
