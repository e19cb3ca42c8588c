"""What the watchdog does when a brain is away: callers who wait for it go to the switch's own queues."""

from collections.abc import Collection

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.fallback import move_held_callers_to_fallback
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.names import application
from ringwell.runtime.installation import Installation
from ringwell.runtime.watchdog import RescueFailed


async def rescue_callers(installation: Installation, served: Collection[int]) -> int:
    """How many were moved: all who wait, but for those of partitions that are `served`. With a sign-in of the watchdog's own: the
    brain's may be changed by a take-over.

    Raises RescueFailed when the switch is away.
    """
    sign_in = installation.credentials()
    address = AriAddress(
        url=installation.ari_url, user=sign_in.watchdog_user, password=sign_in.watchdog_password
    )
    try:
        async with HttpTransport(address, connections=4) as transport:
            heard = frozenset(application(partition) for partition in served)
            return await move_held_callers_to_fallback(Ari(transport), heard=heard)
    except SwitchError as error:
        raise RescueFailed(str(error)) from error
