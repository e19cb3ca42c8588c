"""Text messages in memory: gateways, their settings, tests of them."""

from collections import Counter, defaultdict

from msgspec.structs import replace

from ringwell.kernel.errors import NotFound, VersionConflict
from ringwell.kernel.events import Actor
from ringwell.kernel.gsm import divided
from ringwell.kernel.sms import (
    Lately,
    NewText,
    SmsSettings,
    TakeReceipt,
    Text,
    TextLine,
    TextOutcome,
    TextTold,
)


class MemoryGateways:
    """The twin of `SmsGateways`: `took` what it was given; it refuses as a gateway by HTTP would."""

    def __init__(self) -> None:
        self.took: list[Text] = []
        self.away = False
        self.says: list[int] = []
        self.receipts: TakeReceipt | None = None

    def refuse(self, status: int) -> None:
        self.says.append(status)

    def line(self, settings: SmsSettings, receipts: TakeReceipt) -> TextLine:
        del settings
        self.receipts = receipts
        return _MemoryLine(self)


class _MemoryLine:
    def __init__(self, of: MemoryGateways) -> None:
        self._of = of

    async def listen(self) -> TextOutcome | None:
        return TextOutcome(verdict="later", code="no_connection") if self._of.away else None

    async def send(self, text: Text) -> TextOutcome:
        if self._of.away:
            return TextOutcome(verdict="later", code="no_connection")
        status = self._of.says.pop(0) if self._of.says else 200
        if status == 200:
            self._of.took.append(text)
            parts = len(divided(text.text).parts)
            return TextOutcome(
                verdict="sent", ids=tuple(f"{text.text_id}-{n}" for n in range(text.first, parts))
            )
        if status == 429:
            return TextOutcome(verdict="later", code="throttled", reason=str(status))
        return TextOutcome(
            verdict="later" if status >= 500 else "refused", code="gateway", reason=str(status)
        )

    async def close(self) -> None:
        return None


class MemorySmsSetup:
    def __init__(self) -> None:
        self.kept: dict[str, SmsSettings] = defaultdict(SmsSettings)

    async def read(self, workspace_id: str) -> SmsSettings:
        return self.kept[workspace_id]

    async def write(
        self, workspace_id: str, settings: SmsSettings, by: Actor, *, if_version: int | None
    ) -> SmsSettings:
        del by
        before = self.kept[workspace_id]
        if if_version is not None and if_version != before.version:
            raise VersionConflict(current=before.version)
        self.kept[workspace_id] = replace(settings, version=before.version + 1)
        return self.kept[workspace_id]


class MemoryTextTests:
    """`why`: what keeps texts from going out."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], NewText] = {}
        self.why: str | None = None

    async def put(self, workspace_id: str, text: NewText) -> str | None:
        if self.why is None:
            self.kept[workspace_id, text.text_id] = text
        return self.why

    async def told(self, workspace_id: str, text_id: str) -> TextTold:
        if (workspace_id, text_id) not in self.kept:
            raise NotFound(kind="texts", id=text_id)
        return TextTold(text_id=text_id, state="queued", parts=1, attempts=0)

    async def lately(self, workspace_id: str) -> Lately:
        mine = Counter(workspace for workspace, _ in self.kept)[workspace_id]
        return Lately(queued=mine, parts=mine)
