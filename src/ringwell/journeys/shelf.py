"""The versions of flows that calls have met, and those within them."""

from collections.abc import Collection, Iterable, Mapping

from ringwell.flows.inline import inline
from ringwell.flows.model import Flow
from ringwell.flows.read import flow_of
from ringwell.journeys.config import FlowVersion, WorkspaceConfig

Version = tuple[str, int]
"""A flow's id and its version."""


class Shelf:
    """Read once, and kept while the configuration has them or a call may be in them."""

    def __init__(self) -> None:
        self._newest: Mapping[str, FlowVersion] = {}
        self._documents: dict[Version, Flow] = {}
        self._flows: dict[Version, Flow] = {}

    def configure(self, config: WorkspaceConfig, met: Collection[Version]) -> None:
        """Know those of the configuration, drafts that are tried out too. What is not in it any more, and `met` by no call, is let go: each
        draft ever called would stay."""
        self._newest = config.flows
        flows = (*config.flows.values(), *(trial.flow for trial in config.trials.values()))
        kept = {(flow.flow_id, flow.version) for flow in flows}
        kept.update(met)
        self._documents = {key: flow for key, flow in self._documents.items() if key in kept}
        self._flows = {key: flow for key, flow in self._flows.items() if key in kept}
        self.know(flows)

    def know(self, flows: Iterable[FlowVersion]) -> None:
        """Versions that calls may have met. Flows within them are the newest."""
        newest = {flow_id: self._document(flow) for flow_id, flow in self._newest.items()}
        for flow in flows:
            self._flows[(flow.flow_id, flow.version)] = inline(self._document(flow), newest)

    def met(self, flow_id: str, version: int) -> Flow | None:
        """This version, or the newest where it is not known any more."""
        newest = self._newest.get(flow_id)
        met = self._flows.get((flow_id, version))
        return met or (self._flows.get((flow_id, newest.version)) if newest else None)

    def _document(self, flow: FlowVersion) -> Flow:
        key = (flow.flow_id, flow.version)
        if key not in self._documents:
            self._documents[key] = flow_of(flow.document)
        return self._documents[key]
