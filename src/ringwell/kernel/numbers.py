"""Telephone numbers as people are known by them."""

from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from ringwell.kernel.errors import InvalidValue

LATEST: Final = 1000
"""So many numbers are remembered: a caller's is asked for more than once within a second."""
LONGEST_INTERNAL: Final = 6
"""Up to this many digits a number is one of the house's own and stays as it is."""


@lru_cache(LATEST)
def normalise(number: str, region: str) -> str:
    """E.164 (`+48221234567`) where the number makes sense in the world or in `region`; otherwise its digits.

    Raises InvalidValue when there is no digit in it.
    """
    digits = "".join(character for character in number if character in "0123456789")
    if not digits:
        raise InvalidValue(field="number")
    international = number.lstrip().startswith("+")
    if len(digits) <= LONGEST_INTERNAL and not international:
        return digits
    try:
        parsed = phonenumbers.parse(f"+{digits}" if international else digits, region)
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(parsed):
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def prefixes_in(text: str) -> tuple[str, ...]:
    """Beginnings of numbers that people write apart by commas or spaces."""
    return tuple(text.replace(",", " ").split())


COSTLY: Final = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)
NO_COUNTRY: Final = "001"
"""Satellite phones and other networks of no country."""


def check_callable(number: str, region: str, *, anywhere: bool) -> None:
    """A number, as `normalise` made it, that a stranger may have us call: no emergency service and nothing costly; unless `anywhere`,
    an ordinary number of `region`, for a short one may be any service.

    Raises InvalidValue.
    """
    if phonenumbers.connects_to_emergency_number(number, region):
        raise InvalidValue(field="number")
    if not number.startswith("+"):
        if not anywhere:
            raise InvalidValue(field="number")
        return
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        raise InvalidValue(field="number") from None
    code = parsed.country_code or 0
    abroad = code != phonenumbers.country_code_for_region(region)
    nowhere = phonenumbers.region_code_for_country_code(code) == NO_COUNTRY
    if nowhere or phonenumbers.number_type(parsed) in COSTLY or (abroad and not anywhere):
        raise InvalidValue(field="number")


NO_TEXTS: Final = COSTLY | {PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN}


def may_be_mobile(number: str) -> bool:
    """Whether a text message could reach a number, as `normalise` made it: one of a country, and of no kind that takes none."""
    if not number.startswith("+"):
        return False
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    of_country = phonenumbers.region_code_for_country_code(parsed.country_code or 0) != NO_COUNTRY
    return (
        of_country
        and phonenumbers.is_valid_number(parsed)
        and phonenumbers.number_type(parsed) not in NO_TEXTS
    )
