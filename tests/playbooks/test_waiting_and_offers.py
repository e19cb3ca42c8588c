"""From the number to a person, and every way in which none comes."""

from msgspec.structs import replace

from ringwell.agents.messages import OfferMade
from ringwell.calls import messages as calls
from ringwell.calls.messages import (
    FlowKeyPressed,
    FlowReported,
    InteractionStarted,
    RecordingFailed,
    VoicemailLeft,
)
from ringwell.journeys.commands import DeclineOffer, SetPresence
from ringwell.routing.messages import PlaceTold, QueueEntered
from tests.playbooks.playbook import (
    A,
    Answers,
    Asks,
    Declines,
    Dials,
    Ended,
    HangsUp,
    HangUpOf,
    Joins,
    Music,
    Never,
    NewConfiguration,
    OfCaller,
    Offer,
    Passes,
    PhoneComes,
    PhoneGoes,
    PhoneRejects,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Refused,
    Rings,
    Says,
    Silence,
    State,
    StopsRinging,
    SwitchRefuses,
    Tells,
    Told,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CLEO, CONFIG, SHOP


def test_a_call_that_an_agent_takes() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1000") << A(InteractionStarted, project_id="prj_1") << Says("greeting")
    assert book >> PromptEnds() << Says("menu")
    assert book >> Presses("1") << A(QueueEntered, place=1) << A(OfferMade, agent_id=ANNA) << Rings(ANNA)
    assert book >> Answers(ANNA) << Offer("accepted") << Visit("answered") << Joins()
    assert book >> HangsUp() << Ended("handled", ended_by="caller") << State(ANNA, "ready", "wrapping_up")


def test_the_caller_hears_music_until_the_agent_answers() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA) << Never(A(PlaceTold))
    assert book >> Passes(0.5) << Music()
    assert book >> Answers(ANNA) << Silence() << Joins()


def test_no_music_begins_for_a_caller_whom_an_agent_answers_at_once() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA) << Never(Music())
    assert book >> Passes(0.3) >> Answers(ANNA) << Never(Silence()) << Joins()
    assert book >> Passes(1) << Never(Music())


def test_music_begins_in_time_for_a_caller_whom_an_agent_declines_at_once() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA)
    assert book >> Declines(ANNA) << Offer("declined")
    assert book >> Passes(0.5) << Music()


def test_an_unknown_number_is_told_and_ended() -> None:
    book = Playbook()
    assert book >> Dials("5555") << OfCaller(calls.AnswerLeg) << Says("unknown-number")
    assert book >> PromptEnds() << Ended("unknown_number") << A(calls.HangUpLeg, reason="unknown_number")
    assert book.floor.calls == {}


def test_an_unknown_number_is_hung_up_on_by_the_caller() -> None:
    assert Playbook() >> Dials("5555") >> HangsUp() << Ended("unknown_number", ended_by="caller")


def test_a_caller_told_of_twice_is_one_call() -> None:
    book = Playbook() >> Dials("1000")
    arrived = calls.CallArrived(
        at=book.now,
        leg_id=book.leg("caller"),
        switch_id="sw1",
        workspace_id="wsp_1",
        number="1000",
        caller_number="",
    )
    assert book >> Tells(arrived) << Never(A(InteractionStarted))
    assert book >> HangsUp() >> Tells(arrived) << Never(A(InteractionStarted))


def test_hang_up_during_the_greeting_and_at_the_menu() -> None:
    assert Playbook() >> Dials("1000") >> HangsUp() << Ended("abandoned_in_flow") << Never(A(QueueEntered))
    book = Playbook() >> Dials("1000") >> PromptEnds()
    assert book >> HangsUp() << Ended("abandoned_in_flow") << Never(HangUpOf())


def test_a_prompt_broken_off_by_the_callers_end_leads_nowhere() -> None:
    """The switch tells of the prompt's end before the leg's: that must ring nobody."""
    queue = {"hello": {"type": "say", "prompts": [{"prompt": "greeting"}], "next": "shop"}}
    shop = {"shop": {"type": "queue", "queue": SHOP}}
    document = {"format": 1, "id": "f", "language": "en", "start": "hello", "nodes": queue | shop}
    flow = replace(CONFIG.flows["flw_menu"], document=document)
    book = Playbook(replace(CONFIG, flows=CONFIG.flows | {"flw_menu": flow})) >> Ready(ANNA)
    assert book >> Dials("1000") >> HangsUp() << Ended("abandoned_in_flow")
    assert book >> Passes(5) << Never(Rings(ANNA))


