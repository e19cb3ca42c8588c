"""The files of sounds, where the switch reads them."""

import os
import time
from pathlib import Path

from ringwell.adapters.speech.wav import usable
from ringwell.runtime.logs import get_log
from ringwell.runtime.sound_files import KEPT_S, SoundFiles
from tests.support.speech import MemorySounds, tone

PLACE = "wsp_1"


def files_in(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / PLACE).iterdir())


async def test_a_new_machine_gets_all_files_and_a_half_written_one_is_made_whole(tmp_path: Path) -> None:
    sounds = MemorySounds()
    files = SoundFiles(tmp_path, sounds, get_log("test"))
    kept = [await sounds.keep(PLACE, usable(tone(hertz))) for hertz in (400, 900)]
    (tmp_path / PLACE).mkdir()
    (tmp_path / PLACE / f".{kept[0].name}.wav.77").write_bytes(b"RIFF")
    await files.bring(PLACE)
    for each in kept:
        written = (tmp_path / PLACE / f"{each.name}.wav").read_bytes()
        assert written == await sounds.read(PLACE, each.name)


async def test_what_is_no_sound_any_more_goes_when_no_call_can_be_playing_it(tmp_path: Path) -> None:
    sounds = MemorySounds()
    files = SoundFiles(tmp_path, sounds, get_log("test"))
    kept = await sounds.keep(PLACE, usable(tone(400)))
    gone = await sounds.keep(PLACE, usable(tone(900)))
    await files.bring(PLACE)
    del sounds.kept[PLACE][gone.name]
    await files.bring(PLACE)
    assert len(files_in(tmp_path)) == 2
    old = time.time() - KEPT_S - 1
    for name in files_in(tmp_path):
        os.utime(tmp_path / PLACE / name, (old, old))
    await files.bring(PLACE)
    assert files_in(tmp_path) == [f"{kept.name}.wav"]


async def test_a_folder_that_cannot_be_written_keeps_no_configuration_out(tmp_path: Path) -> None:
    sounds = MemorySounds()
    await sounds.keep(PLACE, usable(tone(400)))
    (tmp_path / "sounds").write_text("in the way")
    await SoundFiles(tmp_path / "sounds", sounds, get_log("test")).bring(PLACE)
