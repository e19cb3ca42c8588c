"""The floor's one entrance: a message in; facts, commands, timers and notices out."""

from datetime import datetime

from ringwell.calls import messages as calls
from ringwell.calls.hearing import HearingFailed, SpeechBegan, SpeechHeard
from ringwell.calls.messages import SwitchEvent
from ringwell.journeys import (
    announcements,
    announcing,
    asking,
    beginning,
    breather,
    callback_ends,
    callbacks,
    closing,
    comfort,
    cut_off,
    dealing,
    desk_phones,
    dialling,
    fallback,
    follow_ups,
    going_out,
    hand,
    hanging_up,
    hold_guard,
    in_flow,
    inbound,
    introducing,
    line_limits,
    listening,
    lost,
    offering,
    own_calls,
    parking,
    parties,
    presence,
    recording,
    recovery,
    taking_over,
    talking,
    transfers,
    trunk_tests,
    voice_messages,
    waiting,
    wrapup,
)
from ringwell.journeys import commands as ask
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import (
    SWITCH_TIMERS,
    CallbackCommitted,
    CallerFound,
    CallerUnknown,
    Configured,
    MessageKept,
    NumberFound,
    NumberKept,
    NumberRefused,
    ServiceAnswered,
    StoreBack,
    StoreGone,
    Timer,
    TimerFired,
    Turn,
)
from ringwell.kernel.events import SWITCH, SYSTEM, Actor
from ringwell.kernel.ids import Ids

FloorMessage = (
    SwitchEvent
    | AnyPersonCommand
    | TimerFired
    | CallerFound
    | CallerUnknown
    | NumberKept
    | NumberRefused
    | NumberFound
    | ServiceAnswered
    | MessageKept
    | CallbackCommitted
    | Configured
    | StoreGone
    | StoreBack
)
TRANSFER_COMMANDS = (
    ask.CallParty
    | ask.Transfer
    | ask.CompleteTransfer
    | ask.SwapParties
    | ask.JoinAll
    | ask.TakeBack
    | ask.Park
    | ask.PickUp
    | ask.MuteParty
    | ask.RemoveParty
    | ask.IntroduceOwner
    | ask.OwnerSaid
)
OVERSIGHT_COMMANDS = (
    ask.Listen | ask.StopListening | ask.TakeOver | ask.PauseRecording | ask.ResumeRecording | ask.RaiseHand
)
CALL_COMMANDS = (
    ask.HangUp
    | ask.Hold
    | ask.Resume
    | ask.CallFollowUp
    | ask.PlaceCall
    | ask.TryTrunk
    | ask.Deal
    | ask.Pull
    | ask.CallMessage
    | ask.CloseMessage
    | TRANSFER_COMMANDS
    | OVERSIGHT_COMMANDS
)
"""What is done at the switch: refused while nothing can be done there."""


AGAIN_S = 1.0
"""When the switch is asked again for what it refused and must not be left undone."""


def handle(floor: Floor, message: FloorMessage, now: datetime, ids: Ids, actor: Actor | None = None) -> Turn:
    """Let the floor hear one message. Everything that comes of it is in the turn; nothing has been carried out yet."""
    floor.roll(now)
    turn = Turn(floor, now, ids, actor or (SWITCH if isinstance(message, calls.Message) else SYSTEM))
    match message:
        case TimerFired():
            _timer(turn, message.timer)
        case CallerFound():
            beginning.found(turn, message)
            inbound.caller_known(turn, message.interaction_id)
            offering.caller_known(turn, message.interaction_id)
            callbacks.take_up(turn, message.interaction_id)
        case CallerUnknown():
            beginning.looked_up(turn, message.interaction_id)
            inbound.caller_known(turn, message.interaction_id)
            offering.caller_known(turn, message.interaction_id)
        case NumberKept():
            _number_kept(turn, message)
        case NumberRefused():
            _number_refused(turn, message)
        case ServiceAnswered():
            inbound.service_answered(turn, message)
        case MessageKept():
            inbound.message_kept(turn, message)
        case CallbackCommitted():
            asking.committed(turn, message)
        case NumberFound():
            callbacks.number_found(turn, message)
        case Configured():
            known = floor.config.agents.keys()
            floor.configure(message.config, now)
            recovery.rematch(turn, floor.config.agents.keys() - known)
            announcements.tell_all_waiting(turn)
        case StoreGone():
            floor.handing_over = True
        case StoreBack():
            fallback.store_back(turn)
        case ask.PersonCommand():
            _command(turn, message)
        case _:
            _switch(turn, message)
    while turn.settled:
        in_flow.acted(turn, *turn.settled.pop(0))
    if turn.offer_ended:
        in_flow.leave_unstaffed(turn)
    introducing.settle(turn)
    desk_phones.settle(turn)
    waiting.feel_pressure(turn)
    _bring_together(turn)
    if floor.handing_over and floor.switch_up:
        fallback.hand_over(turn)
    listening.settle(turn)
    return turn


