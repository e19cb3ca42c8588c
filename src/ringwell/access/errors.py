"""Why the access room refuses something."""

from ringwell.kernel.errors import RingwellError


class LastAdministrator(RingwellError):
    """Somebody must remain administrator."""

    code = "last_administrator"


class RequestUnderWay(RingwellError):
    """The first request with this idempotency key has not been answered yet."""

    code = "request_under_way"
    retryable = True
