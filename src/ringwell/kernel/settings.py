"""What a workspace decides for itself, with the defaults that a new workspace gets."""

import msgspec


class WorkspaceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Durations in seconds. `zone` is an IANA name, `language` one of en, ru, pl."""

    zone: str = "Europe/Warsaw"
    language: str = "en"
    misses_limit: int = 3
    lost_leg_grace_s: int = 20
    phone_away_grace_s: int = 20
    max_calls: int = 200
