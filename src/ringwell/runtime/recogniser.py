"""A recogniser: understands what callers say to menus, and writes messages down."""

import asyncio
import os
import sys

from ringwell.adapters.speech.serve import Recogniser
from ringwell.adapters.speech.whisper import Model
from ringwell.runtime.installation import Installation
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.speech import model_of, recogniser_socket

NICENESS = 10
"""Its part of a busy machine: the sound of calls goes first."""


def main(name: str) -> None:
    """The process of the recogniser of this name."""

    async def run(installation: Installation, stop: asyncio.Event) -> None:
        folder, threads = model_of(installation), installation.settings.recogniser_threads
        if folder is None:  # it has gone since the server was started
            get_log("ringwell.recogniser").error("there is no speech model")
            return
        # One more than for callers: a message that is written down keeps none of them waiting.
        model = await asyncio.to_thread(Model, folder, threads + 1)
        await Recogniser(model, threads).serve(recogniser_socket(installation, name), stop)

    run_process(name, run)


if __name__ == "__main__":
    os.nice(NICENESS)
    main(sys.argv[1])
