"""The floor's one entrance: a message in; facts, commands, timers and notices out."""

from datetime import datetime

from ringwell.calls import messages as calls
from ringwell.calls.messages import SwitchEvent
from ringwell.journeys import (
    closing,
    fallback,
    inbound,
    offering,
    presence,
    recovery,
    talking,
    waiting,
    wrapup,
)
from ringwell.journeys import commands as ask
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import CallerFound, StoreGone, Timer, TimerFired, Turn
from ringwell.kernel.events import SWITCH, SYSTEM, Actor
from ringwell.kernel.ids import Ids

FloorMessage = SwitchEvent | AnyPersonCommand | TimerFired | CallerFound | StoreGone


def handle(floor: Floor, message: FloorMessage, now: datetime, ids: Ids, actor: Actor | None = None) -> Turn:
    """Let the floor hear one message. Everything that comes of it is in the turn; nothing has been carried out yet."""
    if floor.today.roll(now):
        floor.changed.update(("queues", queue_id) for queue_id in floor.config.queues)
    turn = Turn(floor, now, ids, actor or (SYSTEM if isinstance(message, TimerFired) else SWITCH))
    if isinstance(message, TimerFired):
        _timer(turn, message.timer)
    elif isinstance(message, CallerFound):
        inbound.found(turn, message)
    elif isinstance(message, StoreGone):
        fallback.hand_over(turn)
    elif isinstance(message, ask.PersonCommand):
        _command(turn, message)
    else:
        _switch(turn, message)
    while turn.freed:
        offering.agent_free(turn, turn.freed.pop(0))
    return turn


def _switch(turn: Turn, event: SwitchEvent) -> None:
    match event:
        case calls.CallArrived():
            inbound.arrive(turn, event)
        case calls.KeyPressed():
            inbound.key_pressed(turn, event)
        case calls.PlaybackEnded():
            inbound.playback_ended(turn, event)
        case calls.VoicemailEnded():
            inbound.voicemail_ended(turn, event)
        case calls.LegAnswered():
            talking.answered(turn, event)
        case calls.LegEnded():
            _leg_ended(turn, event.leg_id, event.cause)
        case calls.CommandFailed():
            _failed(turn, event)
        case calls.PhoneReachable():
            presence.phone_reachable(turn, event)
        case calls.FallbackCallEnded():
            fallback.ended(turn, event)
        case calls.SwitchConnected():
            recovery.reconcile(turn, event)
        case calls.SwitchLost():
            turn.floor.switch_up = False
        case calls.LegRinging() | calls.LegsJoined():
            pass


def _leg_ended(turn: Turn, leg_id: str, cause: int) -> None:
    floor = turn.floor
    offer = floor.offers.get(floor.offer_legs.get(leg_id, ""))
    if leg_id in floor.caller_legs:
        closing.caller_gone(turn, floor.caller_legs[leg_id], cause)
    elif offer is not None:
        offering.leg_ended(turn, offer, cause)
    elif leg_id in floor.segment_legs:
        talking.agent_leg_ended(turn, floor.segment_legs[leg_id])
    elif leg_id in floor.fallback_talks:
        fallback.agent_leg_ended(turn, leg_id)
    else:
        talking.restoring_ended(turn, leg_id)


def _failed(turn: Turn, event: calls.CommandFailed) -> None:
    """What the switch refused: a leg that is gone ends by its own event; the rest must not leave anybody waiting."""
    floor = turn.floor
    offer = floor.offers.get(floor.offer_legs.get(event.leg_id, ""))
    if event.command == "RingAgent" and offer is not None:
        offering.end(turn, offer, "failed")
    elif event.command == "RingAgent":
        talking.restoring_ended(turn, event.leg_id)
    elif event.command == "JoinLegs" and not event.gone:
        interaction_id = floor.segment_legs.get(event.leg_id) or floor.caller_legs.get(event.leg_id)
        if interaction_id:
            talking.join_failed(turn, interaction_id)


def _command(turn: Turn, command: AnyPersonCommand) -> None:
    match command:
        case ask.SetPresence():
            presence.set_presence(turn, command)
        case ask.DeclineOffer():
            offering.decline(turn, command)
        case ask.HangUp():
            closing.hang_up(turn, command)
        case ask.Hold():
            talking.hold(turn, command)
        case ask.Resume():
            talking.resume(turn, command)
        case ask.ExtendWrapUp():
            wrapup.extend(turn, command)
        case ask.FinishWrapUp():
            wrapup.finish(turn, command)
        case ask.PhoneOpened():
            presence.phone_opened(turn, command)
        case ask.PhoneReady():
            presence.phone_ready(turn, command)


def _timer(turn: Turn, timer: Timer) -> None:
    match timer.kind:
        case "flow":
            inbound.flow_timer(turn, timer)
        case "max_wait":
            inbound.waited_too_long(turn, timer.key)
        case "place":
            waiting.tell_place(turn, timer.key)
        case "offer":
            offering.deadline_passed(turn, timer.key)
        case "again":
            offering.again(turn, timer)
        case "lost":
            talking.give_up(turn, timer.key)
        case "wrap_up":
            wrapup.over(turn, timer.key)
        case "phone_away":
            presence.phone_away_too_long(turn, timer.key)
