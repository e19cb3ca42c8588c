"""What a caller has been told for a while by whoever oversees."""

from typing import Literal

from ringwell.kernel.events import Fact


class AnnouncementHeard(Fact, frozen=True, kw_only=True, tag="announcement.heard"):
    """The caller is being told this announcement, before the flow, before the queue, or while waiting. No caller hears one twice."""

    announcement_id: str
    where: Literal["flow", "queue", "waiting"]
