"""Print the JSON schema of the live protocol: frames both ways and the entities that topics are made of.

`npm run generate` turns it into TypeScript, so that a changed field is a compile error in the page.
"""

import json
import sys
from typing import cast

import msgspec

from ringwell.adapters.web.document import ENTITIES, FRAMES


def make_schema() -> dict[str, object]:
    """One schema whose definitions are all wire types, closed (no unknown fields)."""
    _, components = msgspec.json.schema_components(
        (*FRAMES, *ENTITIES), schema_hook=schema_of_anything, ref_template="#/$defs/{name}"
    )
    for schema in components.values():
        close(cast(dict[str, object], schema))
    return {"title": "LiveWire", "type": "object", "$defs": components, "additionalProperties": False}


def schema_of_anything(_: type) -> dict[str, object]:
    """Values the protocol leaves open: the parameters of an explanation, an entity inside a snapshot."""
    return {"tsType": "unknown"}


def close(schema: dict[str, object]) -> None:
    """Forbid unknown fields, as the decoders do. A field with a default is always sent, yet need not be."""
    if schema.get("type") == "object" and "properties" in schema:
        schema["additionalProperties"] = False


if __name__ == "__main__":
    json.dump(make_schema(), sys.stdout, indent=1, sort_keys=True)
