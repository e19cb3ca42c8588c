"""Own prompts, their sounds, and flows that say them."""

import struct
from typing import cast

import pytest

from ringwell.access.model import Workspace
from ringwell.adapters.web.middleware import MAX_FILE
from ringwell.journeys.config import FlowHead
from ringwell.kernel.events import SYSTEM
from tests.support.edge import Browser, Json, RunningEdge, problem_of
from tests.support.edge_stores import IDS
from tests.support.forms import TEXTS, typed
from tests.support.speech import ToneStudio, tone


@pytest.fixture
def acme(ringwell: RunningEdge) -> Workspace:
    return ringwell.stores.workspaces.add("acme")


async def upload(browser: Browser, wav: bytes) -> tuple[int, Json]:
    headers = {"Content-Type": "audio/wav"}
    async with browser.session.post("/api/v1/sounds", data=wav, headers=headers) as reply:
        return reply.status, cast("Json", await reply.json())


async def flow_in(ringwell: RunningEdge, place: str) -> str:
    head = FlowHead(flow_id=IDS.new("flw"), name="Main")
    await ringwell.stores.config.create(place, head, SYSTEM)
    return head.flow_id


def saying(flow_id: str, *says: Json, language: str = "en") -> Json:
    return {
        "format": 1,
        "id": flow_id,
        "language": language,
        "start": "a",
        "nodes": {
            "a": {"type": "answer", "next": "s"},
            "s": {"type": "say", "prompts": list(says), "next": "e"},
            "e": {"type": "hangup"},
        },
    }


def said_by(version: Json) -> Json:
    document = cast("dict[str, dict[str, dict[str, list[Json]]]]", version["document"])
    return document["nodes"]["s"]["prompts"][0]


