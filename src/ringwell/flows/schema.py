"""The JSON Schema of flow documents, made from the model so that it cannot drift."""

import msgspec

from ringwell.flows.model import Flow

SCHEMA_ID = "https://ringwell.example/schemas/flow-1.json"


def flow_schema() -> bytes:
    """The schema as indented UTF-8 JSON, as it is published in docs/flow.schema.json."""
    schema = msgspec.json.schema(Flow)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"
