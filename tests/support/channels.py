"""Channels as the switch tells of them."""

CHANNEL = {
    "id": "1700000000.1",
    "protocol_id": "x",
    "name": "PJSIP/trunk-00000001",
    "state": "Up",
    "caller": {"name": "", "number": "100"},
    "connected": {"name": "", "number": ""},
    "accountcode": "",
    "dialplan": {"context": "c", "exten": "s", "priority": 1, "app_name": "Stasis", "app_data": ""},
    "creationtime": "2026-01-01T10:00:00.000+0000",
    "language": "en",
}