def test_a_prompt_that_cannot_be_played_is_left_out() -> None:
    book = Playbook() >> SwitchRefuses("PlayPrompts") >> Dials("1000")
    assert book >> Passes(1) << Says("menu")


def test_no_key_twice_then_the_default() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1000") >> PromptEnds() >> PromptEnds()
    assert book >> Passes(5) << Says("menu-timeout")
    assert book >> PromptEnds() >> Passes(5) << A(QueueEntered) << Rings(ANNA)


def test_a_wrong_key_twice_then_the_default() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1000") >> PromptEnds()
    assert book >> Presses("7") << A(FlowKeyPressed, key="7") << Says("wrong-key")
    assert book >> Presses("8") << A(QueueEntered) << Rings(ANNA)


def test_keys_that_nobody_asked_for_are_not_kept() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1000")
    for digit in "4111":
        book = book >> Presses(digit)
    assert len([event for event in book.log if isinstance(event.fact, FlowKeyPressed)]) <= 2
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> Presses("4") << Never(A(FlowKeyPressed))
    assert book >> Answers(ANNA) >> Presses("1") << Never(A(FlowKeyPressed))
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> PromptEnds()
    assert book >> Presses("4") << Never(A(FlowKeyPressed))


def test_closed_hours_are_told_and_end_the_call() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1009") << A(FlowReported, code="flow.closed") << Says("closed")
    assert book >> PromptEnds() << Ended("closed", ended_by="system") << HangUpOf()


def test_hang_up_while_told_of_closed_hours() -> None:
    assert Playbook() >> Dials("1009") >> HangsUp() << Ended("closed", ended_by="caller")


def test_nobody_logged_in_goes_the_flows_way() -> None:
    book = Playbook() >> Ready(CLEO) >> Dials("1000") >> PromptEnds()
    assert book >> Presses("1") << Visit("no_agents") << Says("voicemail-leave-message")


def test_nobody_logged_in_and_no_way_named() -> None:
    book = Playbook()
    assert book >> Dials("1001") << Visit("no_agents") << Says("nobody-logged-in")
    assert book >> PromptEnds() << Ended("rejected", ended_by="system")


def test_an_agent_who_is_not_ready_counts_as_staff() -> None:
    book = Playbook() >> sets(ANNA, "not_ready", "rsn_lunch")
    assert book >> Dials("1001") << Music() << Never(A(calls.InteractionEnded))


def test_the_last_agent_logs_out_while_callers_wait() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> Dials("1001", "second")
    assert (
        book >> sets(ANNA, "offline") << Visit("no_agents") << Says("nobody-logged-in") << Visit("no_agents")
    )
    assert book >> PromptEnds() << Ended("rejected") << Ended("rejected")


def test_the_last_agent_logs_out_while_being_rung() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Dials("1001", "second")
    assert book >> sets(ANNA, "offline") << Offer("withdrawn") << Visit("no_agents") << Visit("no_agents")
    assert book.switch.ringing(ANNA) is None


def test_another_agent_of_the_queue_is_still_there() -> None:
    book = Playbook() >> Ready(ANNA) >> sets(BEN, "not_ready") >> Dials("1001")
    assert book >> sets(ANNA, "offline") << Offer("withdrawn") << Never(A(calls.InteractionEnded))
    assert book >> Ready(BEN) << Rings(BEN)


def test_hang_up_while_waiting() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001")
    assert book >> HangsUp() << Visit("abandoned") << Ended("abandoned_in_queue") << Never(HangUpOf())
    assert book.floor.calls == {}


def test_hang_up_while_an_agent_is_rung() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> HangsUp() << Offer("withdrawn") << State(ANNA, "ready", "idle") << Visit("abandoned")
    assert book << Ended("abandoned_in_queue")
    assert book >> Dials("1001", "second") << Rings(ANNA)


