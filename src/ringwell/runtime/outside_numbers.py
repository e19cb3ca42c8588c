"""Numbers that agents type, before the floor has them called: as they are dialled. Whether they may be, the floor decides."""

from msgspec.structs import replace

from ringwell.journeys.commands import AnyPersonCommand, CallParty, Transfer, TryTrunk
from ringwell.journeys.turn import Refusal
from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import normalise
from ringwell.kernel.settings import WorkspaceSettings


def vetted(command: AnyPersonCommand, settings: WorkspaceSettings) -> AnyPersonCommand | Refusal:
    """The command with its number as it is dialled."""
    if not isinstance(command, CallParty | Transfer | TryTrunk) or command.number is None:
        return command
    try:
        number = normalise(command.number, settings.region)
    except InvalidValue:
        return Refusal(code="number.not_allowed")
    return replace(command, number=number)
