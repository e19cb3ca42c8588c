"""The `Services` port: questions of flows, to whom they are meant for."""

from ringwell.adapters.services.http import HttpServices
from ringwell.adapters.services.named import NamedServices
from ringwell.adapters.services.sql import SqlServices
from ringwell.flows.messages import HttpQuestion, Question, Told


class AskedServices:
    """`named` are the settings' services. Close it at the end."""

    def __init__(self, named: NamedServices) -> None:
        self._named = named
        self._http = HttpServices()
        self._sql = SqlServices()

    async def ask(self, workspace: str, question: Question) -> Told:
        service = self._named.get(workspace, {}).get(question.service or "")
        if isinstance(question, HttpQuestion):
            if question.service is not None and (service is None or service.kind != "http"):
                return Told("failed", code="unknown_service")
            return await self._http.ask(question, service)
        if service is None or service.kind != "sql":
            return Told("failed", code="unknown_service")
        return await self._sql.ask(question, service)

    async def close(self) -> None:
        await self._http.close()
        await self._sql.close()
