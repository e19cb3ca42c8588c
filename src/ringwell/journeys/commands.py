"""What people (and their programs) ask of the floor. The edge authorises; the brain decides.

Replies carry either a result or a problem: a stable `code` with parameters, worded for the reader at the screen.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from ringwell.calls.listening import Mode
from ringwell.calls.recording import PauseWhy
from ringwell.kernel import ids as kinds


def _id_of(kind: str) -> Meta:
    """The text of an id of this kind. `$` alone lets an end of line pass."""
    return Meta(pattern=f"^{kind}_[0-9a-f]{{32}}$(?!\\n)")


AgentId = Annotated[str, _id_of(kinds.AGENT)]
InteractionId = Annotated[str, _id_of(kinds.INTERACTION)]
ContactId = Annotated[str, _id_of(kinds.CONTACT)]
QueueId = Annotated[str, _id_of(kinds.QUEUE)]
NumberId = Annotated[str, _id_of(kinds.NUMBER)]
FlowId = Annotated[str, _id_of(kinds.FLOW)]
TrunkId = Annotated[str, _id_of(kinds.TRUNK)]
LegId = Annotated[str, _id_of(kinds.LEG)]
PartyId = Annotated[str, _id_of(kinds.PARTY)]
OfferId = Annotated[str, _id_of(kinds.OFFER)]
PromiseId = Annotated[str, _id_of(kinds.PROMISE)]
NoteId = Annotated[str, _id_of(kinds.NOTE)]
DispositionId = Annotated[str, _id_of(kinds.DISPOSITION)]
PhoneSessionId = Annotated[str, _id_of(kinds.PHONE)]
ReasonId = Annotated[str, _id_of(kinds.REASON)]
"""Checked where a frame is read; whether there is such a thing, the floor knows."""


class PersonCommand(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """Base of the commands. `agent_id` is whom it concerns: the edge fills in the agent's own id, a supervisor names another."""


class SetPresence(PersonCommand, frozen=True, kw_only=True, tag="set_presence"):
    agent_id: AgentId
    presence: Literal["ready", "not_ready", "offline"]
    reason: ReasonId | None = None


class DeclineOffer(PersonCommand, frozen=True, kw_only=True, tag="decline_offer"):
    agent_id: AgentId
    offer_id: OfferId


class HangUp(PersonCommand, frozen=True, kw_only=True, tag="hang_up"):
    """The only way an agent at a browser ends a call."""

    agent_id: AgentId
    interaction_id: InteractionId


class Hold(PersonCommand, frozen=True, kw_only=True, tag="hold"):
    agent_id: AgentId
    interaction_id: InteractionId


class Resume(PersonCommand, frozen=True, kw_only=True, tag="resume"):
    """Back from hold."""

    agent_id: AgentId
    interaction_id: InteractionId


class ExtendWrapUp(PersonCommand, frozen=True, kw_only=True, tag="extend_wrap_up"):
    agent_id: AgentId
    interaction_id: InteractionId
    seconds: int = 60


class FinishWrapUp(PersonCommand, frozen=True, kw_only=True, tag="finish_wrap_up"):
    """`note_id` names a note already kept (POST /api/v1/interactions/{id}/notes); acknowledged only when committed.

    Without `then` the agent's presence stays as it was chosen.
    """

    agent_id: AgentId
    interaction_id: InteractionId
    disposition_id: DispositionId | None = None
    note_id: NoteId | None = None
    then: Literal["ready", "not_ready"] | None = None
    reason: ReasonId | None = None


class EndRest(PersonCommand, frozen=True, kw_only=True, tag="end_rest"):
    """An agent whom a limit keeps from callers wants the next one now; refused where the limit does not let it."""

    agent_id: AgentId


class PhoneOpened(PersonCommand, frozen=True, kw_only=True, tag="phone_opened"):
    """A page of this agent has been given the phone (the edge says so when it hands out the secret).

    Pages with another phone session are told that they lost it; a leg of the old page is hung up and its call kept.
    `interaction_id` is the call whose sound this page carries: only the page itself can tell whether it still is the one
    that a brain which has begun since knows from the log.
    """

    agent_id: AgentId
    phone_session_id: PhoneSessionId
    interaction_id: InteractionId | None = None


class PhoneReady(PersonCommand, frozen=True, kw_only=True, tag="phone_ready"):
    """The page's phone has registered: a call that lost its browser rings here now, answering by itself."""

    agent_id: AgentId
    phone_session_id: PhoneSessionId


