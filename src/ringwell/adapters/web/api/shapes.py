"""What bodies and their texts look like, the same in every router."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Final, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import is_id
from ringwell.kernel.mail_address import is_mail_address


class Body(BaseModel):
    """Base of what a request may hold: nothing but what is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class View(BaseModel):
    """Base of what a response holds; made from the rooms' structs by `model_validate`."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


def id_pattern(prefix: str) -> str:
    """What an id of this kind looks like."""
    return rf"^{prefix}_[0-9a-f]{{32}}$"


Item = TypeVar("Item")


class Page(View, Generic[Item]):
    """A page of a list. `next` is the cursor of the next one, null at the end."""

    items: list[Item]
    next: str | None = None


def printable(text: str) -> str:
    """Control characters and half surrogate pairs have no place in a name; the database takes no NUL."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in text):
        raise PydanticCustomError("control_character", "contains a control character")
    return text


def _lines(text: str) -> str:
    printable(text.translate({9: " ", 10: " ", 13: " "}))
    return text


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(printable),
]
"""What people call a thing."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]
"""One line, which may be empty."""


def _address(text: str) -> str:
    if text and not is_mail_address(text):
        raise PydanticCustomError("not_an_address", "is no e-mail address")
    return text


Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_address)]
"""One address, or nothing."""
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_lines)]
"""Several lines, which may be empty."""
Written = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_lines)]
"""Several lines that say something."""
SignIn = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""What stands before the @."""
FIRST_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MOMENT: Final = datetime(2200, 1, 1, tzinfo=UTC)


def _bounded(moment: datetime) -> datetime:
    """Times that every clock and the database can tell, whatever their zone."""
    if not FIRST_MOMENT <= moment <= LAST_MOMENT:
        raise PydanticCustomError("moment_outside", "is not between 1970 and 2200")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_bounded)]
"""A time in a request."""
Language = Annotated[str, Field(pattern="^(en|ru|pl)$", examples=["en"])]


def known_id(identifier: str, prefix: str) -> str:
    """The id from a path. What is no id of this kind does not exist: NotFound."""
    if not is_id(identifier, prefix):
        raise NotFound
    return identifier
