"""What this installation has for understanding speech."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from ringwell.adapters.speech.client import answers
from ringwell.adapters.speech.model import find_model
from ringwell.calls.recognisers import RecognisersNow
from ringwell.runtime.folders import socket_folder
from ringwell.runtime.installation import Installation


def model_of(installation: Installation) -> Path | None:
    """The folder of the model; None where none is installed."""
    return find_model(installation.settings.speech_model, os.environ)


def recogniser_names(installation: Installation) -> list[str]:
    """What the recognisers of a server are called; none where there is no model."""
    count = installation.settings.recognisers if model_of(installation) is not None else 0
    return [f"recogniser-{number}" for number in range(1, count + 1)]


def recogniser_sockets(installation: Installation) -> Sequence[Path]:
    """Where they are asked."""
    return [recogniser_socket(installation, name) for name in recogniser_names(installation)]


def recogniser_socket(installation: Installation, name: str) -> Path:
    return socket_folder(installation.folders) / f"{name}.sock"


async def recognisers_now(installation: Installation) -> RecognisersNow:
    """What there is, and what of it answers."""
    sockets = recogniser_sockets(installation)
    ready = await asyncio.gather(*map(answers, sockets))
    return RecognisersNow(model_of(installation) is not None, len(sockets), sum(ready))
