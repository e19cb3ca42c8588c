"""What a workspace decides for itself, with the defaults that a new workspace gets."""

from typing import Annotated

import msgspec
from msgspec import Meta


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
    callback_prefixes: Annotated[
        str,
        Meta(
            description="What numbers that are called back may begin with, as +48 +49; empty: those of the region.",
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
    show_listening: Annotated[
        bool, Meta(description="Whether agents see that somebody listens to their call silently.")
    ] = True
    max_calls: Annotated[int, Meta(description="Calls at once in this workspace.")] = 200

    @property
    def has_callback_prefixes(self) -> bool:
        """Whether it is said which numbers may be called back: then also others than the region's may be."""
        return bool(self.callback_prefixes.strip(" ,"))
