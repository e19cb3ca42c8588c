"""Facts about access and configuration. They name things by id and version; what exactly changed stands in the versions themselves."""

from typing import Literal

from ringwell.kernel.events import Fact


class ConfigChanged(Fact, frozen=True, kw_only=True, tag="config.changed"):
    """A thing of the configuration was made, changed or removed.

    `kind` as in the API's paths (queues, users, …), `version` of the thing, `config_version` of the workspace after it.
    """

    kind: str
    id: str
    change: Literal["created", "changed", "removed"]
    version: int
    config_version: int
    fields: tuple[str, ...] = ()


class SignedIn(Fact, frozen=True, kw_only=True, tag="session.started"):
    session_id: str
    user_id: str


class SignedOut(Fact, frozen=True, kw_only=True, tag="session.ended"):
    """`by`: the person, an administrator, or Ringwell (a disabled user, a new password)."""

    session_id: str
    user_id: str
    by: Literal["person", "administrator", "system"]


class TokenMade(Fact, frozen=True, kw_only=True, tag="token.made"):
    token_id: str
    user_id: str


class TokenRevoked(Fact, frozen=True, kw_only=True, tag="token.revoked"):
    token_id: str


AccessFact = ConfigChanged | SignedIn | SignedOut | TokenMade | TokenRevoked
