"""What the real switch has after each telling: the configured trunks and phones, and no others."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from ringwell.adapters.asterisk.fallback import routes_of
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.agents.model import AgentProfile
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.model import Number, Trunk
from ringwell.projects.trunks import TrunkFault
from ringwell.runtime import switch_teller
from ringwell.runtime.logs import get_log
from ringwell.runtime.switch_teller import SwitchTeller
from tests.support.floor import address_of
from tests.support.polling import PATIENCE_S, until, until_awaited
from tests.support.servers import RunningSwitch
from tests.support.sip import phone

pytestmark = pytest.mark.live

AT = "127.0.0.31"
ENDPOINT = "a-00112233445566aa"


def workspace(slug: str, *trunks: Trunk, agents: Sequence[str] = ()) -> WorkspaceConfig:
    return WorkspaceConfig(
        workspace_id=f"wsp_{slug}",
        version=1,
        name=slug,
        slug=slug,
        settings=WorkspaceSettings(),
        trunks={trunk.trunk_id: trunk for trunk in trunks},
        numbers={
            "num_1": Number(
                number_id="num_1",
                number="1000",
                project_id="prj_1",
                flow_id="flw_1",
                language="en",
                demo=True,
            )
        },
        agents={
            f"agt_{endpoint}": AgentProfile(
                agent_id=f"agt_{endpoint}",
                user_id="usr_1",
                name="A",
                endpoint=endpoint,
                skills={},
                auto_answer=False,
            )
            for endpoint in agents
        },
    )


class Told:
    """A teller on the real switch, and the configuration that it tells."""

    def __init__(self, ari: Ari, running: RunningSwitch) -> None:
        self.configs: list[WorkspaceConfig] = []
        self.stored: list[WorkspaceConfig] | None = None
        self.running, self.ari = running, ari
        self.phones = AsteriskPhones(ari, domain="ringwell.invalid")
        self.teller = SwitchTeller(
            ari,
            running.config.folders.etc,
            routes=lambda: [routes_of(each, 0, demo=False) for each in self.configs],
            configs=lambda: self.configs,
            newest=self.newest,
            own=frozenset,
            tls=False,
            lab=False,
            now=lambda: datetime.now(UTC),
            log=get_log("test"),
        )

    async def newest(self) -> list[WorkspaceConfig]:
        return self.configs if self.stored is None else self.stored

    async def tell(self, *configs: WorkspaceConfig) -> None:
        self.configs = list(configs)
        await asyncio.wait_for(self.teller.tell(), PATIENCE_S)

    async def called(self, source: str = AT, user: str = "caller") -> int:
        """What a call from there to 1000 is told: 200 when the trunk's workspace takes it."""
        at = (self.running.sip_host, self.running.sip_port)
        async with phone(source, at, user) as caller:
            leg = await caller.call("1000")
            await until(lambda: leg.answered.is_set() or leg.ended.is_set())
            if leg.answered.is_set():
                leg.hang_up()
            await self.no_calls()
            return leg.final

    async def no_calls(self) -> None:
        await until_awaited(self._has_no_calls)

    async def _has_no_calls(self) -> bool:
        return await self.ari.channels.list_all() == []


@asynccontextmanager
async def telling(running: RunningSwitch) -> AsyncGenerator[Told]:
    async with HttpTransport(address_of(running)) as http:
        told = Told(Ari(http), running)
        task = asyncio.create_task(told.teller.run())
        try:
            yield told
        finally:
            await told.tell()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(autouse=True)
def loopback_may_be_a_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """All addresses of a test are on loopback; which ones trunks may have is proved in tests/unit/projects."""
    monkeypatch.setattr(switch_teller, "faults_of", no_faults)


def no_faults(_trunk: Trunk, _own: Collection[str], *, tls: bool, lab: bool) -> list[TrunkFault]:
    del tls, lab
    return []


def trunk(trunk_id: str, name: str, *addresses: str, **more: object) -> Trunk:
    return Trunk(trunk_id=trunk_id, name=name, addresses=addresses, **more)  # pyright: ignore[reportArgumentType]


async def test_a_trunk_that_is_removed_renamed_or_moved_takes_no_more_calls(switch: RunningSwitch) -> None:
    async with telling(switch) as told:
        await told.tell(workspace("one", trunk("trk_1", "main", AT, "127.0.0.32", "127.0.0.33")))
        assert [await told.called(source) for source in (AT, "127.0.0.33")] == [200, 200]
        await told.tell(workspace("one", trunk("trk_1", "renamed", AT)))
        assert [await told.called(source) for source in (AT, "127.0.0.33")] == [200, 401]

        async def only_the_new_name() -> bool:
            known = await told.phones.names()
            return [name for name in known if name.startswith("trunk-one")] == ["trunk-one-renamed"]

        await until_awaited(only_the_new_name)
        await told.tell(workspace("one"))
        assert await told.called() == 401
        for kind in ("endpoints", "aors", "identifies", "registrations", "auths"):
            await until(lambda kind=kind: "trunk-one" not in switch.console(f"pjsip show {kind}"))


