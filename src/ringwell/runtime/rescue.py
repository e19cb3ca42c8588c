"""What the watchdog does when the brain is away: callers who wait for it go to the switch's own queues."""

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.fallback import move_held_callers_to_fallback
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.runtime.installation import Installation
from ringwell.runtime.watchdog import RescueFailed


async def rescue_callers(installation: Installation) -> int:
    """How many were moved. With a sign-in of the watchdog's own: the brain's may be changed by a take-over.

    Raises RescueFailed when the switch is away.
    """
    sign_in = installation.credentials()
    address = AriAddress(
        url=installation.ari_url, user=sign_in.watchdog_user, password=sign_in.watchdog_password
    )
    try:
        async with HttpTransport(address, connections=4) as transport:
            return await move_held_callers_to_fallback(Ari(transport))
    except SwitchError as error:
        raise RescueFailed(str(error)) from error
