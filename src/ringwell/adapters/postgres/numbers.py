"""Telephone numbers as people are known by them."""

from typing import Final

import phonenumbers

from ringwell.kernel.errors import InvalidValue

LONGEST_INTERNAL: Final = 6
"""Up to this many digits a number is one of the house's own and stays as it is."""


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