@pytest.mark.parametrize(
    ("then", "next_call"),
    [
        pytest.param([], 404, id="removed"),
        pytest.param([trunk("trk_1", "main", "127.0.0.32")], 404, id="moved"),
        pytest.param([trunk("trk_2", "second", AT)], 200, id="another-has-its-address"),
    ],
)
async def test_a_call_of_a_trunk_that_was_taken_away_ends_when_its_caller_hangs_up(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch, then: list[Trunk], next_call: int
) -> None:
    at = (switch.sip_host, switch.sip_port)
    async with telling(switch) as told, phone(AT, at, "caller") as caller, phone(AT, at, "next") as other:
        await told.tell(workspace("one", trunk("trk_1", "main", AT)))
        leg = await caller.call("1000")
        await until(leg.answered.is_set)
        await told.tell(workspace("one", *then))
        late = await other.call("1000")
        await until(lambda: late.answered.is_set() or late.ended.is_set())
        assert late.final == next_call
        if next_call == 200:
            late.hang_up()
        assert not leg.ended.is_set()
        leg.hang_up()
        await told.no_calls()
        monkeypatch.setattr(switch_teller, "TIDY_EVERY_S", 0.1)
        await told.tell(workspace("one", *then))
        await until_awaited(lambda: has_trunks(told, {each.at_switch("one") for each in then}))
        assert await told.called() == (200 if next_call == 200 else 401)
        assert "rw-nobody" not in switch.console("pjsip show identifies")


async def has_trunks(told: Told, names: set[str]) -> bool:
    return {name for name in await told.phones.names() if name.startswith("trunk-one")} == names


async def test_a_trunk_that_the_switch_refuses_is_its_workspaces_alert_and_nobody_elses(
    switch: RunningSwitch,
) -> None:
    bad = trunk("trk_1", "bad", "::::")
    async with telling(switch) as told:
        await told.tell(workspace("one", bad), workspace("two", trunk("trk_2", "main", AT)))
        assert told.teller.told
        assert await told.called() == 200
        [alert] = told.teller.alerts("wsp_one").values()
        assert (alert.code, alert.params) == ("trunk_refused", {"trunk": "bad", "reason": "refused"})
        assert told.teller.alerts("wsp_two") == {}
        assert "trunk-one-bad" not in switch.console("pjsip show endpoints")
        await told.tell(workspace("one", bad), workspace("two", trunk("trk_2", "main", AT)))
        assert told.teller.alerts("wsp_one")[alert.alert_id].since == alert.since
        await told.tell(workspace("one"), workspace("two"))
        assert told.teller.alerts("wsp_one") == {}


async def test_an_address_that_two_workspaces_claim_stays_the_older_trunks(switch: RunningSwitch) -> None:
    async with telling(switch) as told:
        late, early = trunk("trk_9", "late", "127.0.0.0/24"), trunk("trk_1", "early", AT)
        await told.tell(workspace("one", late), workspace("two", early))
        assert [alert.params["reason"] for alert in told.teller.alerts("wsp_one").values()] == [
            "already_exists"
        ]
        identified = switch.console("pjsip show identifies")
        assert "trunk-two-early" in identified
        assert "trunk-one-late" not in identified


async def test_the_phone_of_an_agent_who_is_gone_is_taken_away_and_no_other(switch: RunningSwitch) -> None:
    other = "a-00112233445566bb"
    async with telling(switch) as told:
        told.stored = [workspace("one", agents=[ENDPOINT, other])]
        for endpoint in (ENDPOINT, other):
            await told.phones.provision_desk_phone(endpoint)
        await until_awaited(lambda: has(told, ENDPOINT, other))
        told.stored = [
            workspace("one", agents=[other])
        ]  # added after the brain has last read the configuration
        await told.tell(workspace("one"))
        await until_awaited(lambda: has(told, other))


async def has(told: Told, *endpoints: str) -> bool:
    return {name for name in await told.phones.names() if name.startswith("a-0011")} == set(endpoints)


async def test_a_switch_that_is_away_is_told_as_soon_as_it_is_back(switch: RunningSwitch) -> None:
    async with telling(switch) as told:
        await told.tell(workspace("one"))
        switch.stop()
        try:
            told.configs = [workspace("one", trunk("trk_1", "main", AT))]
            waiting = asyncio.create_task(told.teller.tell())
            await asyncio.sleep(0)
        finally:
            switch.start()
        await waiting
        await until_awaited(lambda: called(told))


async def called(told: Told) -> bool:
    return await told.called() == 200


async def test_numbers_of_the_demo_are_the_demos_workspaces_only(switch: RunningSwitch) -> None:
    assert [number.demo for number in routes_of(workspace("one"), 0, demo=False).numbers] == [False]
    assert [number.demo for number in routes_of(workspace("demo"), 0, demo=True).numbers] == [True]


async def test_a_try_phone_goes_when_its_time_is_over_though_nobody_opens_another(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switch_teller, "TIDY_EVERY_S", 0.1)
    async with telling(switch) as told:
        await told.tell(workspace("one"))
        account = await told.phones.provision_try("wsp_one", 4)

        async def there() -> bool:
            return account.endpoint in await told.phones.names()

        async def gone() -> bool:
            return not await there()

        await until_awaited(there)
        await until_awaited(gone)
