"""The main job, proved by tone: a customer reaches the right person, both hear each other, and it is recorded."""

import hashlib
import io
import wave
from typing import Final, cast

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import expect

from tests.e2e.people import Person, agent, caller, somebody
from tests.support.browser import (
    AGENT_HZ,
    CALLER_HZ,
    PATIENCE_MS,
    Pages,
    hears_agent,
    hears_caller,
    hears_music,
    holds_mostly,
    until,
)

pytestmark = pytest.mark.e2e

APART_DB: Final = 30
TALK_S: Final = 4
WINDOW_S: Final = 0.5
LOUD: Final = 300
"""Of 32767, as the root of the mean square."""

Samples = npt.NDArray[np.float64]


def test_a_caller_chooses_in_the_menu_and_talks_with_an_agent(pages: Pages) -> None:
    anna, customer = agent(pages), caller(pages)
    supervisor = somebody(pages, "supervisor")
    known = {each["interaction_id"] for each in supervisor.items("/interactions")}

    anna.becomes("Break")  # logged in, so that the caller waits
    customer.dials("1000")
    until(lambda: hears_music(customer.page), 20, "the caller hears the menu")
    customer.presses("2")
    until(lambda: _waiting_in(supervisor) == "Delivery", 20, "the caller waits for delivery")
    anna.becomes("Ready", shown="Offered")
    anna.answers()
    until(lambda: hears_caller(anna.page), 20, "the agent hears the caller")
    until(lambda: hears_agent(customer.page), 20, "the caller hears the agent")

    anna.page.keyboard.press("F4")
    anna.shows("Hold")
    until(lambda: hears_music(customer.page), 20, "the caller hears music")
    anna.page.keyboard.press("F4")
    anna.shows("Talking")
    until(lambda: hears_agent(customer.page), 20, "the caller hears the agent again")
    holds_mostly(
        lambda: hears_agent(customer.page) and hears_caller(anna.page), TALK_S, "both hear each other"
    )

    anna.ends_call()
    customer.is_free()
    anna.wraps_up("in", "Asked for the parcel; told.")
    anna.shows("Ready")

    new = [each for each in supervisor.items("/interactions") if each["interaction_id"] not in known]
    assert len(new) == 1
    assert (new[0]["queue_name"], new[0]["result"]) == ("Delivery", "handled")
    until(lambda: _stored(supervisor, str(new[0]["interaction_id"])), 30, "the recording is stored")
    _check_recording(supervisor, str(new[0]["interaction_id"]))
    _correct_disposition(supervisor, str(new[0]["interaction_id"]))


def _correct_disposition(person: Person, interaction_id: str) -> None:
    """What it was about, said anew on its page."""
    page = person.page
    page.goto(f"/conversations/{interaction_id}")
    page.get_by_role("button", name="Change", exact=True).click()
    field = page.get_by_role("combobox", name="Disposition")
    expect(field).to_be_focused(timeout=PATIENCE_MS)
    chosen = page.get_by_role("option").last
    name = chosen.inner_text()
    chosen.click()
    expect(field).to_be_hidden(timeout=PATIENCE_MS)
    expect(page.get_by_text(f"corrected: {name}")).to_be_visible(timeout=PATIENCE_MS)
    assert person.get(f"/interactions/{interaction_id}")["disposition_name"] == name


def _waiting_in(person: Person) -> str | None:
    up = [each for each in person.items("/interactions") if each["result"] is None]
    return cast("str | None", up[0]["queue_name"]) if up else None


def _recordings(person: Person, interaction_id: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", person.get(f"/interactions/{interaction_id}")["audio"])


def _stored(person: Person, interaction_id: str) -> bool:
    found = _recordings(person, interaction_id)
    return bool(found) and all(each["state"] == "stored" for each in found)


def _check_recording(person: Person, interaction_id: str) -> None:
    """The caller's tone left, the agent's right, and the file is the one that was summed."""
    (recording,) = _recordings(person, interaction_id)
    reply = person.page.request.get(f"/api/v1/recordings/{recording['recording_id']}/audio")
    assert reply.ok
    assert reply.headers["etag"] == f'"{hashlib.sha256(reply.body()).hexdigest()}"'
    with wave.open(io.BytesIO(reply.body())) as sound:
        assert sound.getnchannels() == 2
        rate = sound.getframerate()
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, 2).astype(np.float64)
    left, right = (_levels(samples[:, channel], rate) for channel in (0, 1))
    assert left[0] - left[1] >= APART_DB, f"left: {left}"
    assert right[1] - right[0] >= APART_DB, f"right: {right}"


def _levels(samples: Samples, rate: int) -> tuple[float, float]:
    """Decibels of the caller's tone and of the agent's: the middle of all moments that are not silent."""
    size = int(rate * WINDOW_S)
    windows = samples[: len(samples) // size * size].reshape(-1, size)
    loud = windows[np.sqrt((windows**2).mean(axis=1)) > LOUD]
    assert len(loud) * WINDOW_S >= TALK_S - 1, "the conversation is in the recording"
    power = np.abs(np.fft.rfft(loud * np.hanning(size))) ** 2
    return _power(power, CALLER_HZ), _power(power, AGENT_HZ)


def _power(spectra: Samples, hertz: int) -> float:
    at = round(hertz * WINDOW_S)
    return float(np.median(10 * np.log10(spectra[:, at - 2 : at + 3].sum(axis=1) + 1e-9)))
