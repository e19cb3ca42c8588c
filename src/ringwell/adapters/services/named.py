"""The services that the installation's settings name for a workspace: the only ones on a private network that its flows can ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class NamedService:
    """`url` is an http(s) address that paths follow, or a postgresql one. `headers` go with every request to it, and are told nobody."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def kind(self) -> Literal["http", "sql"]:
        return "http" if self.url.startswith(("http://", "https://")) else "sql"


NamedServices = Mapping[str, Mapping[str, NamedService]]
"""By the workspace's short name, then by the service's own."""
