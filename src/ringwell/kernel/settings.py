"""What a workspace decides for itself, with the defaults that a new workspace gets."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

CallerChoice = Literal["oldest", "ratio", "cost_rate"]
"""Which of those who wait in several queues a free agent gets."""


ShiftCheckPolicy = Literal["off", "offered", "required"]
"""Whether agents check headset, network and noise before they are ready for the first time of a day."""


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What protects agents. `breather_after` interactions without a pause of `breather_s` one is given. `occupancy_cap` is a share 0–1 of the
    last `window_s`. `may_end`: the agent may take the next one sooner, if it wants to.
    """

    breather_after: int | None = None
    breather_s: float = 60.0
    occupancy_cap: float | None = None
    window_s: float = 1800.0
    may_end: bool = True

    @property
    def any(self) -> bool:
        return self.breather_after is not None or self.occupancy_cap is not None


class WorkspaceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Durations in seconds. docs/settings.md is printed from these descriptions."""

    zone: Annotated[str, Meta(description="Time zone, an IANA name.")] = "Europe/Warsaw"
    language: Annotated[str, Meta(description="Language of new users and prompts: en, ru or pl.")] = "en"
    region: Annotated[
        str, Meta(description="Country (two letters) whose numbers are dialled without a country code.")
    ] = "PL"
    misses_limit: Annotated[
        int, Meta(description="Missed offers in a row after which an agent becomes Not ready.")
    ] = 3
    lost_leg_grace_s: Annotated[
        int, Meta(description="Seconds that a caller hears music while a lost browser comes back.")
    ] = 20
    phone_away_grace_s: Annotated[
        int, Meta(description="Seconds without a phone after which an agent who is free becomes Not ready.")
    ] = 20
    caller_choice: Annotated[
        CallerChoice,
        Meta(
            description="Whom a free agent gets of several queues: oldest (age over target), ratio (the queue farthest above its share "
            "of all who wait), cost_rate (weight times wait times the agent's pace)."
        ),
    ] = "oldest"
    breather_after: Annotated[
        int, Meta(description="Calls in a row after which an agent gets a breather; 0: none.")
    ] = 0
    breather_s: Annotated[int, Meta(description="Seconds that a breather lasts.")] = 60
    occupancy_cap_percent: Annotated[
        int, Meta(description="Per cent of the time that an agent may be busy; 0: no limit.")
    ] = 0
    occupancy_window_s: Annotated[int, Meta(description="Seconds over which that is counted.")] = 1800
    breather_may_end: Annotated[
        bool, Meta(description="Whether agents may end a breather before its time.")
    ] = True
    callback_prefixes: Annotated[
        str,
        Meta(
            description="What numbers outside that are called may begin with, as +48 +49; empty: those of the region.",
            max_length=500,
        ),
    ] = ""
    callbacks_at_once: Annotated[
        int, Meta(description="Customers being called back, or talking after it, at once.")
    ] = 20
    callbacks_per_day: Annotated[int, Meta(description="Attempts to call back in a day.")] = 1000
    callbacks_per_number: Annotated[
        int,
        Meta(description="Attempts in a day to call back one and the same customer, whoever asks for it."),
    ] = 6
    callbacks_per_second: Annotated[
        int, Meta(description="Callbacks begun within a second; the others wait a moment.")
    ] = 5
    outgoing_at_once: Annotated[int, Meta(description="Calls to the outside at once, of whatever kind.")] = 50
    outgoing_per_second: Annotated[
        int, Meta(description="Calls to the outside begun within a second, of whatever kind.")
    ] = 5
    outgoing_per_agent: Annotated[
        int, Meta(description="Calls to the outside that one agent may wish in a day.")
    ] = 200
    outgoing_longest_s: Annotated[
        int,
        Meta(
            description="Seconds that a call to the outside may last; its agent is warned a minute before. 0: no limit."
        ),
    ] = 14_400
    outgoing_spend_per_day: Annotated[
        int, Meta(description="What calls to the outside may cost in a day; 0: no limit.")
    ] = 0
    outgoing_prices: Annotated[
        str,
        Meta(
            description="What a minute begun costs by the beginning of the number, as +48 0.05, +49 0.2; others as the dearest.",
            max_length=2000,
        ),
    ] = ""
    show_listening: Annotated[
        bool, Meta(description="Whether agents see that somebody listens to their call silently.")
    ] = True
    shift_check: Annotated[
        ShiftCheckPolicy,
        Meta(
            description="Check of headset, network and noise before the first Ready of a day: off, offered, or required: nobody with a browser's telephone becomes ready without it."
        ),
    ] = "offered"
    max_calls: Annotated[int, Meta(description="Calls at once in this workspace.")] = 200

    @property
    def limits(self) -> Limits:
        """Of agents for whom nothing else is said; 0 stands for none."""
        return Limits(
            breather_after=self.breather_after or None,
            breather_s=self.breather_s,
            occupancy_cap=self.occupancy_cap_percent / 100 or None,
            window_s=self.occupancy_window_s,
            may_end=self.breather_may_end,
        )

    @property
    def has_callback_prefixes(self) -> bool:
        """Whether it is said which numbers may be called back: then also others than the region's may be."""
        return bool(self.callback_prefixes.strip(" ,"))
