"""The `Gateways` port: each workspace's own kind."""

from collections.abc import Callable

from aiohttp import ClientSession

from ringwell.adapters.sms.http import HttpLine
from ringwell.adapters.sms.smpp import Connect, SmppLine
from ringwell.kernel.sms import SmsSettings, TakeReceipt, TextLine


class SmsGateways:
    """`connect` makes connections to servers that an administrator names, `way_out` those to addresses of the web."""

    def __init__(self, connect: Connect, way_out: Callable[[], ClientSession]) -> None:
        self._connect = connect
        self._way_out = way_out

    def line(self, settings: SmsSettings, receipts: TakeReceipt) -> TextLine:
        if settings.kind == "http":
            return HttpLine(settings, self._way_out)
        return SmppLine(settings, receipts, self._connect)
