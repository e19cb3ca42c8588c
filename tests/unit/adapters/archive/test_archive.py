"""Files in the archive and what is made of raw audio."""

import math
import wave
from pathlib import Path

import numpy as np
import pytest

from ringwell.adapters.archive.audio import PEAKS_PER_SECOND, make_wav, read_peaks
from ringwell.adapters.archive.folder import FolderStorage
from ringwell.kernel.storage import FileMissing, StorageReadOnly


def _tone(hertz: float, seconds: float, level: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    at = np.arange(int(seconds * 8000)) / 8000
    return (np.sin(2 * math.pi * hertz * at) * level * 32767).astype(np.int16)


def test_raw_becomes_a_stereo_wav_with_each_voice_in_its_place(tmp_path: Path) -> None:
    caller, agent = _tone(440, 1.0, 0.5), _tone(1000, 1.0, 0.25)
    raw = tmp_path / "a.raw"
    raw.write_bytes(np.stack([agent, caller], axis=1).astype("<i2").tobytes() + b"\x01")
    made = make_wav(raw, tmp_path / "a.wav", channels=2)
    assert (made.duration_ms, made.channels) == (1000, 2)
    with wave.open(str(tmp_path / "a.wav")) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)
    assert np.array_equal(frames[:, 0], caller)
    assert np.array_equal(frames[:, 1], agent)


def test_peaks_tell_how_loud_each_side_was(tmp_path: Path) -> None:
    silence = np.zeros(8000, np.int16)
    left = np.concatenate([_tone(440, 1.0, 0.5), silence])
    raw = tmp_path / "a.raw"
    raw.write_bytes(np.stack([np.zeros_like(left), left], axis=1).astype("<i2").tobytes())
    make_wav(raw, tmp_path / "a.wav", channels=2)
    peaks = read_peaks(tmp_path / "a.wav")
    assert len(peaks.channels[0]) == 2 * PEAKS_PER_SECOND
    assert all(0.49 < value < 0.51 for value in peaks.channels[0][:PEAKS_PER_SECOND])
    assert set(peaks.channels[0][PEAKS_PER_SECOND:]) == {0.0}
    assert set(peaks.channels[1]) == {0.0}


async def test_a_file_comes_back_whole_and_in_parts(tmp_path: Path) -> None:
    storage, source = FolderStorage(tmp_path / "archive"), tmp_path / "source"
    source.write_bytes(bytes(range(256)) * 10)
    stored = await storage.put("w/p/2026/01/02/i/s.wav", source)
    assert stored.size == await storage.size(stored.key) == 2560
    assert b"".join([part async for part in storage.read(stored.key)]) == source.read_bytes()
    assert b"".join([part async for part in storage.read(stored.key, 10, 20)]) == source.read_bytes()[10:20]


async def test_a_key_that_leads_outside_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    storage = FolderStorage(tmp_path / "archive")
    with pytest.raises(FileMissing):
        _ = [part async for part in storage.read("../secret")]


async def test_an_archive_that_cannot_be_written_says_so_and_keeps_nothing_half(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    source = tmp_path / "source"
    source.write_bytes(b"x")
    with pytest.raises(StorageReadOnly):
        await FolderStorage(tmp_path / "archive").put("a/b.wav", source)
    assert source.read_bytes() == b"x"
