"""Phones and trunks at the switch, made and taken away while it runs, over HTTP only.

The edge does this by itself, so that a desk's phone lives while the brain is away. Whatever is made here stands in the
switch's AstDB and outlives its restart. Secrets are made here, given out once, and never logged.
"""

import re
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from ipaddress import ip_address
from typing import Final

import msgspec

from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.names import NOBODY, TRUSTED, TRY_PREFIX, try_context, workspace_context
from ringwell.adapters.asterisk.pjsip_conf import (
    BROWSER_PHONE_FIELDS,
    COMMON_FIELDS,
    PHONE_ADDRESS_FIELDS,
    PHONE_FIELDS,
    RECORDED_CODECS,
    TRUNK_FIELDS,
)
from ringwell.calls.ports import PhoneAccount
from ringwell.projects.trunks import overlap, registered_as

SECRET_BYTES: Final = 24
KEPT_WHEN_SAME: Final = ("aor", "registration")
"""Written anew, an aor would keep a stale contact beside the next one, and a registration would be asked for again."""
TRY_NUMBER_PREFIX: Final = "+4822555"
"""What numbers of try-phones begin with, so that they have a card at the desk like other callers."""

_TRY_PHONE: Final = re.compile(rf"{TRY_PREFIX}(?P<until>[0-9a-f]+)-(?P<digits>[0-9]{{4}})-[0-9a-f]+")

Fields = Mapping[str, str]

DESK_PHONE: Final[Fields] = {
    **COMMON_FIELDS,
    **PHONE_FIELDS,
    "allow": RECORDED_CODECS,
    "rtp_timeout": "30",
    # Only who works here; what is asked for is done by the floor, which is told of it (names.py: TRANSFER_HANDLING).
    "allow_transfer": "yes",
}


class Trunk(msgspec.Struct, frozen=True, kw_only=True):
    """A way for calls to come in and go out.

    `name` is the endpoint's name. `addresses` are the peer's, matched before any password: none of them may also send
    phones or browsers. `server` is where we call and register ("sip:provider.example:5060"); `registers` tells whether
    we do.
    """

    name: str
    workspace_id: str
    addresses: tuple[str, ...] = ()
    server: str | None = None
    user: str | None = None
    password: str | None = None
    registers: bool = False
    transport: str = "transport-udp"
    codecs: tuple[str, ...] = ()
    srtp: bool = False
    trusted: bool = False

    def __repr__(self) -> str:
        return f"Trunk({self.name!r}, {self.workspace_id!r})"


