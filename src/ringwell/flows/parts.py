"""What all steps of a flow are made of: names, keys, templates, and things to say."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ringwell.flows.messages import Code
from ringwell.flows.spoken import CURRENCIES, Form

Template = Annotated[str, Meta(description="Text with {variables} in it", max_length=2000)]
NodeId = Annotated[str, Meta(description="Name of a node in this flow", max_length=64)]
KeyName = Annotated[str, Meta(description="A telephone key", extra_json_schema={"pattern": "^[0-9*#]$"})]
Language = Annotated[str, Meta(description="en, ru or pl", extra_json_schema={"enum": ["en", "ru", "pl"]})]


Currency = Annotated[
    str, Meta(description="A currency that can be said", extra_json_schema={"enum": list(CURRENCIES)})
]


class Say(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing to say: a prompt by its code; `number` (or the variable `number_from`) picks from a family.

    Or what a variable (`value_of`) holds, said as a number, digit by digit, as a date or as money: then there is no prompt.
    Or a prompt of the workspace's `own`, by its id; or a `text` by language, which a voice speaks. `sounds` are the recordings of either by
    language, pinned when the flow is published: whoever sends a document leaves them out.
    """

    prompt: Annotated[str, Meta(max_length=64)] = ""
    number: int | None = None
    number_from: Code | None = None
    value_of: Code | None = None
    said_as: Form | None = None
    currency: Currency | None = None
    own: Annotated[str, Meta(max_length=64)] | None = None
    text: Annotated[dict[Language, Annotated[str, Meta(max_length=2000)]], Meta(max_length=8)] | None = None
    sounds: Annotated[dict[Language, Annotated[str, Meta(max_length=64)]], Meta(max_length=8)] | None = None


Prompts = Annotated[tuple[Say, ...], Meta(max_length=16)]


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What all nodes share: a note for people who read the flow."""

    note: Annotated[str, Meta(max_length=500)] = ""