async def test_a_typed_prompt_is_spoken_when_it_is_kept_and_can_be_heard(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    async with ringwell.browser(acme, person) as browser:
        made = await browser.json("POST", "/own-prompts", {"name": "Down", "said": typed(**TEXTS)})
        said = cast("dict[str, Json]", made["said"])
        assert {language: each["text"] for language, each in said.items()} == TEXTS
        assert len({each["sound"] for each in said.values()}) == 3
        async with browser.session.get(f"/api/v1/sounds/{said['ru']['sound']}/audio") as reply:
            assert reply.status == 200
            wav = await reply.read()
            assert wav[:4] == b"RIFF"
        assert len(wav) > 4000


async def test_a_text_that_cannot_be_spoken_names_its_language_and_nothing_is_kept(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    said = typed(en="Hello", pl="!!! ***")
    async with (
        ringwell.browser(acme, person) as browser,
        browser.session.post("/api/v1/own-prompts", json={"name": "Bad", "said": said}) as reply,
    ):
        assert reply.status == 422
        errors = cast("list[Json]", (await problem_of(reply))["errors"])
        assert [(each["field"], each["code"]) for each in errors] == [("said.pl", "speech_symbols")]
        assert (await browser.json("GET", "/own-prompts"))["items"] == []


async def test_a_recording_becomes_what_a_telephone_carries(ringwell: RunningEdge, acme: Workspace) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    async with ringwell.browser(acme, person) as browser:
        status, sound = await upload(browser, tone(440, 2, 44_100))
        # The tone was made for another rate: its header says 8 kHz, so that it lasts longer.
        assert status == 201
        said = {"en": {"source": "recorded", "sound": sound["sound"], "text": "Welcome"}}
        made = await browser.json("POST", "/own-prompts", {"name": "Welcome", "said": said})
        assert cast("dict[str, Json]", made["said"])["en"]["seconds"] == sound["seconds"]


def bomb(**header: int) -> bytes:
    """A WAV whose header claims what it likes."""
    channels, rate, bits = header.get("channels", 1), header.get("rate", 8000), header.get("bits", 16)
    code, size = header.get("code", 1), header.get("size", 0xFFFFFFFF)
    shape = struct.pack("<HHIIHH", code, channels, rate, rate, 2, bits)
    return (
        b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + shape + b"data" + struct.pack("<I", size) + b"\1\2" * 50
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not_wav"),
        (b"RIFF", "not_wav"),
        (b"\0" * 5000, "not_wav"),
        (b"RIFF\0\0\0\0WAVE" + b"LIST\xff\xff\xff\xff" * 40, "not_wav"),
        (bomb(channels=65535), "format"),
        (bomb(rate=1), "format"),
        (bomb(rate=4_000_000_000), "format"),
        (bomb(bits=7), "format"),
        (bomb(code=85), "format"),
        (bomb(size=0), "empty"),
        (tone(440, 0.5)[:44] + b"\0" * 8000, "silent"),
        (tone(440, 301), "too_long"),
    ],
)
async def test_what_is_no_sound_is_refused(
    ringwell: RunningEdge, acme: Workspace, content: bytes, why: str
) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    async with ringwell.browser(acme, person) as browser:
        status, problem = await upload(browser, content)
    assert (status, problem["code"], problem["params"]) == (422, "unusable_sound", {"why": why})


async def test_a_file_that_is_too_large_is_not_even_read(ringwell: RunningEdge, acme: Workspace) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    async with ringwell.browser(acme, person) as browser:
        headers = {"Content-Type": "audio/wav", "Content-Length": str(MAX_FILE + 1)}
        async with browser.session.post("/api/v1/sounds", data=b"x", headers=headers) as reply:
            assert reply.status == 413


async def test_a_published_flow_goes_on_saying_what_it_said(ringwell: RunningEdge, acme: Workspace) -> None:
    person, place = ringwell.person(acme, "ann", "administrator"), acme.workspace_id
    flow_id = await flow_in(ringwell, place)
    async with ringwell.browser(acme, person) as browser:
        prompt = await browser.json("POST", "/own-prompts", {"name": "Down", "said": typed(**TEXTS)})
        document = saying(flow_id, {"own": "Down"})
        first = await browser.json("POST", f"/flows/{flow_id}/versions", document)
        path = f"/own-prompts/{prompt['prompt_id']}"
        other = {"said": typed(**TEXTS) | typed(en="All is well again.")}
        await browser.json("PATCH", path, other, {"If-Match": "*"})
        kept = await browser.json("GET", f"/flows/{flow_id}/versions/1")
        second = await browser.json("POST", f"/flows/{flow_id}/versions", document)
    assert said_by(kept) == said_by(first)
    assert said_by(first)["own"] == prompt["prompt_id"]
    before, after = cast("Json", said_by(first)["sounds"]), cast("Json", said_by(second)["sounds"])
    assert before["en"] != after["en"]
    assert (before["ru"], before["pl"]) == (after["ru"], after["pl"])


async def test_a_text_typed_in_the_flow_is_spoken_once(ringwell: RunningEdge, acme: Workspace) -> None:
    person, place = ringwell.person(acme, "ann", "administrator"), acme.workspace_id
    flow_id = await flow_in(ringwell, place)
    document = saying(flow_id, {"text": {"en": "Good day"}, "sounds": {"en": "f" * 40}})
    async with ringwell.browser(acme, person) as browser:
        first = await browser.json("POST", f"/flows/{flow_id}/versions", document)
        again = await browser.json("POST", f"/flows/{flow_id}/versions", document)
    sounds = cast("Json", said_by(first)["sounds"])
    assert sounds == said_by(again)["sounds"]
    assert set(sounds.values()) == set(ringwell.stores.sounds.kept[place])
    assert "f" * 40 not in sounds.values()
    assert set(sounds) == {"en", "ru", "pl"}


async def test_a_text_that_cannot_be_spoken_keeps_the_old_version(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    person, place = ringwell.person(acme, "ann", "administrator"), acme.workspace_id
    flow_id = await flow_in(ringwell, place)
    cast("ToneStudio", ringwell.edge.studio).mute.add("Bye")
    async with ringwell.browser(acme, person) as browser:
        await browser.json("POST", f"/flows/{flow_id}/versions", saying(flow_id, {"text": {"en": "Hi"}}))
        path = f"/api/v1/flows/{flow_id}/versions"
        async with browser.session.post(path, json=saying(flow_id, {"text": {"en": "Bye"}})) as reply:
            assert reply.status == 422
            [error] = cast("list[Json]", (await problem_of(reply))["errors"])
        assert (error["field"], error["code"]) == ("s", "flow.not_spoken")
        assert cast("Json", error["params"])["language"] == "en"
        assert "en" in str(cast("Json", error["params"])["words"]).lower()
        head = await browser.json("GET", f"/flows/{flow_id}")
    assert head["published"] == 1


@pytest.mark.parametrize(
    ("say", "language", "code"),
    [
        ({"text": {"ru": "Да"}}, "en", "flow.text_empty"),
        ({"text": {"en": "?!"}}, "en", "flow.text_symbols"),
        ({"text": {"en": "a" * 1001}}, "en", "flow.text_too_long"),
        ({"own": "pmt_" + "0" * 32}, "en", "flow.unknown_prompt"),
        ({"own": "Down"}, "ru", "flow.prompt_not_in"),
        ({"own": "Down", "text": {"en": "x"}}, "en", "flow.said_twice"),
        ({"own": "Down", "prompt": "welcome"}, "en", "flow.said_twice"),
    ],
)
async def test_what_is_wrong_with_own_speech_is_told_with_its_node(
    ringwell: RunningEdge, acme: Workspace, say: Json, language: str, code: str
) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    flow_id = await flow_in(ringwell, acme.workspace_id)
    async with ringwell.browser(acme, person) as browser:
        await browser.json("POST", "/own-prompts", {"name": "Down", "said": typed(en="Down")})
        document = saying(flow_id, say, language=language)
        checked = await browser.json("POST", f"/flows/check?flow_id={flow_id}", document)
    problems = [each for each in cast("list[Json]", checked["problems"]) if each["severity"] == "error"]
    assert [(each["code"], each["node"]) for each in problems] == [(code, "s")]
    assert all(each["words"] != each["code"] for each in problems)


async def test_another_workspaces_prompt_and_sound_are_unknown(
    ringwell: RunningEdge, acme: Workspace
) -> None:
    other = ringwell.stores.workspaces.add("other")
    theirs, mine = ringwell.person(other, "eve", "administrator"), ringwell.person(acme, "a", "administrator")
    flow_id = await flow_in(ringwell, acme.workspace_id)
    async with ringwell.browser(other, theirs) as browser:
        prompt = await browser.json("POST", "/own-prompts", {"name": "Secret", "said": typed(en="Secret")})
    sound = cast("dict[str, Json]", prompt["said"])["en"]["sound"]
    async with ringwell.browser(acme, mine) as browser:
        async with browser.session.get(f"/api/v1/sounds/{sound}/audio") as reply:
            assert reply.status == 404
        said = {"en": {"source": "recorded", "sound": sound}}
        async with browser.session.post("/api/v1/own-prompts", json={"name": "x", "said": said}) as reply:
            assert reply.status == 422
        path = f"/api/v1/flows/{flow_id}/versions"
        stolen = saying(flow_id, {"own": prompt["prompt_id"], "sounds": {"en": sound}})
        async with browser.session.post(path, json=stolen) as reply:
            assert reply.status == 422


async def test_a_simulated_caller_reads_what_is_typed(ringwell: RunningEdge, acme: Workspace) -> None:
    person = ringwell.person(acme, "ann", "administrator")
    async with ringwell.browser(acme, person) as browser:
        made = await browser.json("POST", "/own-prompts", {"name": "Down", "said": typed(**TEXTS)})
        says: tuple[Json, Json] = ({"text": {"en": "Good day"}}, {"own": made["prompt_id"]})
        form = {"document": saying("flw_x", *says), "caller": {"language": "en"}}
        walked = await browser.json("POST", "/flows/simulate", form)
    told = [each["text"] for each in cast("list[Json]", walked["happened"]) if each["type"] == "say"]
    assert told == ["Good day", TEXTS["en"]]
