"""What recordings become: at the telephone's rate, whole also where they are read in pieces."""

import io
import struct
import wave

import numpy as np
import pytest

from ringwell.adapters.speech.wav import PIECE_S, RATE, usable
from ringwell.flows.studio import UnusableSound


def recording(seconds: float, rate: int, channels: int) -> bytes:
    """A tone of 440 Hz, in all channels."""
    moments = np.arange(int(seconds * rate)) / rate
    samples = np.round(8000 * np.sin(2 * np.pi * 440 * moments)).astype("<i2")
    data = np.repeat(samples, channels).tobytes()
    shape = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2, channels * 2, 16)
    whole = b"WAVEfmt \x10\0\0\0" + shape + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (8000, 1), (22_050, 1)])
def test_a_long_recording_has_no_edge_where_it_is_read_in_pieces(rate: int, channels: int) -> None:
    seconds = 2 * PIECE_S + 3.5
    sound = usable(recording(seconds, rate, channels))
    assert sound.seconds == seconds
    with wave.open(io.BytesIO(sound.wav)) as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE, 1)
        heard = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
    assert len(heard) == seconds * RATE
    tone = np.sin(2 * np.pi * 440 * np.arange(len(heard)) / RATE)
    inner = slice(RATE, -RATE)
    whole = tone[inner] * (heard[inner] @ tone[inner]) / (tone[inner] @ tone[inner])
    assert np.max(np.abs(heard[inner] - whole)) < 0.02 * np.max(np.abs(heard))


def test_a_recording_shorter_than_one_sample_of_ours_is_empty() -> None:
    with pytest.raises(UnusableSound) as told:
        usable(recording(2 / 48_000, 48_000, 1))
    assert told.value.params["why"] == "empty"


def test_a_file_of_nothing_but_parts_is_none_of_ours() -> None:
    """Each part costs a moment: millions of empty ones fit into a file that may be sent."""
    whole = recording(1, 8000, 1)
    with pytest.raises(UnusableSound) as told:
        usable(whole[:12] + b"JUNK\0\0\0\0" * 100_000 + whole[12:])
    assert told.value.params["why"] == "not_wav"
    usable(whole[:12] + b"JUNK\0\0\0\0" * 20 + whole[12:])