def test_the_agent_answers_just_after_the_caller_is_gone() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    leg = book.rung(ANNA).leg_id
    answered = calls.LegAnswered(at=book.now, leg_id=leg)
    assert book >> HangsUp() >> Tells(answered) << A(calls.HangUpLeg, leg_id=leg)


def test_the_agent_does_not_answer_and_the_next_is_rung() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> Passes(20) << Offer("missed", agent_id=ANNA) << StopsRinging(ANNA) << Rings(BEN)
    assert book >> Answers(BEN) << Offer("accepted", agent_id=BEN) << Visit("answered", waited_ms=20000)


def test_a_missed_call_keeps_its_place() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", "first") >> Passes(2) >> Dials("1001", "second")
    assert book >> Passes(18) << Offer("missed") << Rings(ANNA, interaction_id=book.interaction("second"))
    assert book >> Ready(BEN) << Rings(BEN, interaction_id=book.interaction("first"))


def test_three_misses_in_a_row_pause_the_agent_who_is_told() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> Passes(20) << Offer("missed", misses=1) << Never(Rings(ANNA))
    assert book >> Passes(5) << Rings(ANNA)
    assert book >> Passes(20) << Offer("missed", misses=2)
    assert book >> Passes(25) << Offer("missed", misses=3)
    assert (
        book << State(ANNA, "not_ready", "idle", reason="missed_calls") << Told(ANNA, "missed_calls_paused")
    )
    assert book >> Passes(30) << Never(Rings(ANNA))
    assert book >> sets(ANNA, "ready") << Rings(ANNA)
    assert book.floor.agents[ANNA].misses == 0


def test_an_answer_begins_the_count_of_misses_anew() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001") >> Passes(20) >> Passes(5)
    assert book >> Answers(ANNA) << Offer("accepted", misses=0)


def test_an_agent_declines_and_the_next_is_rung() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> Declines(ANNA) << Offer("declined", misses=0) << State(ANNA, "ready", "idle") << Rings(BEN)
    assert book << Never(Rings(ANNA))


def test_the_phone_itself_rejects() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> PhoneRejects(ANNA) << Offer("declined") << Rings(BEN)


def test_the_only_agent_declines_and_is_asked_again_after_a_while() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> Declines(ANNA) << Offer("declined") << Never(Rings(ANNA))
    assert book >> Passes(4) << Never(Rings(ANNA))
    assert book >> Passes(1) << Rings(ANNA)


def test_two_agents_declined_the_same_caller_and_both_are_asked_again() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> Declines(ANNA) >> Declines(BEN) >> Passes(5) << Rings(ANNA)
    assert book >> Declines(ANNA) << Rings(BEN)


def test_one_who_declined_takes_another_caller() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", "first") >> Dials("1001", "second")
    assert book >> Declines(ANNA) << Rings(ANNA, interaction_id=book.interaction("second"))


def test_an_offer_of_somebody_else_cannot_be_declined() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    ring = book.rung(ANNA).ring
    assert ring
    assert book >> Asks(DeclineOffer(agent_id=BEN, offer_id=ring.offer_id)) << Refused("offer.over")
    assert (
        book
        >> Declines(ANNA)
        >> Asks(DeclineOffer(agent_id=ANNA, offer_id=ring.offer_id))
        << Refused("offer.over")
    )


def test_the_browser_vanishes_while_it_rings() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> PhoneGoes(ANNA) << Offer("failed") << Rings(BEN)
    assert book >> Passes(20) << State(ANNA, "not_ready", "idle", reason="phone_lost")


def test_a_phone_that_comes_back_in_time_leaves_the_agent_ready() -> None:
    book = Playbook() >> Ready(ANNA) >> PhoneGoes(ANNA) >> Passes(10) >> Dials("1001")
    assert book >> PhoneComes(ANNA) << Rings(ANNA)
    assert book >> Answers(ANNA) >> Passes(30) << Never(State(ANNA, "not_ready", "talking"))


def test_ready_without_a_phone_does_not_last() -> None:
    book = Playbook() >> sets(ANNA, "ready") >> Dials("1001") << Never(Rings(ANNA))
    assert book >> Passes(20) << State(ANNA, "not_ready", "idle", reason="phone_lost")


