from dataclasses import replace
from pathlib import Path

from ringwell.adapters.asterisk.dialplan import (
    Announced,
    FallbackQueue,
    NumberRoute,
    WorkspaceRoutes,
    extensions_conf,
    numbers_conf,
    queues_generated_conf,
)
from ringwell.adapters.asterisk.switch_config import SwitchFolders

FOLDERS = SwitchFolders(*(Path("/r") / name for name in ("switch", "run", "logs", "recordings", "sounds")))
ROUTES = WorkspaceRoutes(
    workspace_id="wsp_1",
    partition=3,
    language="pl",
    max_calls=7,
    numbers=(NumberRoute("1000", "en", "que_1", demo=True), NumberRoute("1002", "ru")),
    queues=(FallbackQueue("que_1", ("a-1",)),),
    agents={"a-1": "agt_1", "a-2": "agt_2"},
)


def section(text: str, name: str) -> str:
    return text.partition(f"[{name}]")[2].partition("\n[")[0]


def test_a_number_leads_to_its_partition_and_names_its_fallback() -> None:
    number = section(numbers_conf([ROUTES]), "rw-in-wsp_1").partition("exten => 1002")[0]
    assert "exten => 1000,1,MSet(__RW_FALLBACK_QUEUE=que_1,__RW_APP=ringwell-p3," in number
    assert ",CHANNEL(language)=en," in number


def test_a_number_without_a_queue_falls_back_to_everyone() -> None:
    number = section(numbers_conf([ROUTES]), "rw-in-wsp_1").partition("exten => 1002")[2]
    assert "MSet(__RW_FALLBACK_QUEUE=rw-everyone-wsp_1," in "exten => 1002" + number


def test_what_is_not_to_be_recorded_the_fallback_does_not_record_either() -> None:
    quiet = replace(ROUTES, numbers=(replace(ROUTES.numbers[0], recorded=False), ROUTES.numbers[1]))
    quietly, _, other = section(numbers_conf([quiet]), "rw-in-wsp_1").partition("exten => 1002")
    assert "__RW_UNRECORDED=1" in quietly
    assert "__RW_UNRECORDED" not in other
    agent = section(extensions_conf(10, FOLDERS), "rw-fallback-agent")
    assert agent.index('ExecIf($["${RW_UNRECORDED}" = "1"]?Return())') < agent.index("MixMonitor(")


def test_what_is_announced_is_told_to_callers_of_its_number_only() -> None:
    first = replace(
        ROUTES.numbers[0], announced=(Announced(1_790_000_000, "ab"), Announced(1_790_000_060, "cd"))
    )
    told = replace(ROUTES, numbers=(first, ROUTES.numbers[1]))
    number, _, other = section(numbers_conf([told]), "rw-in-wsp_1").partition("exten => 1002")
    assert ",RW_ANNOUNCED=1790000000:ab:1790000060:cd," in number
    assert "RW_ANNOUNCED" not in other


def test_only_who_is_new_to_the_fallback_hears_what_is_announced() -> None:
    text = extensions_conf(10, FOLDERS)
    assert "?rw-fallback,new,1)" in section(text, "rw-inbound")
    assert "exten => new,1,Set(RW_TO_HEAR=${RW_ANNOUNCED})" in section(text, "rw-fallback")
    back = section(text, "rw-inbound").partition("exten => back,1,")[2]
    assert back.index("Set(RW_ANNOUNCED=)") < back.index("Goto(s,enter)")


def test_try_phones_reach_demo_numbers_and_drafts_only() -> None:
    demo, draft, onward = section(numbers_conf([ROUTES]), "rw-try-wsp_1").strip().splitlines()
    assert demo == "exten => 1000,1,Goto(rw-in-wsp_1,1000,1)"
    assert draft.startswith("exten => _*99XXXXXXXXX,1,MSet(__RW_APP=ringwell-p3,__RW_WORKSPACE=wsp_1,")
    assert onward == " same => n,Goto(rw-inbound,s,1)"


def test_no_trunk_reaches_a_draft() -> None:
    inbound = section(numbers_conf([ROUTES]), "rw-in-wsp_1").splitlines()
    refused = inbound.index("exten => _*99XXXXXXXXX,1,Hangup(1)")
    assert not inbound[refused + 1].startswith(" same")


def test_what_was_dialled_is_cleaned_before_it_becomes_an_argument() -> None:
    assert "__RW_NUMBER=${EXTEN}" not in numbers_conf([ROUTES])
    assert "FILTER(+*#0-9a-zA-Z,${EXTEN})" in numbers_conf([ROUTES])


def test_who_calls_is_cleaned_before_anything_else_sees_it() -> None:
    inbound = section(extensions_conf(10, FOLDERS), "rw-inbound")
    before, cleaned, after = inbound.partition("Set(CALLERID(num)=${FILTER(+*#0-9a-zA-Z,${CALLERID(num)})})")
    assert cleaned
    assert "Stasis(" not in before
    assert "CALLERID(num)" not in after
    assert "Set(CALLERID(name)=${FILTER(" in after.partition("Stasis(")[0]


def test_no_pattern_matches_the_hangup_extension() -> None:
    text = numbers_conf([ROUTES]) + extensions_conf(10, FOLDERS)
    patterns = {line.split(",")[0] for line in text.splitlines() if line.startswith("exten => _")}
    assert patterns == {"exten => _[+*#0-9]!", "exten => _[a-zA-Z].", "exten => _*99XXXXXXXXX"}


def test_the_fallback_rings_who_is_free_by_both_the_brain_and_the_phone() -> None:
    assert "exten => a-1,hint,Stasis:a-1&PJSIP/a-1" in numbers_conf([ROUTES])
    queues = queues_generated_conf([ROUTES])
    assert "member => PJSIP/a-1,0,a-1,hint:a-1@rw-hints" in section(queues, "que_1")
    assert "a-2" not in section(queues, "que_1")
    assert "member => PJSIP/a-2" in section(queues, "rw-everyone-wsp_1")


def test_the_demo_trunk_knows_workspaces_with_demo_numbers_only() -> None:
    other = WorkspaceRoutes("wsp_2", 1, "en", 7, (NumberRoute("1", "en"),), (), {})
    trunk = section(numbers_conf([ROUTES, other]), "rw-trunk")
    assert trunk.strip() == "include => rw-in-wsp_1"


def test_calls_of_a_workspace_that_is_left_out_come_to_no_brain() -> None:
    number = section(numbers_conf([replace(ROUTES, left_out=True)]), "rw-in-wsp_1")
    assert "__RW_APP=ringwell-left-out," in number
    assert "ringwell-p" not in number
    assert "MSet(__RW_FALLBACK_QUEUE=que_1," in number
