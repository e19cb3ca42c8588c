"""The worker: jobs that may wait. It finishes recordings, replays past days and keeps the database in order."""

import asyncio
import os

from ringwell.adapters.archive.folder import FolderStorage
from ringwell.adapters.mail.sender import SmtpMailer, connected
from ringwell.adapters.services.http import way_out
from ringwell.adapters.sms.gateways import SmsGateways
from ringwell.adapters.speech.client import SpeechTranscriber
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.clock import RandomIds, SteadyClock
from ringwell.runtime.erasure import ErasureSweep
from ringwell.runtime.installation import Installation
from ringwell.runtime.job_runner import JobRunner
from ringwell.runtime.logs import get_log
from ringwell.runtime.mail_runner import MailRunner
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.patience import pause
from ringwell.runtime.recordings import RecordingFinisher
from ringwell.runtime.sms_runner import SmsRunner
from ringwell.runtime.speech import recogniser_sockets
from ringwell.runtime.stores import open_stores
from ringwell.runtime.strays import StraySweep
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.voice_messages import NoTranscriber, Transcriber, VoiceMessages
from ringwell.runtime.what_if_job import WhatIfJob

NICENESS = 10
"""The worker's part of a busy machine: calls go first."""
LOOK_EVERY_S = 2.0
SWEEP_EVERY_S = 600.0
UPKEEP_EVERY_S = 3600.0
JOB_ENDS_S = 5.0
"""So long a job under way has to come to a place where it can be left; then the next worker begins it anew."""


async def run(installation: Installation, stop: asyncio.Event) -> None:
    """Look after unfinished recordings until told to stop, or until the machine's clock was set; wait for the database while it is away."""
    log, clock, ids = get_log("ringwell.worker"), SteadyClock(), RandomIds()
    stores = open_stores(installation, ids, name="worker", connections=3)
    raw = installation.switch_folders().raw_recordings
    finisher = RecordingFinisher(
        recordings=stores.recordings,
        storage=FolderStorage(installation.folders.archive),
        log=stores.log,
        ids=ids,
        now=clock.now,
        raw=raw,
        scratch=installation.folders.scratch,
        messages=VoiceMessages(stores.promises, _transcriber(installation), clock.now, log),
        say=log,
    )
    sweep = StraySweep(recordings=stores.recordings, raw=raw, say=log)
    erasure = ErasureSweep(
        recordings=stores.recordings,
        storage=FolderStorage(installation.folders.archive),
        log=stores.log,
        ids=ids,
        say=log,
    )
    what_if = WhatIfJob(stores.log, stores.config, clock.now)
    jobs = JobRunner(stores.jobs, {"what_if": what_if.do}, log)
    tasks = Tasks(log, failed=lambda _: stop.set())
    jobs_end = asyncio.Event()
    job_task = tasks.start(jobs.run(jobs_end), "jobs")
    mail = MailRunner(
        outbox=stores.outbox,
        setup=stores.mail_setup,
        promises=stores.promises,
        config=stores.config,
        mailer=SmtpMailer(),
        say=log,
    )
    tasks.start(mail.run(jobs_end), "mail")
    texts = SmsRunner(
        outbox=stores.text_outbox,
        setup=stores.sms_setup,
        gateways=SmsGateways(connected, way_out),
        say=log,
    )
    tasks.start(texts.run(jobs_end), "texts")
    upkeep_at = sweep_at = clock.seconds()
    try:
        while not stop.is_set() and not clock.was_set():
            try:
                workspaces = await stores.config.workspaces()
                for workspace_id in workspaces:
                    await finisher.finish(workspace_id)
                if clock.seconds() >= sweep_at:
                    await sweep.sweep(workspaces)
                    await erasure.sweep(workspaces)
                    for workspace_id in workspaces:
                        await stores.sounds.sweep(workspace_id)
                    sweep_at = clock.seconds() + SWEEP_EVERY_S
                if clock.seconds() >= upkeep_at:
                    await stores.upkeep.run(workspaces)
                    upkeep_at = clock.seconds() + UPKEEP_EVERY_S
            except StoreAway:
                log.warning("the database does not answer: recordings wait")
            await pause(stop, LOOK_EVERY_S)
    finally:
        jobs_end.set()
        await asyncio.wait({job_task}, timeout=JOB_ENDS_S)
        await tasks.stop()
        await stores.close()


def _transcriber(installation: Installation) -> Transcriber:
    sockets = recogniser_sockets(installation)
    return SpeechTranscriber(sockets) if sockets else NoTranscriber()


if __name__ == "__main__":
    os.nice(NICENESS)
    run_process("worker", run)
