"""The repositories that requests need."""

from dataclasses import dataclass

from ringwell.access.ports import (
    ApiTokens,
    AuditTrail,
    Idempotency,
    Passwords,
    Sessions,
    SignInGuard,
    Users,
    Workspaces,
)
from ringwell.access.shift_checks import ShiftChecks
from ringwell.customers.asides import Asides
from ringwell.customers.phone_book import PhoneBook
from ringwell.customers.ports import CallbackNumbers, Contacts, Notes, OwnerAnswers, Promises, SegmentNumbers
from ringwell.flows.announcements import Announcements
from ringwell.flows.drafts import Drafts, Traffics
from ringwell.flows.studio import OwnSounds
from ringwell.journeys.ports import ConfigEditor, ConfigStore
from ringwell.kernel.jobs import Jobs
from ringwell.kernel.mail import MailSetup
from ringwell.kernel.sms import SmsSetup, TextTests
from ringwell.kernel.storage import Storage
from ringwell.kpis.ports import Figures, Interactions, Recordings
from ringwell.outbound.ports import FollowUps
from ringwell.projects.ports import Blocks, CallForms


@dataclass(frozen=True, slots=True)
class Stores:
    """The repositories, by their ports in the rooms."""

    passwords: Passwords
    workspaces: Workspaces
    users: Users
    sessions: Sessions
    tokens: ApiTokens
    guard: SignInGuard
    audit: AuditTrail
    idempotency: Idempotency
    editor: ConfigEditor
    config: ConfigStore
    contacts: Contacts
    notes: Notes
    call_forms: CallForms
    promises: Promises
    mail_setup: MailSetup
    sms_setup: SmsSetup
    text_tests: TextTests
    owner_answers: OwnerAnswers
    blocks: Blocks
    segment_numbers: SegmentNumbers
    announcements: Announcements
    sounds: OwnSounds
    asides: Asides
    shift_checks: ShiftChecks
    follow_ups: FollowUps
    phone_book: PhoneBook
    callback_numbers: CallbackNumbers
    interactions: Interactions
    recordings: Recordings
    figures: Figures
    storage: Storage
    jobs: Jobs
    drafts: Drafts
    traffic: Traffics
