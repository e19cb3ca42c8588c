"""Numbers that agents type, before the floor has them called: as they are dialled, and none that may not be."""

from msgspec.structs import replace

from ringwell.adapters.postgres.numbers import check_callable, normalise
from ringwell.journeys.commands import AnyPersonCommand, CallParty, Transfer
from ringwell.journeys.turn import Refusal
from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.settings import WorkspaceSettings


def vetted(command: AnyPersonCommand, settings: WorkspaceSettings) -> AnyPersonCommand | Refusal:
    """The command with its number as it is dialled. No emergency service, nothing costly, and no country but the workspace's own unless
    it is said which may be called."""
    if not isinstance(command, CallParty | Transfer) or command.number is None:
        return command
    try:
        number = normalise(command.number, settings.region)
        check_callable(number, settings.region, anywhere=settings.has_callback_prefixes)
    except InvalidValue:
        return Refusal(code="number.not_allowed")
    return replace(command, number=number)
