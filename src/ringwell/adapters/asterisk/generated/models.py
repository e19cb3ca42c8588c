"""What the switch answers.

Written by script/generate_ari.py; do not edit.
"""

from __future__ import annotations

import msgspec

Timestamp = str
Json = object


class AdditionalParam(msgspec.Struct, frozen=True, kw_only=True):
    parameter_name: str
    parameter_value: str


class Application(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    channel_ids: list[str]
    bridge_ids: list[str]
    endpoint_ids: list[str]
    device_names: list[str]
    events_allowed: list[Json]
    events_disallowed: list[Json]


class AsteriskInfo(msgspec.Struct, frozen=True, kw_only=True):
    build: BuildInfo | None = None
    system: SystemInfo | None = None
    config: ConfigInfo | None = None
    status: StatusInfo | None = None


class AsteriskPing(msgspec.Struct, frozen=True, kw_only=True):
    asterisk_id: str
    ping: str
    timestamp: str


class Bridge(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    technology: str
    bridge_type: str
    bridge_class: str
    creator: str
    name: str
    channels: list[str]
    video_mode: str | None = None
    video_source_id: str | None = None
    creationtime: Timestamp
    bridgevars: Json | None = None


class BuildInfo(msgspec.Struct, frozen=True, kw_only=True):
    os: str
    kernel: str
    options: str
    machine: str
    date: str
    user: str


class CallerID(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    number: str


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    protocol_id: str
    name: str
    state: str
    caller: CallerID
    connected: CallerID
    accountcode: str
    dialplan: DialplanCEP
    creationtime: Timestamp
    language: str
    channelvars: Json | None = None
    caller_rdnis: str | None = None
    tenantid: str | None = None


class ConfigInfo(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    default_language: str
    max_channels: int | None = None
    max_open_files: int | None = None
    max_load: float | None = None
    setid: SetId


class ConfigTuple(msgspec.Struct, frozen=True, kw_only=True):
    attribute: str
    value: str


class ContactInfo(msgspec.Struct, frozen=True, kw_only=True):
    uri: str
    contact_status: str
    aor: str
    roundtrip_usec: str | None = None


class DeviceState(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    state: str


class Dialed(msgspec.Struct, frozen=True, kw_only=True):
    pass


class DialplanCEP(msgspec.Struct, frozen=True, kw_only=True):
    context: str
    exten: str
    priority: int
    app_name: str
    app_data: str


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    technology: str
    resource: str
    state: str | None = None
    channel_ids: list[str]


class FormatLangPair(msgspec.Struct, frozen=True, kw_only=True):
    language: str
    format: str


class LiveRecording(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    format: str
    target_uri: str
    state: str
    duration: int | None = None
    talking_duration: int | None = None
    silence_duration: int | None = None
    cause: str | None = None


class LogChannel(msgspec.Struct, frozen=True, kw_only=True):
    channel: str
    type: str
    status: str
    configuration: str


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    old_messages: int
    new_messages: int


class Module(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    description: str
    use_count: int
    status: str
    support_level: str


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    peer_status: str
    cause: str | None = None
    address: str | None = None
    port: str | None = None
    time: str | None = None


class Playback(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    media_uri: str
    next_media_uri: str | None = None
    target_uri: str
    language: str | None = None
    state: str


class RESTHeader(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: str


class RESTQueryStringParameter(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: str


class RESTRequest(msgspec.Struct, frozen=True, kw_only=True):
    type: str
    transaction_id: str
    request_id: str
    method: str
    uri: str
    content_type: str | None = None
    query_strings: list[RESTQueryStringParameter] | None = None
    message_body: str | None = None


class RTPstat(msgspec.Struct, frozen=True, kw_only=True):
    txcount: int
    rxcount: int
    txjitter: float | None = None
    rxjitter: float | None = None
    remote_maxjitter: float | None = None
    remote_minjitter: float | None = None
    remote_normdevjitter: float | None = None
    remote_stdevjitter: float | None = None
    local_maxjitter: float | None = None
    local_minjitter: float | None = None
    local_normdevjitter: float | None = None
    local_stdevjitter: float | None = None
    txploss: int
    rxploss: int
    remote_maxrxploss: float | None = None
    remote_minrxploss: float | None = None
    remote_normdevrxploss: float | None = None
    remote_stdevrxploss: float | None = None
    local_maxrxploss: float | None = None
    local_minrxploss: float | None = None
    local_normdevrxploss: float | None = None
    local_stdevrxploss: float | None = None
    rtt: float | None = None
    maxrtt: float | None = None
    minrtt: float | None = None
    normdevrtt: float | None = None
    stdevrtt: float | None = None
    local_ssrc: int
    remote_ssrc: int
    txoctetcount: int
    rxoctetcount: int
    channel_uniqueid: str


class ReferTo(msgspec.Struct, frozen=True, kw_only=True):
    requested_destination: RequiredDestination
    destination_channel: Channel | None = None
    connected_channel: Channel | None = None
    bridge: Bridge | None = None


class ReferredBy(msgspec.Struct, frozen=True, kw_only=True):
    source_channel: Channel
    connected_channel: Channel | None = None
    bridge: Bridge | None = None


class RequiredDestination(msgspec.Struct, frozen=True, kw_only=True):
    protocol_id: str | None = None
    destination: str | None = None
    additional_protocol_params: list[AdditionalParam] | None = None


class SetId(msgspec.Struct, frozen=True, kw_only=True):
    user: str
    group: str


class Sound(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str | None = None
    formats: list[FormatLangPair]


class StatusInfo(msgspec.Struct, frozen=True, kw_only=True):
    startup_time: Timestamp
    last_reload_time: Timestamp


class StoredRecording(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    format: str


class SystemInfo(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    entity_id: str


class TextMessage(msgspec.Struct, frozen=True, kw_only=True):
    from_: str = msgspec.field(name="from")
    to: str
    body: str
    variables: Json | None = None


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    value: str


class Variables(msgspec.Struct, frozen=True, kw_only=True):
    variables: Json
