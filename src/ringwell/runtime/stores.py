"""Everything of one installation that stands in the database, made once per process."""

from dataclasses import dataclass

from ringwell.adapters.postgres.announcements import PostgresAnnouncements
from ringwell.adapters.postgres.asides import PostgresAsides
from ringwell.adapters.postgres.blocks import PostgresBlocks
from ringwell.adapters.postgres.call_data import PostgresCallData
from ringwell.adapters.postgres.call_forms import PostgresCallForms
from ringwell.adapters.postgres.call_mails import PostgresCallMails
from ringwell.adapters.postgres.call_texts import PostgresCallTexts, PostgresTextTests
from ringwell.adapters.postgres.callbacks import PostgresCallbackNumbers
from ringwell.adapters.postgres.config import PostgresConfig
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.directory import PostgresDirectory
from ringwell.adapters.postgres.flow_drafts import PostgresDrafts
from ringwell.adapters.postgres.flow_traffic import PostgresTraffic
from ringwell.adapters.postgres.follow_ups import PostgresFollowUps
from ringwell.adapters.postgres.guard import PostgresAudit, PostgresIdempotency, PostgresSignInGuard
from ringwell.adapters.postgres.interactions import PostgresFigures, PostgresInteractions, PostgresRecordings
from ringwell.adapters.postgres.jobs import PostgresJobs
from ringwell.adapters.postgres.leases import PostgresLeases
from ringwell.adapters.postgres.log import PostgresLog
from ringwell.adapters.postgres.notes import PostgresNotes
from ringwell.adapters.postgres.outbox import PostgresMailSetup, PostgresOutbox
from ringwell.adapters.postgres.owner_answers import PostgresOwnerAnswers
from ringwell.adapters.postgres.passwords import Argon2Passwords
from ringwell.adapters.postgres.phone_book import PostgresPhoneBook
from ringwell.adapters.postgres.promises import PostgresPromises
from ringwell.adapters.postgres.roster import PostgresRoster
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.segment_numbers import PostgresSegmentNumbers
from ringwell.adapters.postgres.sessions import PostgresApiTokens, PostgresSessions
from ringwell.adapters.postgres.shift_checks import PostgresShiftChecks
from ringwell.adapters.postgres.sms_setup import PostgresSmsSetup
from ringwell.adapters.postgres.sounds import PostgresSounds
from ringwell.adapters.postgres.texts import PostgresTextOutbox
from ringwell.adapters.postgres.upkeep import PostgresUpkeep
from ringwell.adapters.postgres.users import PostgresUsers
from ringwell.adapters.postgres.workspaces import PostgresWorkspaces
from ringwell.kernel.ids import Ids
from ringwell.runtime.installation import Installation


@dataclass(frozen=True, slots=True)
class Stores:
    """The ports of access, customers, configuration, log and reports, on one pool. Close it at the end."""

    database: Database
    url: str
    ids: Ids
    log: PostgresLog
    leases: PostgresLeases
    roster: PostgresRoster
    config: PostgresConfig
    workspaces: PostgresWorkspaces
    users: PostgresUsers
    sessions: PostgresSessions
    api_tokens: PostgresApiTokens
    passwords: Argon2Passwords
    sign_in_guard: PostgresSignInGuard
    idempotency: PostgresIdempotency
    audit: PostgresAudit
    directory: PostgresDirectory
    follow_ups: PostgresFollowUps
    phone_book: PostgresPhoneBook
    callback_numbers: PostgresCallbackNumbers
    call_data: PostgresCallData
    call_mails: PostgresCallMails
    call_texts: PostgresCallTexts
    notes: PostgresNotes
    call_forms: PostgresCallForms
    promises: PostgresPromises
    outbox: PostgresOutbox
    text_outbox: PostgresTextOutbox
    asides: PostgresAsides
    shift_checks: PostgresShiftChecks
    blocks: PostgresBlocks
    segment_numbers: PostgresSegmentNumbers
    announcements: PostgresAnnouncements
    sounds: PostgresSounds
    mail_setup: PostgresMailSetup
    sms_setup: PostgresSmsSetup
    text_tests: PostgresTextTests
    owner_answers: PostgresOwnerAnswers
    interactions: PostgresInteractions
    recordings: PostgresRecordings
    figures: PostgresFigures
    upkeep: PostgresUpkeep
    jobs: PostgresJobs
    drafts: PostgresDrafts
    traffic: PostgresTraffic

    async def close(self) -> None:
        self.log.close()
        self.directory.close()
        await self.database.close()


def open_stores(installation: Installation, ids: Ids, *, name: str, connections: int = 5) -> Stores:
    """As the app role. Nothing connects before it is used; `name` is what the server lists the connections under."""
    sealer = Sealer(installation.secrets.master_key, installation.secrets.search_key)
    return make_stores(
        installation.database_url("app"),
        sealer,
        ids,
        name=name,
        connections=connections,
        partitions=installation.settings.partitions,
    )


def make_stores(
    url: str, sealer: Sealer, ids: Ids, *, name: str, connections: int = 5, partitions: int = 8
) -> Stores:
    """The same from its parts."""
    database = Database(url, name=name, connections=connections)
    directory = PostgresDirectory(database, url, sealer, ids)
    return Stores(
        database=database,
        url=url,
        ids=ids,
        log=PostgresLog(database, url),
        leases=PostgresLeases(database),
        roster=PostgresRoster(database),
        config=PostgresConfig(database, sealer, ids),
        workspaces=PostgresWorkspaces(database, ids, partitions),
        users=PostgresUsers(database, ids),
        sessions=PostgresSessions(database, ids),
        api_tokens=PostgresApiTokens(database, ids),
        passwords=Argon2Passwords(),
        sign_in_guard=PostgresSignInGuard(database, sealer),
        idempotency=PostgresIdempotency(database, sealer),
        audit=PostgresAudit(database, ids),
        directory=directory,
        follow_ups=PostgresFollowUps(database, ids),
        phone_book=PostgresPhoneBook(database, sealer, ids),
        callback_numbers=PostgresCallbackNumbers(database, directory, sealer, ids),
        call_data=PostgresCallData(database, sealer, ids),
        call_mails=PostgresCallMails(database, sealer, ids),
        call_texts=PostgresCallTexts(database, sealer, ids),
        notes=PostgresNotes(database, sealer, ids),
        call_forms=PostgresCallForms(database, sealer, ids),
        owner_answers=PostgresOwnerAnswers(database, ids),
        promises=PostgresPromises(database, directory, sealer, ids),
        outbox=PostgresOutbox(database, sealer),
        text_outbox=PostgresTextOutbox(database, sealer, ids),
        shift_checks=PostgresShiftChecks(database),
        asides=PostgresAsides(database, sealer, ids),
        blocks=PostgresBlocks(database, sealer, ids),
        segment_numbers=PostgresSegmentNumbers(database, directory, sealer, ids),
        announcements=PostgresAnnouncements(database, ids),
        sounds=PostgresSounds(database),
        mail_setup=PostgresMailSetup(database, sealer, ids),
        sms_setup=PostgresSmsSetup(database, sealer, ids),
        text_tests=PostgresTextTests(database, sealer, ids),
        interactions=PostgresInteractions(database, directory, ids),
        recordings=PostgresRecordings(database),
        figures=PostgresFigures(database),
        upkeep=PostgresUpkeep(database),
        jobs=PostgresJobs(database, ids),
        drafts=PostgresDrafts(database),
        traffic=PostgresTraffic(database),
    )