class CancelCallback(PersonCommand, frozen=True, kw_only=True, tag="cancel_callback"):
    """A supervisor takes back a callback that has not been kept yet."""

    interaction_id: InteractionId


class ForgetCallback(PersonCommand, frozen=True, kw_only=True, tag="forget_callback"):
    """Who is owed this callback has been erased, and the number with them (the edge says so)."""

    interaction_id: InteractionId


class Deal(PersonCommand, frozen=True, kw_only=True, tag="deal"):
    """A supervisor puts a caller who waits before this agent, whatever queues and skills say."""

    agent_id: AgentId
    interaction_id: InteractionId


class Pull(PersonCommand, frozen=True, kw_only=True, tag="pull"):
    """An agent takes a caller who waits, of those whom it could be given by some ring (`GET /api/v1/routing/waiting`)."""

    agent_id: AgentId
    interaction_id: InteractionId


TransferNumber = Annotated[str, Meta(pattern=r"^\+?[0-9]{2,15}$(?!\n)")]


class CallParty(PersonCommand, frozen=True, kw_only=True, tag="call_party"):
    """The agent in this call calls somebody else; the caller hears music meanwhile. Exactly one of a colleague, a queue (whoever of its own
    people has been free the longest) and a number outside. Who answers in a conference joins it."""

    agent_id: AgentId
    interaction_id: InteractionId
    to_agent_id: AgentId | None = None
    queue_id: QueueId | None = None
    number: TransferNumber | None = None


class Transfer(PersonCommand, frozen=True, kw_only=True, tag="transfer"):
    """The agent lets the caller go without asking: exactly one of a colleague, a number outside, a queue (`front`: before all others) and a
    flow. Where nobody answers, the caller comes back to the agent, or goes to the front of the queue."""

    agent_id: AgentId
    interaction_id: InteractionId
    to_agent_id: AgentId | None = None
    number: TransferNumber | None = None
    queue_id: QueueId | None = None
    front: bool = False
    flow_id: FlowId | None = None


class CompleteTransfer(PersonCommand, frozen=True, kw_only=True, tag="complete_transfer"):
    """The agent leaves; `party_id`, or a colleague in the call, or whoever else is, goes on with the caller. One who is still being rung
    gets the caller on answering."""

    agent_id: AgentId
    interaction_id: InteractionId
    party_id: PartyId | None = None


class SwapParties(PersonCommand, frozen=True, kw_only=True, tag="swap_parties"):
    """From those who were called to the caller, or back; the others hear music."""

    agent_id: AgentId
    interaction_id: InteractionId


class JoinAll(PersonCommand, frozen=True, kw_only=True, tag="join_all"):
    """Everybody hears everybody: a conference, of ten at most."""

    agent_id: AgentId
    interaction_id: InteractionId


class TakeBack(PersonCommand, frozen=True, kw_only=True, tag="take_back"):
    """Back to the caller alone: the others are hung up."""

    agent_id: AgentId
    interaction_id: InteractionId


class Park(PersonCommand, frozen=True, kw_only=True, tag="park"):
    """The agent leaves the caller, who hears music, at a numbered place, for whoever picks the call up; what is noted of it is kept by the page
    before."""

    agent_id: AgentId
    interaction_id: InteractionId


class PickUp(PersonCommand, frozen=True, kw_only=True, tag="pick_up"):
    """The agent takes a parked call: its phone rings, answering by itself."""

    agent_id: AgentId
    interaction_id: InteractionId


class MuteParty(PersonCommand, frozen=True, kw_only=True, tag="mute_party"):
    """Nobody hears the party, or everybody again."""

    agent_id: AgentId
    interaction_id: InteractionId
    party_id: PartyId
    muted: bool


class RemoveParty(PersonCommand, frozen=True, kw_only=True, tag="remove_party"):
    """Hang up one who was called."""

    agent_id: AgentId
    interaction_id: InteractionId
    party_id: PartyId


class IntroduceOwner(PersonCommand, frozen=True, kw_only=True, tag="introduce_owner"):
    """The agent in this call has the client's owners rung, one after another, while the caller hears music. Who answers hears the agent; then
    `complete_transfer`, `join_all`, `owner_said` or `take_back`."""

    agent_id: AgentId
    interaction_id: InteractionId


class OwnerSaid(PersonCommand, frozen=True, kw_only=True, tag="owner_said"):
    """Back to the caller with what came of it. `note_id` names the owner's answer (POST /api/v1/interactions/{id}/notes), `promise_id` the message to
    the owner or the call back (POST /api/v1/promises): kept before this is asked. Acknowledged only when committed."""

    agent_id: AgentId
    interaction_id: InteractionId
    outcome: Literal["answered", "message", "call_back"]
    note_id: NoteId | None = None
    promise_id: PromiseId | None = None


