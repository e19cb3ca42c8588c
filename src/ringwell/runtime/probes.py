"""Questions over HTTP: is the switch up, is the edge up, can the whole take a call?"""

from aiohttp import BasicAuth, ClientError, ClientSession, ClientTimeout

from ringwell.runtime.installation import Installation
from ringwell.runtime.settings import bracketed, reached_at

TIMEOUT = ClientTimeout(total=2.0)


async def switch_answers(installation: Installation) -> bool:
    """True once ARI answers, which it does when the switch has fully started."""
    user = installation.credentials()
    auth = BasicAuth(user.watchdog_user, user.watchdog_password)
    return await _is_ok(f"{installation.ari_url}/asterisk/info?only=status", auth)


async def edge_answers(installation: Installation, path: str) -> bool:
    """True if the edge answers 200 to `path`, such as /health/ready."""
    settings = installation.settings
    scheme = "http" if settings.tls_certificate is None else "https"
    host = bracketed(reached_at(settings.http_host))
    return await _is_ok(f"{scheme}://{host}:{settings.http_port}{path}", None)


async def _is_ok(url: str, auth: BasicAuth | None) -> bool:
    try:
        # Our own server on this machine: whose name its certificate bears does not matter here.
        async with ClientSession(timeout=TIMEOUT, auth=auth) as session, session.get(url, ssl=False) as reply:
            return reply.status == 200
    except (ClientError, TimeoutError, OSError):
        return False