def test_a_phone_that_never_rings_pauses_the_agent() -> None:
    book = Playbook() >> Ready(ANNA)
    book.switch.registered.clear()  # the switch knows, but has not told
    assert book >> Dials("1001") >> Passes(5) >> Passes(5)
    assert book << State(ANNA, "not_ready", "idle", reason="phone_lost")
    assert book >> Passes(60) << Never(Rings(ANNA))


def test_going_not_ready_withdraws_the_offer() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> Dials("1001")
    assert book >> sets(ANNA, "not_ready", "rsn_lunch") << Offer("withdrawn", misses=0) << Rings(BEN)
    assert book.floor.agents[ANNA].reason == "rsn_lunch"


def test_a_supervisor_changes_an_agents_state_and_the_agent_is_told() -> None:
    book = Playbook() >> Ready(ANNA)
    change = Asks(SetPresence(agent_id=ANNA, presence="not_ready", reason="rsn_x"), by_supervisor=True)
    assert book >> change << State(ANNA, "not_ready", "idle") << Told(ANNA, "state_changed_by_supervisor")
    assert book >> sets(ANNA, "ready") << Never(Told(ANNA, "state_changed_by_supervisor"))
    assert book >> sets("agt_nobody", "ready") << Refused("agent.unknown")


def test_the_longest_idle_agent_is_rung_first() -> None:
    book = Playbook() >> Ready(BEN) >> Passes(1) >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(BEN)


def test_the_oldest_caller_is_served_first_and_priority_only_hastens() -> None:
    book = (
        Playbook() >> sets(BEN, "not_ready") >> Dials("1001", "shop") >> Passes(10) >> Dials("1002", "bank")
    )
    assert book >> Passes(10) >> Ready(BEN) << Rings(BEN, interaction_id=book.interaction("bank"))
    book = (
        Playbook() >> sets(BEN, "not_ready") >> Dials("1001", "shop") >> Passes(60) >> Dials("1002", "bank")
    )
    assert book >> Passes(10) >> Ready(BEN) << Rings(BEN, interaction_id=book.interaction("shop"))


def test_places_are_told_now_and_then_and_music_goes_on() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001", "first")
    assert book >> Dials("1001") << Music() << A(PlaceTold, place=2) << Silence() << Says("place-in-line", 2)
    assert book >> PromptEnds() << Music()
    assert book >> HangsUp("first") >> Passes(27) << Says("place-in-line", 1)


def test_no_place_is_told_while_an_agent_is_rung_but_afterwards() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001")
    assert book >> Passes(19) << Never(A(PlaceTold))
    assert book >> sets(ANNA, "not_ready") >> Passes(11) << A(PlaceTold, place=1)


def test_an_agent_answers_while_the_caller_hears_its_place() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001") >> Ready(ANNA)
    assert book >> Answers(ANNA) << OfCaller(calls.StopPlayback) << Silence() << Joins()
    assert book >> Passes(60) << Never(A(PlaceTold)) << Never(Music())


def test_waiting_too_long_goes_the_flows_way() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1000") >> PromptEnds() >> Presses("1")
    assert (
        book
        >> Passes(120)
        << Visit("timed_out", waited_ms=120_000)
        << Silence()
        << Says("voicemail-leave-message")
    )


def test_waiting_too_long_while_an_agent_is_rung_waits_for_the_answer() -> None:
    book = (
        Playbook() >> sets(ANNA, "not_ready") >> Dials("1000") >> PromptEnds() >> Presses("1") >> Passes(115)
    )
    assert book >> Ready(ANNA) << Rings(ANNA)
    assert book >> Passes(10) << Never(A(calls.InteractionEnded)) << Never(Visit("timed_out"))
    assert book >> Answers(ANNA) << Visit("answered")
    book = (
        Playbook() >> sets(ANNA, "not_ready") >> Dials("1000") >> PromptEnds() >> Presses("1") >> Passes(115)
    )
    assert book >> Ready(ANNA) >> Passes(21) << Offer("missed") << Visit("timed_out")


