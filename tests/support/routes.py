"""Every route of the API and who may call it, read from the routes themselves."""

from collections.abc import Iterator

from fastapi.routing import APIRoute

from ringwell.adapters.web.app import api_app
from ringwell.adapters.web.guard import Access, access_of

Call = tuple[str, str]
"""Method and path with its parameters' names."""

BODIES: dict[Call, object] = {
    ("PATCH", "/api/v1/blocks/{block_id}"): {"state": "on"},
    ("POST", "/api/v1/segments/{caller_segment_id}/numbers"): {"text": "+48600100200"},
    ("POST", "/api/v1/trunks/{trunk_id}/test-calls"): {"number": "+48221234567"},
    ("PUT", "/api/v1/interactions/{interaction_id}/owner-answers/{note_id}"): {"state": "kept"},
    ("PUT", "/api/v1/phone-book/{entry_id}"): {"name": "x", "number": "+48600100200"},
    ("POST", "/api/v1/asides/{aside_id}/lines"): {"line_id": "asl_" + "0" * 32, "text": "x"},
    ("PUT", "/api/v1/asides/{aside_id}/seen"): {"lines": 1},
    ("PUT", "/api/v1/promises/{promise_id}/state"): {"state": "kept"},
    ("PUT", "/api/v1/interactions/{interaction_id}/disposition"): {"disposition_id": "dsp_" + "0" * 32},
    ("PATCH", "/api/v1/flows/{flow_id}"): {"name": "x"},
    ("PUT", "/api/v1/flows/{flow_id}/draft"): {"base": 0, "document": {}},
    ("POST", "/api/v1/flows/{flow_id}/trial"): {"document": {}, "language": "en"},
    ("POST", "/api/v1/interactions/{interaction_id}/notes"): {"text": "x"},
    ("PUT", "/api/v1/interactions/{interaction_id}/note-draft"): {"text": "x"},
    ("PATCH", "/api/v1/interactions/{interaction_id}/form"): {"values": {}},
}


def api_routes() -> Iterator[APIRoute]:
    for route in api_app().routes:
        if isinstance(route, APIRoute):
            yield route


def declared() -> dict[Call, Access]:
    found: dict[Call, Access] = {}
    for route in api_routes():
        access = access_of(route.endpoint)
        assert access is not None, f"{route.path} declares no roles"
        assert access.open or access.roles, f"{route.path} lets nobody in"
        for method in route.methods or ():
            found[(method, route.path)] = access
    return found


DECLARED = declared()
GUARDED = {call: access for call, access in DECLARED.items() if not access.open}