class AsteriskPhones:
    """The `Phones` port. `domain` is the host part of the phones' SIP addresses."""

    def __init__(self, ari: Ari, *, domain: str, now: Callable[[], float] = time.time) -> None:
        self._ari = ari
        self._domain = domain
        self._now = now

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        del workspace_id  # an agent's endpoint is unique over all workspaces, and it dials nothing by itself
        caller = {"callerid": f'"{_caller_name(display_name)}" <{endpoint}>'}
        return await self._phone(endpoint, {**BROWSER_PHONE_FIELDS, **caller, "allow": RECORDED_CODECS})

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        """A phone that may dial the workspace's demo numbers; those whose time is over are taken away first."""
        await self.remove_expired()
        until = int(self._now()) + lifetime_s
        digits = _free_digits({try_number(name) for name in await self.names()})
        endpoint = f"{TRY_PREFIX}{until:x}-{digits}-{secrets.token_hex(6)}"
        caller = {"callerid": f"<{TRY_NUMBER_PREFIX}{digits}>"}
        fields = {**BROWSER_PHONE_FIELDS, **caller, "context": try_context(workspace_id)}
        return await self._phone(endpoint, fields)

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        """A SIP telephone or soft phone over UDP, TCP or TLS."""
        return await self._phone(endpoint, DESK_PHONE)

    async def remove(self, endpoint: str) -> None:
        """The aor goes first: of an endpoint that is gone the switch does not tell that it is offline. Its contact goes a moment later:
        who makes the aor anew and registers at once may lose that contact, too."""
        for kind in ("aor", "endpoint", "auth"):
            await self._delete(kind, endpoint)

    async def remove_expired(self) -> None:
        """Take away the try-phones whose time is over."""
        now = self._now()
        for name in await self.names():
            if (until := try_expiry(name)) is not None and until < now:
                await self.remove(name)

    async def names(self) -> list[str]:
        """Every endpoint that the switch has, those of its files included."""
        return [each.resource for each in await self._ari.endpoints.list_by_tech("PJSIP")]

    async def provision_trunk(self, trunk: Trunk, taken: Collection[str] = ()) -> bool:
        """Make a trunk, or bring it to this state. `taken` are the addresses that trunks have now.

        False where calls of addresses that it had before last: of those the switch goes on taking what belongs to these calls, the caller's
        hanging up above all, and nothing else. To be asked again later, when they are over."""
        for kind, fields in trunk_objects(trunk).items():
            if fields is None:
                await self._delete(kind, trunk.name)
            elif kind not in KEPT_WHEN_SAME or not await self._has(kind, trunk.name, fields):
                await self._put(kind, trunk.name, fields)
        known = await self._identified(trunk.name)
        gone = _without(known, (*trunk.addresses, *taken))
        left = gone if gone and await self._has_calls(trunk.name) else []
        await self._identify(trunk.name, trunk.addresses, left, known)
        return not left

    async def remove_trunk(self, name: str, taken: Collection[str] = ()) -> bool:
        """Take no more calls of a trunk, and take it away. False while calls of it last, which end as they would: to be asked again later.
        `taken` are the addresses that other trunks have.

        The endpoint last: as long as it is there, the rest can be found again after a crash. One that is taken away under a call, the switch
        goes on telling of."""
        known, calls_last = await self._identified(name), await self._has_calls(name)
        await self._identify(name, (), _without(known, taken) if calls_last else (), known)
        for kind in ("registration",) if calls_last else ("registration", "auth", "aor", "endpoint"):
            await self._delete(kind, name)
        return not calls_last

    async def _identify(
        self, trunk: str, addresses: Sequence[str], left: Sequence[str], known: Sequence[str]
    ) -> None:
        """One object for each address: of several in one object only the last counts. Of those that are `left`, calls last: a request from
        an address that the switch does not know is refused, also within a call."""
        nobodys = [(each, NOBODY) for each in left]
        wanted = [*((each, trunk) for each in addresses), *nobodys]
        # First beside what is there: between two steps no address is forgotten.
        for number, (address, endpoint) in (*enumerate(nobodys, len(known)), *enumerate(wanted)):
            await self._put("identify", f"{trunk}-{number}", {"endpoint": endpoint, "match": address})
        # From the end: what a crash leaves is still found from its beginning.
        for number in range(len(known) + len(nobodys) - 1, len(wanted) - 1, -1):
            await self._delete("identify", f"{trunk}-{number}")

    async def _identified(self, trunk: str) -> list[str]:
        """The addresses by which the switch knows a trunk, those that it had before included."""
        found: list[str] = []
        while (fields := await self._object("identify", f"{trunk}-{len(found)}")) is not None:
            found.append(_with_prefix(fields["match"]))
        return found

    async def _has_calls(self, endpoint: str) -> bool:
        try:
            return bool((await self._ari.endpoints.get("PJSIP", endpoint)).channel_ids)
        except SwitchNotFound:
            return False

    async def _phone(self, endpoint: str, fields: Fields) -> PhoneAccount:
        password = secrets.token_urlsafe(SECRET_BYTES)
        await self._put(
            "auth", endpoint, {"auth_type": "userpass", "username": endpoint, "password": password}
        )
        if not await self._has("aor", endpoint, PHONE_ADDRESS_FIELDS):
            await self._put("aor", endpoint, PHONE_ADDRESS_FIELDS)
        await self._put("endpoint", endpoint, {**fields, "auth": endpoint, "aors": endpoint})
        return PhoneAccount(endpoint=endpoint, password=password, domain=self._domain)

    async def _put(self, kind: str, name: str, fields: Fields) -> None:
        listed = [{"attribute": key, "value": value} for key, value in fields.items()]
        await self._ari.asterisk.update_object("res_pjsip", kind, name, fields=listed)

    async def _has(self, kind: str, name: str, fields: Fields) -> bool:
        """Whether the object is like this already.

        To write an aor anew makes the contact that it has stay for ever beside the next one: a stale page would go on
        ringing.
        """
        has = await self._object(kind, name)
        return has is not None and all(_same(has.get(key, ""), value) for key, value in fields.items())

    async def _object(self, kind: str, name: str) -> Fields | None:
        try:
            listed = await self._ari.asterisk.get_object("res_pjsip", kind, name)
        except SwitchNotFound:
            return None
        return {field.attribute: field.value for field in listed}

    async def _delete(self, kind: str, name: str) -> bool:
        """Take an object away; False when there is none."""
        try:
            await self._ari.asterisk.delete_object("res_pjsip", kind, name)
        except SwitchNotFound:
            return False
        return True