def _number_kept(turn: Turn, answer: NumberKept) -> None:
    """It is whose journey has asked for it."""
    if not any(each.number_kept(turn, answer) for each in (cut_off, desk_phones, voice_messages)):
        asking.number_kept(turn, answer)


def _number_refused(turn: Turn, answer: NumberRefused) -> None:
    if not any(each.number_refused(turn, answer) for each in (cut_off, desk_phones, voice_messages)):
        asking.number_refused(turn, answer)


def _bring_together(turn: Turn) -> None:
    """Agents who have become free, callers whose turn has come, and what follows from two who talk."""
    while turn.joined or turn.gone or turn.freed or turn.due:
        joined, turn.joined = turn.joined, []
        for interaction_id in joined:
            callbacks.joined(turn, interaction_id)
        gone, turn.gone = turn.gone, []
        for agent_id in gone:
            offering.nobody_waits_for(turn, agent_id)
        due, turn.due = turn.due, []
        for match in due:
            dialling.turn_has_come(turn, match)
        freed, turn.freed = dict.fromkeys(turn.freed), []
        for agent_id in freed:
            offering.agent_free(turn, agent_id)


def _switch(turn: Turn, event: SwitchEvent) -> None:
    match event:
        case calls.CallArrived() if turn.floor.caller_legs.get(event.leg_id, "") in turn.floor.elsewhere:
            recovery.came_back(turn, turn.floor.caller_legs[event.leg_id])
        case calls.CallArrived():
            inbound.arrive(turn, event)
        case calls.KeyPressed():
            if not introducing.key_pressed(turn, event):
                inbound.key_pressed(turn, event)
        case calls.PlaybackEnded():
            if not announcing.playback_ended(turn, event):
                inbound.playback_ended(turn, event)
        case calls.VoicemailEnded():
            inbound.voicemail_ended(turn, event)
        case calls.LegAnswered():
            _leg_answered(turn, event.leg_id, machine=event.machine)
        case calls.EarlyMedia():
            dialling.early_media(turn, event.leg_id)
            parties.early_media(turn, event.leg_id)
        case calls.LegEnded():
            _leg_ended(turn, event)
        case calls.RecordingMuted():
            recording.done(turn, event)
        case calls.CommandFailed():
            _failed(turn, event)
        case calls.PhoneReachable():
            presence.phone_reachable(turn, event)
        case calls.PhoneDialled():
            desk_phones.dialled(turn, event)
        case calls.TransferAsked():
            desk_phones.transfer_asked(turn, event)
        case calls.LegHeld():
            desk_phones.held(turn, event)
        case calls.CallerTaken():
            fallback.taken(turn, turn.floor.caller_legs.get(event.leg_id, ""))
        case calls.FallbackCallEnded():
            fallback.ended(turn, event)
        case calls.SwitchConnected():
            recovery.reconcile(turn, event)
        case calls.SwitchLost():
            turn.floor.switch_up = False
            trunk_tests.switch_lost(turn)
        case SpeechBegan() | SpeechHeard() | HearingFailed():
            inbound.spoken(turn, event)


def _leg_answered(turn: Turn, leg_id: str, *, machine: bool) -> None:
    """A leg that rang an agent has answered; one that nobody waits for any more is hung up."""
    going_out.answered(turn, leg_id)
    trunk_tests.answered(turn, leg_id)
    offer = turn.floor.offers.get(turn.floor.offer_legs.get(leg_id, ""))
    if offer is not None:
        if not dialling.agent_answered(turn, offer):
            talking.answered(turn, offer)
    elif (
        (machine and introducing.machine_answered(turn, leg_id))
        or transfers.answered(turn, leg_id)
        or leg_id in turn.floor.dial_legs
        or dialling.customer_answered(turn, leg_id)
        or listening.answered(turn, leg_id)
    ):
        return
    elif not lost.restored(turn, leg_id) and leg_id not in turn.floor.segment_legs:
        turn.do(calls.HangUpLeg(leg_id=leg_id))