def test_a_caller_whom_nobody_can_serve_when_the_offer_ends_is_told_so() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1000") >> PromptEnds() >> Presses("1")
    unskilled = {ANNA: replace(CONFIG.agents[ANNA], skills={})}
    book = book >> NewConfiguration(replace(CONFIG, agents=unskilled)) << Never(Visit("no_agents"))
    assert (
        book >> Declines(ANNA) << Offer("declined") << Visit("no_agents") << Says("voicemail-leave-message")
    )


def test_a_reason_that_the_workspace_does_not_have_is_refused() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> sets(ANNA, "not_ready", "rsn_invented") << Refused("reason.unknown")
    assert book.floor.agents[ANNA].presence == "ready"


def test_a_message_is_left() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2")
    assert (
        book >> PromptEnds() << A(calls.RecordingStarted, kind="voicemail") << OfCaller(calls.RecordVoicemail)
    )
    assert book >> Passes(8) << A(VoicemailLeft, duration_ms=8000) << Says("thanks")
    assert book >> PromptEnds() << Ended("voicemail", ended_by="system") << HangUpOf()


def test_a_message_is_ended_by_its_key() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> PromptEnds()
    assert book >> Presses("#") << A(VoicemailLeft, duration_ms=4000) << Says("thanks")


def test_a_message_is_ended_by_hanging_up() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> PromptEnds()
    assert book >> HangsUp() << A(VoicemailLeft) << Ended("voicemail", ended_by="caller")
    assert book.floor.calls == {}


def test_a_message_that_cannot_be_recorded() -> None:
    book = Playbook() >> Dials("1000") >> PromptEnds() >> Presses("2") >> SwitchRefuses("RecordVoicemail")
    assert book >> PromptEnds() << A(RecordingFailed, code="no_file") << Says("thanks")
    assert book >> PromptEnds() << Ended("ended_in_flow")


def test_a_queue_that_is_not_there_any_more() -> None:
    book = Playbook(replace(CONFIG, queues={}))
    assert book >> Dials("1001") << A(FlowReported, code="flow.unknown_queue") << Says("nobody-logged-in")


def test_new_skills_let_an_agent_serve_those_who_wait() -> None:
    book = Playbook() >> Ready(CLEO) >> sets(ANNA, "not_ready") >> Dials("1001")
    cleo = replace(CONFIG.agents[CLEO], skills={"shop": 9})
    config = replace(CONFIG, agents=CONFIG.agents | {CLEO: cleo})
    assert book >> NewConfiguration(config) << Rings(CLEO)


def test_the_only_agent_is_taken_out_of_the_configuration() -> None:
    book = Playbook() >> sets(ANNA, "not_ready") >> Dials("1001")
    config = replace(CONFIG, agents={BEN: CONFIG.agents[BEN]})
    assert book >> NewConfiguration(config) << Visit("no_agents") << Says("nobody-logged-in")


def test_an_agent_who_is_put_back_is_not_rung_by_the_switch_before_going_ready() -> None:
    without = replace(CONFIG, version=2, agents={BEN: CONFIG.agents[BEN]})
    book = Playbook() >> Ready(ANNA) << A(calls.SetFallbackMember, endpoint="a-anna", available=True)
    book = book >> NewConfiguration(without) >> NewConfiguration(replace(CONFIG, version=3))
    assert book << A(calls.SetFallbackMember, endpoint="a-anna", available=False)


def test_the_switch_cannot_ring() -> None:
    book = Playbook() >> Ready(ANNA) >> Passes(1) >> Ready(BEN) >> SwitchRefuses("RingAgent")
    assert book >> Dials("1001") << Offer("failed") << Rings(BEN)


def test_the_switch_cannot_answer() -> None:
    book = Playbook() >> SwitchRefuses("AnswerLeg")
    assert book >> Dials("1000") << Ended("failed", ended_by="switch") << HangUpOf()
    book = Playbook() >> SwitchRefuses("AnswerLeg", gone=True)
    assert book >> Dials("1000") << Never(Ended("failed"))


def test_music_that_fails_changes_nothing() -> None:
    book = Playbook() >> Ready(ANNA) >> SwitchRefuses("StartMusic") >> Dials("1001") >> Answers(ANNA)
    assert book >> HangsUp() << Ended("handled")