class Listen(PersonCommand, frozen=True, kw_only=True, tag="listen"):
    """Who oversees is in on this call, wherever it is: heard by nobody (`listen`), by its agent (`whisper`) or by all who talk (`join`). Asked again, in
    another way; what a call admits now stands in its `ways`. It goes on to wherever the call goes, silently where nobody is there any more who was
    spoken to.

    The asker's own phone (`POST /api/v1/listening-phone`) is rung.
    """

    interaction_id: InteractionId
    mode: Mode = "listen"


class StopListening(PersonCommand, frozen=True, kw_only=True, tag="stop_listening"):
    """Leave this call; without one, whichever it is (the edge says so when somebody else has ended the asker's sessions)."""

    interaction_id: InteractionId | None = None


class TakeOver(PersonCommand, frozen=True, kw_only=True, tag="take_over"):
    """Who is in on this call, and is an agent, too, has it from now on: instead of its agent, or taken out of its flow, a queue, or from where it is
    parked."""

    interaction_id: InteractionId


class RaiseHand(PersonCommand, frozen=True, kw_only=True, tag="raise_hand"):
    """The agent in this call asks who oversees for help, or (`raised` false) takes it back."""

    agent_id: AgentId
    interaction_id: InteractionId
    raised: bool = True


class PauseRecording(PersonCommand, frozen=True, kw_only=True, tag="pause_recording"):
    """Nothing of the call is recorded until it is resumed, as for card data. `agent_id` is whose call it is, or (`why` form)
    who is in its talk; None: who oversees asks."""

    agent_id: AgentId | None
    interaction_id: InteractionId
    why: PauseWhy = "button"


class ResumeRecording(PersonCommand, frozen=True, kw_only=True, tag="resume_recording"):
    """The recording goes on. A field of a form that was left (`why` form) ends only the pause that it has begun."""

    agent_id: AgentId | None
    interaction_id: InteractionId
    why: PauseWhy = "button"


class CallFollowUp(PersonCommand, frozen=True, kw_only=True, tag="call_follow_up"):
    """An agent calls somebody who gave up: `interaction_id`, as `callback_id`, under which the edge has kept the number."""

    agent_id: AgentId
    interaction_id: InteractionId
    callback_id: InteractionId
    contact_id: ContactId
    queue_id: QueueId
    number_id: NumberId | None = None


class PlaceCall(PersonCommand, frozen=True, kw_only=True, tag="place_call"):
    """An agent calls somebody on its own account, for a queue's project: as `call_id`, under which the edge has kept the `number`.
    `number_id` is the one that is shown."""

    agent_id: AgentId
    call_id: InteractionId
    contact_id: ContactId
    number: TransferNumber
    queue_id: QueueId
    number_id: NumberId | None = None


class TryTrunk(PersonCommand, frozen=True, kw_only=True, tag="try_trunk"):
    """Call a number by this trunk, with this leg, to see whether it works."""

    trunk_id: TrunkId
    leg_id: LegId
    number: Annotated[str, Meta(max_length=40)]


class CallMessage(PersonCommand, frozen=True, kw_only=True, tag="call_message"):
    """The agent has heard the voice message that it answers, and calls who has left it."""

    agent_id: AgentId
    interaction_id: InteractionId


class CloseMessage(PersonCommand, frozen=True, kw_only=True, tag="close_message"):
    """The agent has dealt with the voice message without a call."""

    agent_id: AgentId
    interaction_id: InteractionId


AnyPersonCommand = (
    SetPresence
    | Deal
    | Pull
    | CallMessage
    | CloseMessage
    | DeclineOffer
    | HangUp
    | Hold
    | Resume
    | ExtendWrapUp
    | FinishWrapUp
    | EndRest
    | PhoneOpened
    | PhoneReady
    | CancelCallback
    | ForgetCallback
    | CallFollowUp
    | PlaceCall
    | CallParty
    | Transfer
    | CompleteTransfer
    | SwapParties
    | JoinAll
    | TakeBack
    | Park
    | PickUp
    | MuteParty
    | RemoveParty
    | IntroduceOwner
    | OwnerSaid
    | Listen
    | StopListening
    | TakeOver
    | PauseRecording
    | RaiseHand
    | ResumeRecording
    | TryTrunk
)