def _leg_ended(turn: Turn, event: calls.LegEnded) -> None:
    floor, leg_id, cause = turn.floor, event.leg_id, event.cause
    offer = floor.offers.get(floor.offer_legs.get(leg_id, ""))
    going_out.ended(turn, leg_id)
    trunk_tests.ended(turn, event)
    if listening.leg_ended(turn, leg_id) or desk_phones.leg_ended(turn, leg_id):
        return
    if dialling.customer_leg_ended(turn, floor.caller_legs.get(leg_id, ""), cause):
        return
    if transfers.leg_ended(turn, leg_id, cause):
        return
    if leg_id in floor.dial_legs:
        dialling.attempt_over(turn, floor.dial_legs[leg_id], "agent_gone")
    elif leg_id in floor.caller_legs:
        closing.caller_gone(turn, floor.caller_legs[leg_id], cause)
    elif offer is not None:
        offering.leg_ended(turn, offer, cause)
    elif leg_id in floor.segment_legs:
        lost.agent_leg_ended(turn, floor.segment_legs[leg_id], event)
    elif leg_id in floor.fallback_talks:
        fallback.agent_leg_ended(turn, leg_id)
    else:
        lost.restoring_ended(turn, leg_id)


def _failed(turn: Turn, event: calls.CommandFailed) -> None:
    """What the switch refused: a leg that is gone ends by its own event; the rest must not leave anybody waiting."""
    floor = turn.floor
    offer = floor.offers.get(floor.offer_legs.get(event.leg_id, ""))
    interaction_id = floor.segment_legs.get(event.leg_id) or floor.caller_legs.get(event.leg_id)
    if event.command == "RingCustomer":
        going_out.ended(turn, event.leg_id)
        trunk_tests.failed(turn, event.leg_id)
    if transfers.leg_failed(turn, event):
        return
    match event.command:
        case "Overhear" | "JoinLegs" if not event.gone and listening.refused(turn, event.leg_id):
            return
        case "StartRecording" | "PauseRecording" | "ResumeRecording":
            recording.refused(turn, event)
        case "RingAgent" if offer is not None:
            offering.end(turn, offer, "failed")
        case "RingCustomer" if interaction_id:
            dialling.attempt_over(turn, interaction_id, "failed")
        case "RingAgent":
            lost.restoring_ended(turn, event.leg_id)
        case "JoinLegs" if interaction_id and not event.gone:
            lost.unjoined(turn, interaction_id)
        case "PartLeg" if interaction_id and not event.gone:
            talking.hold_failed(turn, interaction_id)
        case "HangUpLeg" if not event.gone:
            turn.set_timer(Timer("hang_up", event.leg_id), AGAIN_S)
        case "SendToFallback" if interaction_id and not event.gone:
            turn.set_timer(Timer("hand_over", interaction_id), AGAIN_S)
        case "AnswerLeg" if interaction_id and not event.gone:
            closing.end(turn, interaction_id, "failed", "switch")
        case _:
            pass


def _command(turn: Turn, command: AnyPersonCommand) -> None:
    if isinstance(command, CALL_COMMANDS) and not turn.floor.switch_up:
        turn.refuse("switch_away")
        return
    match command:
        case ask.SetPresence():
            presence.set_presence(turn, command)
        case ask.DeclineOffer():
            offering.decline(turn, command)
        case ask.Deal():
            dealing.deal(turn, command)
        case ask.Pull():
            dealing.pull(turn, command)
        case ask.HangUp():
            hanging_up.hang_up(turn, command)
        case ask.Hold():
            talking.hold(turn, command)
        case ask.Resume():
            talking.resume(turn, command)
        case ask.ExtendWrapUp():
            wrapup.extend(turn, command)
        case ask.FinishWrapUp():
            wrapup.finish(turn, command)
        case ask.EndRest():
            breather.end(turn, command)
        case ask.PhoneOpened():
            presence.phone_opened(turn, command)
        case ask.PhoneReady():
            presence.phone_ready(turn, command)
        case ask.CancelCallback():
            callback_ends.cancel(turn, command)
        case ask.ForgetCallback():
            callback_ends.forget(turn, command)
        case ask.CallFollowUp():
            follow_ups.follow_up(turn, command)
        case ask.PlaceCall():
            own_calls.place(turn, command)
        case ask.CallMessage():
            voice_messages.call_back(turn, command)
        case ask.CloseMessage():
            voice_messages.close(turn, command)
        case ask.TryTrunk():
            trunk_tests.begin(turn, command)
        case (
            ask.Listen()
            | ask.StopListening()
            | ask.TakeOver()
            | ask.PauseRecording()
            | ask.ResumeRecording()
            | ask.RaiseHand()
        ):
            _oversight(turn, command)
        case _:
            _transfer(turn, command)