def _with_prefix(match: str) -> str:
    """An address as it was written: the switch tells "2001:db8::1/ffff:…:ffff" and "192.0.2.0/255.255.255.240"."""
    address, _, mask = match.partition("/")
    if not mask or mask.isdecimal():
        return match
    return f"{address}/{int(ip_address(mask)).bit_count()}"


def _without(addresses: Iterable[str], others: Collection[str]) -> list[str]:
    """The addresses that have none in common with the others, each once."""
    return [each for each in dict.fromkeys(addresses) if not any(overlap(each, other) for other in others)]


def trunk_objects(trunk: Trunk) -> dict[str, Fields | None]:
    """The switch's objects for a trunk, in the order in which they are to be made; None is one that it must not have."""
    has_auth = bool(trunk.user and trunk.password)
    auth = {"auth_type": "userpass", "username": trunk.user or "", "password": trunk.password or ""}
    endpoint = {**TRUNK_FIELDS, "context": workspace_context(trunk.workspace_id), "aors": trunk.name}
    endpoint |= {"transport": trunk.transport, "outbound_auth": trunk.name if has_auth else ""}
    endpoint |= {
        "allow": ",".join(trunk.codecs) or TRUNK_FIELDS["allow"],
        "media_encryption": "sdes" if trunk.srtp else "no",
        # The one field of free text that a channel of the trunk can be asked for: AstDB keeps no variables of an endpoint.
        "accountcode": TRUSTED if trunk.trusted else "",
        "from_user": (trunk.user or "") if trunk.registers else "",
    }
    return {
        "auth": auth if has_auth else None,
        "aor": {"contact": trunk.server, "qualify_frequency": "60"}
        if trunk.server
        else {"max_contacts": "1"},
        "endpoint": endpoint,
        "registration": _registration(trunk) if trunk.registers else None,
    }


def _registration(trunk: Trunk) -> Fields:
    server = trunk.server or ""
    fields = {
        "server_uri": server,
        "client_uri": registered_as(server, trunk.user or ""),
        "transport": trunk.transport,
        "endpoint": trunk.name,
        "line": "yes",
        "retry_interval": "30",
        "forbidden_retry_interval": "300",
        "contact_user": trunk.user or trunk.name,
    }
    return {**fields, "outbound_auth": trunk.name} if trunk.password is not None else fields


def try_expiry(endpoint: str) -> float | None:
    """Until when a try-phone may live (seconds since 1970), or None for any other endpoint."""
    match = _TRY_PHONE.fullmatch(endpoint)
    return float(int(match["until"], 16)) if match else None


def try_number(endpoint: str) -> str | None:
    """The number by which a try-phone can be called back, or None for any other endpoint."""
    match = _TRY_PHONE.fullmatch(endpoint)
    return f"{TRY_NUMBER_PREFIX}{match['digits']}" if match else None


def _free_digits(taken: Collection[str | None]) -> str:
    """The end of a number that no other try-phone has, and none of the synthetic callers, whose numbers begin at 0001."""
    free = [digits for digits in range(1000, 10_000) if f"{TRY_NUMBER_PREFIX}{digits}" not in taken]
    return str(secrets.choice(free))


def _same(has: str, wanted: str) -> bool:
    """The switch answers "true" where "yes" was written."""
    return has == wanted or (has, wanted) in {("true", "yes"), ("false", "no")}


def _caller_name(name: str) -> str:
    """The name without what would break out of its quotes or its line."""
    return re.sub(r'[\x00-\x1f"<>;,\\]', " ", name).strip()
