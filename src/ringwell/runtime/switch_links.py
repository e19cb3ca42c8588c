"""Makes what connects a brain to its switch, and says what that serves."""

from collections.abc import Callable, Collection
from datetime import datetime

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.fallback import routes_of, told_before
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.names import WATCH_APP
from ringwell.adapters.asterisk.prompts import prompt_media
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.adapters.asterisk.transport import MayAct
from ringwell.adapters.speech.client import SpeechRecognisers
from ringwell.calls.messages import Prompt, SwitchEvent
from ringwell.calls.recognisers import NoRecognisers
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.journeys.config import WorkspaceConfig
from ringwell.runtime.demo.cast import SLUG as DEMO_SLUG
from ringwell.runtime.floors import Floors
from ringwell.runtime.installation import Installation
from ringwell.runtime.logs import Log
from ringwell.runtime.own_addresses import own_addresses
from ringwell.runtime.shares import Share
from ringwell.runtime.speech import recogniser_sockets
from ringwell.runtime.stores import Stores
from ringwell.runtime.switch_teller import SwitchTeller
from ringwell.runtime.telling import AllConfigs, AllRoutes


class SwitchLinks:
    """Of the brain of this `name`. `may_act` tells whether its lease holds; what the switch tells goes to the floors."""

    def __init__(
        self,
        installation: Installation,
        name: str,
        *,
        floors: Floors,
        stores: Stores,
        may_act: MayAct,
        now: Callable[[], datetime],
        log: Log,
    ) -> None:
        self._installation, self._name = installation, name
        self._floors, self._stores = floors, stores
        self._may_act, self._now, self._log = may_act, now, log
        self._sockets = Sockets()
        sockets = recogniser_sockets(installation)
        self._recognisers = SpeechRecognisers(sockets) if sockets else NoRecognisers()
        self.http = HttpTransport(self._address(), may_act=may_act, sockets=self._sockets)
        self.ari = Ari(self.http)

    def cut(self) -> None:
        """End all connections at once, whatever is about to be sent: for the handler of a signal."""
        self._sockets.cut()

    def teller(self, routes: AllRoutes, configs: AllConfigs) -> SwitchTeller:
        """Who tells the switch what is configured."""
        installation = self._installation
        return SwitchTeller(
            self.ari,
            installation.switch_folders().etc,
            routes=routes,
            configs=configs,
            newest=self._newest,
            own=lambda: own_addresses(installation.settings),
            tls=installation.settings.sip_over_tls,
            lab=installation.settings.demo,
            now=self._now,
            log=self._log,
        )

    def switch(self, share: Share, replaced: Callable[[int], None]) -> AsteriskSwitch:
        """The switch of a share's workspaces."""
        installation = self._installation
        return AsteriskSwitch(
            installation.settings.switch_id,
            self._address(),
            installation.manager(),
            emit=self._heard,
            media=self._media,
            raw_recordings=installation.switch_folders().raw_recordings,
            may_act=self._may_act,
            on_replaced=replaced,
            queue_log=installation.switch_folders().logs / "queue_log",
            cursor=Cursor(
                installation.folders.processes / "queue_log.cursor",
                lambda: share.partitions,
                range(installation.settings.partitions),
            ),
            kept=lambda: self._floors.kept(
                [each for partition in share.partitions for each in self._floors.of(partition)]
            ),
            sockets=self._sockets,
            recognisers=self._recognisers,
            watch_app=f"{WATCH_APP}-{self._name}-{share.number}",
        )

    def routes(self) -> list[WorkspaceRoutes]:
        """Of our own workspaces."""
        left_out, partitions = self._floors.left_out, self._floors.partitions
        return [
            self.routes_of(each, partitions[each.workspace_id], each.workspace_id in left_out)
            for each in self._floors.configs()
        ]

    def routes_of(self, config: WorkspaceConfig, partition: int, left_out: bool) -> WorkspaceRoutes:
        """What the switch is told of a workspace."""
        demo = self._installation.settings.demo and config.slug == DEMO_SLUG
        return routes_of(config, partition, demo=demo, left_out=left_out)

    def told_before(self, workspace_ids: Collection[str]) -> list[WorkspaceRoutes]:
        """What the switch knows of these workspaces, whose configurations cannot be read."""
        return told_before(self._installation.switch_folders().etc, workspace_ids)

    def _address(self) -> AriAddress:
        user = self._installation.credentials()
        return AriAddress(url=self._installation.ari_url, user=user.ari_user, password=user.ari_password)

    def _heard(self, workspace_id: str, event: SwitchEvent) -> None:
        runner = self._floors.runners.get(workspace_id)
        if runner is not None:
            runner.hear(event)

    async def _newest(self) -> list[WorkspaceConfig]:
        """Every workspace's configuration as it stands in the database."""
        known = await self._stores.config.workspaces()
        return [await self._stores.config.load(workspace_id) for workspace_id in known]

    def _media(self, prompt: Prompt) -> str:
        """The prompt's file as the switch wants it."""
        if prompt.sound is not None:
            return str(self._installation.folders.sounds / prompt.sound)
        return prompt_media(prompt.language, FlowPrompt(prompt.code, prompt.number))