def _transfer(turn: Turn, command: TRANSFER_COMMANDS) -> None:
    match command:
        case ask.CallParty():
            transfers.consult(turn, command)
        case ask.Transfer():
            transfers.blind(turn, command)
        case ask.CompleteTransfer():
            transfers.complete(turn, command)
        case ask.SwapParties():
            transfers.swap(turn, command)
        case ask.JoinAll():
            transfers.join_all(turn, command)
        case ask.TakeBack():
            transfers.take_back(turn, command)
        case ask.Park():
            parking.park(turn, command)
        case ask.PickUp():
            parking.pick_up(turn, command)
        case ask.MuteParty():
            transfers.mute(turn, command)
        case ask.RemoveParty():
            transfers.remove(turn, command)
        case ask.IntroduceOwner():
            introducing.introduce(turn, command)
        case ask.OwnerSaid():
            introducing.said(turn, command)


def _oversight(turn: Turn, command: OVERSIGHT_COMMANDS) -> None:
    match command:
        case ask.RaiseHand():
            hand.set_hand(turn, command)
        case ask.PauseRecording():
            recording.pause(turn, command)
        case ask.ResumeRecording():
            recording.resume(turn, command)
        case ask.Listen():
            listening.listen(turn, command)
        case ask.StopListening():
            listening.stop(turn, command)
        case ask.TakeOver():
            taking_over.take_over(turn, command)


def _timer(turn: Turn, timer: Timer) -> None:
    if timer.kind in SWITCH_TIMERS and not turn.floor.switch_up:
        return
    match timer.kind:
        case "flow":
            inbound.flow_timer(turn, timer)
        case "unheard":
            inbound.unheard(turn, timer)
        case "max_wait":
            inbound.waited_too_long(turn, timer.key)
        case "known":
            offering.caller_known(turn, timer.key)
        case "widen":
            offering.widened(turn, timer.key)
        case "music":
            waiting.quiet_over(turn, timer.key)
        case "place":
            comfort.tell_place(turn, timer.key)
        case "callback_offer":
            comfort.offer_callback(turn, timer.key)
        case "announcement":
            announcements.tell_waiting(turn, timer.key)
        case "ask":
            asking.timed_out(turn, timer)
        case "callback":
            callbacks.woken(turn, timer.key)
        case "line":
            line_limits.look(turn, timer.key)
        case "dial":
            dialling.not_answered(turn, timer.key)
        case "offer":
            offering.deadline_passed(turn, timer.key)
        case "again":
            offering.again(turn, timer)
        case "party":
            transfers.not_answered(turn, timer.token, timer.key)
        case "owner_key":
            announcing.no_key(turn, timer)
        case "hold_limit":
            hold_guard.passed(turn, timer.key)
        case "park":
            parking.waited_too_long(turn, timer.key)
        case "form_pause":
            recording.too_long_in_form(turn, timer.key)
        case "lost":
            lost.give_up(turn, timer.key)
        case "gone":
            closing.gone(turn, timer.key)
        case "unjoined":
            lost.join_failed(turn, timer)
        case "hang_up":
            turn.do(calls.HangUpLeg(leg_id=timer.key))
        case "hand_over":
            fallback.hand_over_again(turn, timer.key)
        case "wrap_up":
            wrapup.over(turn, timer.key)
        case "rest":
            breather.over(turn, timer.key)
        case "site_hours":
            recovery.hours_changed(turn)
        case "phone_away":
            presence.phone_away_too_long(turn, timer.key)
