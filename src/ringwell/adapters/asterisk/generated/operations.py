"""Everything that the switch can be asked to do.

Written by script/generate_ari.py; do not edit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import quote

import msgspec

from ringwell.adapters.asterisk.transport import Request, Transport
from .models import (
    Application,
    AsteriskInfo,
    AsteriskPing,
    Bridge,
    Channel,
    ConfigTuple,
    DeviceState,
    Endpoint,
    LiveRecording,
    LogChannel,
    Mailbox,
    Module,
    Playback,
    RTPstat,
    Sound,
    StoredRecording,
    Variable,
    Variables,
)

def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return ",".join(map(str, value)) if isinstance(value, Sequence) else str(value)


def _query(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items() if value is not None}


_plain = re.compile(r"[\w.~-]+", re.ASCII).fullmatch


def _segment(value: str) -> str:
    return value if _plain(value) else quote(value, safe="")


class Applications:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[Application]:
        """GET /applications."""
        request = Request(
            operation="applications.list_all",
            method="GET",
            path="/applications",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Application])

    async def get(self, application_name: str) -> Application:
        """GET /applications/{applicationName}."""
        request = Request(
            operation="applications.get",
            method="GET",
            path=f"/applications/{_segment(application_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Application)

    async def subscribe(self, application_name: str, *, event_source: str | Sequence[str]) -> Application:
        """POST /applications/{applicationName}/subscription."""
        request = Request(
            operation="applications.subscribe",
            method="POST",
            path=f"/applications/{_segment(application_name)}/subscription",
            query=_query({"eventSource": event_source}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Application)

    async def unsubscribe(self, application_name: str, *, event_source: str | Sequence[str]) -> Application:
        """DELETE /applications/{applicationName}/subscription."""
        request = Request(
            operation="applications.unsubscribe",
            method="DELETE",
            path=f"/applications/{_segment(application_name)}/subscription",
            query=_query({"eventSource": event_source}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Application)

    async def filter(
        self,
        application_name: str,
        *,
        filter: Mapping[str, object] | None = None,
    ) -> Application:
        """PUT /applications/{applicationName}/eventFilter."""
        request = Request(
            operation="applications.filter",
            method="PUT",
            path=f"/applications/{_segment(application_name)}/eventFilter",
            query=_query({}),
            body=filter,
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Application)


class Asterisk:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get_object(self, config_class: str, object_type: str, id: str) -> list[ConfigTuple]:
        """GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}."""
        request = Request(
            operation="asterisk.get_object",
            method="GET",
            path=f"/asterisk/config/dynamic/{_segment(config_class)}/{_segment(object_type)}/{_segment(id)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[ConfigTuple])

    async def update_object(
        self,
        config_class: str,
        object_type: str,
        id: str,
        *,
        fields: Mapping[str, object] | Sequence[object] | None = None,
    ) -> list[ConfigTuple]:
        """PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}."""
        request = Request(
            operation="asterisk.update_object",
            method="PUT",
            path=f"/asterisk/config/dynamic/{_segment(config_class)}/{_segment(object_type)}/{_segment(id)}",
            query=_query({}),
            body=None if fields is None else {"fields": fields},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[ConfigTuple])

    async def delete_object(self, config_class: str, object_type: str, id: str) -> None:
        """DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}."""
        request = Request(
            operation="asterisk.delete_object",
            method="DELETE",
            path=f"/asterisk/config/dynamic/{_segment(config_class)}/{_segment(object_type)}/{_segment(id)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def get_info(self, *, only: str | Sequence[str] | None = None) -> AsteriskInfo:
        """GET /asterisk/info."""
        request = Request(
            operation="asterisk.get_info",
            method="GET",
            path="/asterisk/info",
            query=_query({"only": only}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=AsteriskInfo)

    async def ping(self) -> AsteriskPing:
        """GET /asterisk/ping."""
        request = Request(
            operation="asterisk.ping",
            method="GET",
            path="/asterisk/ping",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=AsteriskPing)

    async def list_modules(self) -> list[Module]:
        """GET /asterisk/modules."""
        request = Request(
            operation="asterisk.list_modules",
            method="GET",
            path="/asterisk/modules",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Module])

    async def get_module(self, module_name: str) -> Module:
        """GET /asterisk/modules/{moduleName}."""
        request = Request(
            operation="asterisk.get_module",
            method="GET",
            path=f"/asterisk/modules/{_segment(module_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Module)

    async def load_module(self, module_name: str) -> None:
        """POST /asterisk/modules/{moduleName}."""
        request = Request(
            operation="asterisk.load_module",
            method="POST",
            path=f"/asterisk/modules/{_segment(module_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def unload_module(self, module_name: str) -> None:
        """DELETE /asterisk/modules/{moduleName}."""
        request = Request(
            operation="asterisk.unload_module",
            method="DELETE",
            path=f"/asterisk/modules/{_segment(module_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def reload_module(self, module_name: str) -> None:
        """PUT /asterisk/modules/{moduleName}."""
        request = Request(
            operation="asterisk.reload_module",
            method="PUT",
            path=f"/asterisk/modules/{_segment(module_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def list_log_channels(self) -> list[LogChannel]:
        """GET /asterisk/logging."""
        request = Request(
            operation="asterisk.list_log_channels",
            method="GET",
            path="/asterisk/logging",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[LogChannel])

    async def add_log(self, log_channel_name: str, *, configuration: str) -> None:
        """POST /asterisk/logging/{logChannelName}."""
        request = Request(
            operation="asterisk.add_log",
            method="POST",
            path=f"/asterisk/logging/{_segment(log_channel_name)}",
            query=_query({"configuration": configuration}),
        )
        await self._transport.request(request)

    async def delete_log(self, log_channel_name: str) -> None:
        """DELETE /asterisk/logging/{logChannelName}."""
        request = Request(
            operation="asterisk.delete_log",
            method="DELETE",
            path=f"/asterisk/logging/{_segment(log_channel_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def rotate_log(self, log_channel_name: str) -> None:
        """PUT /asterisk/logging/{logChannelName}/rotate."""
        request = Request(
            operation="asterisk.rotate_log",
            method="PUT",
            path=f"/asterisk/logging/{_segment(log_channel_name)}/rotate",
            query=_query({}),
        )
        await self._transport.request(request)

    async def get_global_var(self, *, variable: str) -> Variable:
        """GET /asterisk/variable."""
        request = Request(
            operation="asterisk.get_global_var",
            method="GET",
            path="/asterisk/variable",
            query=_query({"variable": variable}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Variable)

    async def set_global_var(self, *, variable: str, value: str | None = None) -> None:
        """POST /asterisk/variable."""
        request = Request(
            operation="asterisk.set_global_var",
            method="POST",
            path="/asterisk/variable",
            query=_query({"variable": variable, "value": value}),
        )
        await self._transport.request(request)


class Bridges:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[Bridge]:
        """GET /bridges."""
        request = Request(
            operation="bridges.list_all",
            method="GET",
            path="/bridges",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Bridge])

    async def create(
        self,
        *,
        type: str | None = None,
        bridge_id: str | None = None,
        name: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Bridge:
        """POST /bridges."""
        request = Request(
            operation="bridges.create",
            method="POST",
            path="/bridges",
            query=_query({"type": type, "bridgeId": bridge_id, "name": name}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Bridge)

    async def create_with_id(
        self,
        bridge_id: str,
        *,
        type: str | None = None,
        name: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Bridge:
        """POST /bridges/{bridgeId}."""
        request = Request(
            operation="bridges.create_with_id",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}",
            query=_query({"type": type, "name": name}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Bridge)

    async def get(self, bridge_id: str) -> Bridge:
        """GET /bridges/{bridgeId}."""
        request = Request(
            operation="bridges.get",
            method="GET",
            path=f"/bridges/{_segment(bridge_id)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Bridge)

    async def destroy(self, bridge_id: str) -> None:
        """DELETE /bridges/{bridgeId}."""
        request = Request(
            operation="bridges.destroy",
            method="DELETE",
            path=f"/bridges/{_segment(bridge_id)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def get_bridge_var(self, bridge_id: str, *, variable: str) -> Variable:
        """GET /bridges/{bridgeId}/variable."""
        request = Request(
            operation="bridges.get_bridge_var",
            method="GET",
            path=f"/bridges/{_segment(bridge_id)}/variable",
            query=_query({"variable": variable}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Variable)

    async def set_bridge_var(
        self,
        bridge_id: str,
        *,
        variable: str,
        value: str | None = None,
        report_events: bool | None = None,
    ) -> None:
        """POST /bridges/{bridgeId}/variable."""
        request = Request(
            operation="bridges.set_bridge_var",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/variable",
            query=_query({"variable": variable, "value": value, "report_events": report_events}),
        )
        await self._transport.request(request)

    async def get_bridge_vars(self, bridge_id: str, *, variables: str | Sequence[str]) -> Variables:
        """GET /bridges/{bridgeId}/variables."""
        request = Request(
            operation="bridges.get_bridge_vars",
            method="GET",
            path=f"/bridges/{_segment(bridge_id)}/variables",
            query=_query({"variables": variables}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Variables)

    async def set_bridge_vars(
        self,
        bridge_id: str,
        *,
        variables: Mapping[str, object] | Sequence[object],
    ) -> None:
        """POST /bridges/{bridgeId}/variables."""
        request = Request(
            operation="bridges.set_bridge_vars",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/variables",
            query=_query({}),
            body={"variables": variables},
        )
        await self._transport.request(request)

    async def add_channel(
        self,
        bridge_id: str,
        *,
        channel: str | Sequence[str],
        role: str | None = None,
        absorb_dtmf: bool | None = None,
        mute: bool | None = None,
        inhibit_connected_line_updates: bool | None = None,
    ) -> None:
        """POST /bridges/{bridgeId}/addChannel."""
        request = Request(
            operation="bridges.add_channel",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/addChannel",
            query=_query({"channel": channel, "role": role, "absorbDTMF": absorb_dtmf, "mute": mute, "inhibitConnectedLineUpdates": inhibit_connected_line_updates}),
        )
        await self._transport.request(request)

    async def remove_channel(self, bridge_id: str, *, channel: str | Sequence[str]) -> None:
        """POST /bridges/{bridgeId}/removeChannel."""
        request = Request(
            operation="bridges.remove_channel",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/removeChannel",
            query=_query({"channel": channel}),
        )
        await self._transport.request(request)

    async def set_video_source(self, bridge_id: str, channel_id: str) -> None:
        """POST /bridges/{bridgeId}/videoSource/{channelId}."""
        request = Request(
            operation="bridges.set_video_source",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/videoSource/{_segment(channel_id)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def clear_video_source(self, bridge_id: str) -> None:
        """DELETE /bridges/{bridgeId}/videoSource."""
        request = Request(
            operation="bridges.clear_video_source",
            method="DELETE",
            path=f"/bridges/{_segment(bridge_id)}/videoSource",
            query=_query({}),
        )
        await self._transport.request(request)

    async def start_moh(self, bridge_id: str, *, moh_class: str | None = None) -> None:
        """POST /bridges/{bridgeId}/moh."""
        request = Request(
            operation="bridges.start_moh",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/moh",
            query=_query({"mohClass": moh_class}),
        )
        await self._transport.request(request)

    async def stop_moh(self, bridge_id: str) -> None:
        """DELETE /bridges/{bridgeId}/moh."""
        request = Request(
            operation="bridges.stop_moh",
            method="DELETE",
            path=f"/bridges/{_segment(bridge_id)}/moh",
            query=_query({}),
        )
        await self._transport.request(request)

    async def play(
        self,
        bridge_id: str,
        *,
        media: str | Sequence[str],
        announcer_format: str | None = None,
        lang: str | None = None,
        offsetms: int | None = None,
        skipms: int | None = None,
        playback_id: str | None = None,
    ) -> Playback:
        """POST /bridges/{bridgeId}/play."""
        request = Request(
            operation="bridges.play",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/play",
            query=_query({"media": media, "announcer_format": announcer_format, "lang": lang, "offsetms": offsetms, "skipms": skipms, "playbackId": playback_id}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Playback)

    async def play_with_id(
        self,
        bridge_id: str,
        playback_id: str,
        *,
        media: str | Sequence[str],
        announcer_format: str | None = None,
        lang: str | None = None,
        offsetms: int | None = None,
        skipms: int | None = None,
    ) -> Playback:
        """POST /bridges/{bridgeId}/play/{playbackId}."""
        request = Request(
            operation="bridges.play_with_id",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/play/{_segment(playback_id)}",
            query=_query({"media": media, "announcer_format": announcer_format, "lang": lang, "offsetms": offsetms, "skipms": skipms}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Playback)

    async def record(
        self,
        bridge_id: str,
        *,
        name: str,
        format: str,
        recorder_format: str | None = None,
        max_duration_seconds: int | None = None,
        max_silence_seconds: int | None = None,
        if_exists: Literal["fail", "overwrite", "append"] | None = None,
        beep: bool | None = None,
        terminate_on: Literal["none", "any", "*", "#"] | None = None,
    ) -> LiveRecording:
        """POST /bridges/{bridgeId}/record."""
        request = Request(
            operation="bridges.record",
            method="POST",
            path=f"/bridges/{_segment(bridge_id)}/record",
            query=_query({"name": name, "format": format, "recorder_format": recorder_format, "maxDurationSeconds": max_duration_seconds, "maxSilenceSeconds": max_silence_seconds, "ifExists": if_exists, "beep": beep, "terminateOn": terminate_on}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=LiveRecording)


class Channels:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[Channel]:
        """GET /channels."""
        request = Request(
            operation="channels.list_all",
            method="GET",
            path="/channels",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Channel])

    async def originate(
        self,
        *,
        endpoint: str,
        extension: str | None = None,
        context: str | None = None,
        priority: int | None = None,
        label: str | None = None,
        app: str | None = None,
        app_args: str | None = None,
        caller_id: str | None = None,
        timeout: int | None = None,
        channel_id: str | None = None,
        other_channel_id: str | None = None,
        originator: str | None = None,
        formats: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Channel:
        """POST /channels."""
        request = Request(
            operation="channels.originate",
            method="POST",
            path="/channels",
            query=_query({"endpoint": endpoint, "extension": extension, "context": context, "priority": priority, "label": label, "app": app, "appArgs": app_args, "callerId": caller_id, "timeout": timeout, "channelId": channel_id, "otherChannelId": other_channel_id, "originator": originator, "formats": formats}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def create(
        self,
        *,
        endpoint: str,
        app: str,
        app_args: str | None = None,
        channel_id: str | None = None,
        other_channel_id: str | None = None,
        originator: str | None = None,
        formats: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Channel:
        """POST /channels/create."""
        request = Request(
            operation="channels.create",
            method="POST",
            path="/channels/create",
            query=_query({"endpoint": endpoint, "app": app, "appArgs": app_args, "channelId": channel_id, "otherChannelId": other_channel_id, "originator": originator, "formats": formats}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def get(self, channel_id: str) -> Channel:
        """GET /channels/{channelId}."""
        request = Request(
            operation="channels.get",
            method="GET",
            path=f"/channels/{_segment(channel_id)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def originate_with_id(
        self,
        channel_id: str,
        *,
        endpoint: str,
        extension: str | None = None,
        context: str | None = None,
        priority: int | None = None,
        label: str | None = None,
        app: str | None = None,
        app_args: str | None = None,
        caller_id: str | None = None,
        timeout: int | None = None,
        other_channel_id: str | None = None,
        originator: str | None = None,
        formats: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Channel:
        """POST /channels/{channelId}."""
        request = Request(
            operation="channels.originate_with_id",
            method="POST",
            path=f"/channels/{_segment(channel_id)}",
            query=_query({"endpoint": endpoint, "extension": extension, "context": context, "priority": priority, "label": label, "app": app, "appArgs": app_args, "callerId": caller_id, "timeout": timeout, "otherChannelId": other_channel_id, "originator": originator, "formats": formats}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def hangup(
        self,
        channel_id: str,
        *,
        reason_code: str | None = None,
        reason: Literal["normal", "busy", "congestion", "no_answer", "timeout", "rejected", "unallocated", "normal_unspecified", "number_incomplete", "codec_mismatch", "interworking", "failure", "answered_elsewhere"] | None = None,
    ) -> None:
        """DELETE /channels/{channelId}."""
        request = Request(
            operation="channels.hangup",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}",
            query=_query({"reason_code": reason_code, "reason": reason}),
        )
        await self._transport.request(request)

    async def continue_in_dialplan(
        self,
        channel_id: str,
        *,
        context: str | None = None,
        extension: str | None = None,
        priority: int | None = None,
        label: str | None = None,
    ) -> None:
        """POST /channels/{channelId}/continue."""
        request = Request(
            operation="channels.continue_in_dialplan",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/continue",
            query=_query({"context": context, "extension": extension, "priority": priority, "label": label}),
        )
        await self._transport.request(request)

    async def move(self, channel_id: str, *, app: str, app_args: str | None = None) -> None:
        """POST /channels/{channelId}/move."""
        request = Request(
            operation="channels.move",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/move",
            query=_query({"app": app, "appArgs": app_args}),
        )
        await self._transport.request(request)

    async def redirect(self, channel_id: str, *, endpoint: str) -> None:
        """POST /channels/{channelId}/redirect."""
        request = Request(
            operation="channels.redirect",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/redirect",
            query=_query({"endpoint": endpoint}),
        )
        await self._transport.request(request)

    async def answer(self, channel_id: str) -> None:
        """POST /channels/{channelId}/answer."""
        request = Request(
            operation="channels.answer",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/answer",
            query=_query({}),
        )
        await self._transport.request(request)

    async def ring(self, channel_id: str) -> None:
        """POST /channels/{channelId}/ring."""
        request = Request(
            operation="channels.ring",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/ring",
            query=_query({}),
        )
        await self._transport.request(request)

    async def ring_stop(self, channel_id: str) -> None:
        """DELETE /channels/{channelId}/ring."""
        request = Request(
            operation="channels.ring_stop",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}/ring",
            query=_query({}),
        )
        await self._transport.request(request)

    async def progress(self, channel_id: str) -> None:
        """POST /channels/{channelId}/progress."""
        request = Request(
            operation="channels.progress",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/progress",
            query=_query({}),
        )
        await self._transport.request(request)

    async def send_dtmf(
        self,
        channel_id: str,
        *,
        dtmf: str | None = None,
        before: int | None = None,
        between: int | None = None,
        duration: int | None = None,
        after: int | None = None,
    ) -> None:
        """POST /channels/{channelId}/dtmf."""
        request = Request(
            operation="channels.send_dtmf",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/dtmf",
            query=_query({"dtmf": dtmf, "before": before, "between": between, "duration": duration, "after": after}),
        )
        await self._transport.request(request)

    async def mute(self, channel_id: str, *, direction: Literal["both", "in", "out"] | None = None) -> None:
        """POST /channels/{channelId}/mute."""
        request = Request(
            operation="channels.mute",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/mute",
            query=_query({"direction": direction}),
        )
        await self._transport.request(request)

    async def unmute(self, channel_id: str, *, direction: Literal["both", "in", "out"] | None = None) -> None:
        """DELETE /channels/{channelId}/mute."""
        request = Request(
            operation="channels.unmute",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}/mute",
            query=_query({"direction": direction}),
        )
        await self._transport.request(request)

    async def hold(self, channel_id: str) -> None:
        """POST /channels/{channelId}/hold."""
        request = Request(
            operation="channels.hold",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/hold",
            query=_query({}),
        )
        await self._transport.request(request)

    async def unhold(self, channel_id: str) -> None:
        """DELETE /channels/{channelId}/hold."""
        request = Request(
            operation="channels.unhold",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}/hold",
            query=_query({}),
        )
        await self._transport.request(request)

    async def start_moh(self, channel_id: str, *, moh_class: str | None = None) -> None:
        """POST /channels/{channelId}/moh."""
        request = Request(
            operation="channels.start_moh",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/moh",
            query=_query({"mohClass": moh_class}),
        )
        await self._transport.request(request)

    async def stop_moh(self, channel_id: str) -> None:
        """DELETE /channels/{channelId}/moh."""
        request = Request(
            operation="channels.stop_moh",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}/moh",
            query=_query({}),
        )
        await self._transport.request(request)

    async def start_silence(self, channel_id: str) -> None:
        """POST /channels/{channelId}/silence."""
        request = Request(
            operation="channels.start_silence",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/silence",
            query=_query({}),
        )
        await self._transport.request(request)

    async def stop_silence(self, channel_id: str) -> None:
        """DELETE /channels/{channelId}/silence."""
        request = Request(
            operation="channels.stop_silence",
            method="DELETE",
            path=f"/channels/{_segment(channel_id)}/silence",
            query=_query({}),
        )
        await self._transport.request(request)

    async def play(
        self,
        channel_id: str,
        *,
        media: str | Sequence[str],
        lang: str | None = None,
        offsetms: int | None = None,
        skipms: int | None = None,
        playback_id: str | None = None,
    ) -> Playback:
        """POST /channels/{channelId}/play."""
        request = Request(
            operation="channels.play",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/play",
            query=_query({"media": media, "lang": lang, "offsetms": offsetms, "skipms": skipms, "playbackId": playback_id}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Playback)

    async def play_with_id(
        self,
        channel_id: str,
        playback_id: str,
        *,
        media: str | Sequence[str],
        lang: str | None = None,
        offsetms: int | None = None,
        skipms: int | None = None,
    ) -> Playback:
        """POST /channels/{channelId}/play/{playbackId}."""
        request = Request(
            operation="channels.play_with_id",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/play/{_segment(playback_id)}",
            query=_query({"media": media, "lang": lang, "offsetms": offsetms, "skipms": skipms}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Playback)

    async def record(
        self,
        channel_id: str,
        *,
        name: str,
        format: str,
        max_duration_seconds: int | None = None,
        max_silence_seconds: int | None = None,
        if_exists: Literal["fail", "overwrite", "append"] | None = None,
        beep: bool | None = None,
        terminate_on: Literal["none", "any", "*", "#"] | None = None,
    ) -> LiveRecording:
        """POST /channels/{channelId}/record."""
        request = Request(
            operation="channels.record",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/record",
            query=_query({"name": name, "format": format, "maxDurationSeconds": max_duration_seconds, "maxSilenceSeconds": max_silence_seconds, "ifExists": if_exists, "beep": beep, "terminateOn": terminate_on}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=LiveRecording)

    async def get_channel_var(self, channel_id: str, *, variable: str) -> Variable:
        """GET /channels/{channelId}/variable."""
        request = Request(
            operation="channels.get_channel_var",
            method="GET",
            path=f"/channels/{_segment(channel_id)}/variable",
            query=_query({"variable": variable}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Variable)

    async def set_channel_var(
        self,
        channel_id: str,
        *,
        variable: str,
        value: str | None = None,
        report_events: bool | None = None,
    ) -> None:
        """POST /channels/{channelId}/variable."""
        request = Request(
            operation="channels.set_channel_var",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/variable",
            query=_query({"variable": variable, "value": value, "report_events": report_events}),
        )
        await self._transport.request(request)

    async def get_channel_vars(self, channel_id: str, *, variables: str | Sequence[str]) -> Variables:
        """GET /channels/{channelId}/variables."""
        request = Request(
            operation="channels.get_channel_vars",
            method="GET",
            path=f"/channels/{_segment(channel_id)}/variables",
            query=_query({"variables": variables}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Variables)

    async def set_channel_vars(
        self,
        channel_id: str,
        *,
        variables: Mapping[str, object] | Sequence[object],
    ) -> None:
        """POST /channels/{channelId}/variables."""
        request = Request(
            operation="channels.set_channel_vars",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/variables",
            query=_query({}),
            body={"variables": variables},
        )
        await self._transport.request(request)

    async def snoop_channel(
        self,
        channel_id: str,
        *,
        app: str,
        spy: Literal["none", "both", "out", "in"] | None = None,
        whisper: Literal["none", "both", "out", "in"] | None = None,
        app_args: str | None = None,
        snoop_id: str | None = None,
    ) -> Channel:
        """POST /channels/{channelId}/snoop."""
        request = Request(
            operation="channels.snoop_channel",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/snoop",
            query=_query({"spy": spy, "whisper": whisper, "app": app, "appArgs": app_args, "snoopId": snoop_id}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def snoop_channel_with_id(
        self,
        channel_id: str,
        snoop_id: str,
        *,
        app: str,
        spy: Literal["none", "both", "out", "in"] | None = None,
        whisper: Literal["none", "both", "out", "in"] | None = None,
        app_args: str | None = None,
    ) -> Channel:
        """POST /channels/{channelId}/snoop/{snoopId}."""
        request = Request(
            operation="channels.snoop_channel_with_id",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/snoop/{_segment(snoop_id)}",
            query=_query({"spy": spy, "whisper": whisper, "app": app, "appArgs": app_args}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def dial(self, channel_id: str, *, caller: str | None = None, timeout: int | None = None) -> None:
        """POST /channels/{channelId}/dial."""
        request = Request(
            operation="channels.dial",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/dial",
            query=_query({"caller": caller, "timeout": timeout}),
        )
        await self._transport.request(request)

    async def rtpstatistics(self, channel_id: str) -> RTPstat:
        """GET /channels/{channelId}/rtp_statistics."""
        request = Request(
            operation="channels.rtpstatistics",
            method="GET",
            path=f"/channels/{_segment(channel_id)}/rtp_statistics",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=RTPstat)

    async def external_media(
        self,
        *,
        app: str,
        format: str,
        channel_id: str | None = None,
        external_host: str | None = None,
        encapsulation: Literal["rtp", "audiosocket", "none"] | None = None,
        transport: Literal["udp", "tcp", "websocket"] | None = None,
        connection_type: Literal["client", "server"] | None = None,
        direction: Literal["both"] | None = None,
        data: str | None = None,
        transport_data: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> Channel:
        """POST /channels/externalMedia."""
        request = Request(
            operation="channels.external_media",
            method="POST",
            path="/channels/externalMedia",
            query=_query({"channelId": channel_id, "app": app, "external_host": external_host, "encapsulation": encapsulation, "transport": transport, "connection_type": connection_type, "format": format, "direction": direction, "data": data, "transport_data": transport_data}),
            body=None if variables is None else {"variables": variables},
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Channel)

    async def transfer_progress(self, channel_id: str, *, states: str) -> None:
        """POST /channels/{channelId}/transfer_progress."""
        request = Request(
            operation="channels.transfer_progress",
            method="POST",
            path=f"/channels/{_segment(channel_id)}/transfer_progress",
            query=_query({"states": states}),
        )
        await self._transport.request(request)


class DeviceStates:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[DeviceState]:
        """GET /deviceStates."""
        request = Request(
            operation="deviceStates.list_all",
            method="GET",
            path="/deviceStates",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[DeviceState])

    async def get(self, device_name: str) -> DeviceState:
        """GET /deviceStates/{deviceName}."""
        request = Request(
            operation="deviceStates.get",
            method="GET",
            path=f"/deviceStates/{_segment(device_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=DeviceState)

    async def update(
        self,
        device_name: str,
        *,
        device_state: Literal["NOT_INUSE", "INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD"],
    ) -> None:
        """PUT /deviceStates/{deviceName}."""
        request = Request(
            operation="deviceStates.update",
            method="PUT",
            path=f"/deviceStates/{_segment(device_name)}",
            query=_query({"deviceState": device_state}),
        )
        await self._transport.request(request)

    async def delete(self, device_name: str) -> None:
        """DELETE /deviceStates/{deviceName}."""
        request = Request(
            operation="deviceStates.delete",
            method="DELETE",
            path=f"/deviceStates/{_segment(device_name)}",
            query=_query({}),
        )
        await self._transport.request(request)


class Endpoints:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[Endpoint]:
        """GET /endpoints."""
        request = Request(
            operation="endpoints.list_all",
            method="GET",
            path="/endpoints",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Endpoint])

    async def send_message(
        self,
        *,
        to: str,
        from_: str,
        body: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        """PUT /endpoints/sendMessage."""
        request = Request(
            operation="endpoints.send_message",
            method="PUT",
            path="/endpoints/sendMessage",
            query=_query({"to": to, "from": from_, "body": body}),
            body=None if variables is None else {"variables": variables},
        )
        await self._transport.request(request)

    async def refer(
        self,
        *,
        to: str,
        from_: str,
        refer_to: str,
        to_self: bool | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        """POST /endpoints/refer."""
        request = Request(
            operation="endpoints.refer",
            method="POST",
            path="/endpoints/refer",
            query=_query({"to": to, "from": from_, "refer_to": refer_to, "to_self": to_self}),
            body=None if variables is None else {"variables": variables},
        )
        await self._transport.request(request)

    async def list_by_tech(self, tech: str) -> list[Endpoint]:
        """GET /endpoints/{tech}."""
        request = Request(
            operation="endpoints.list_by_tech",
            method="GET",
            path=f"/endpoints/{_segment(tech)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Endpoint])

    async def get(self, tech: str, resource: str) -> Endpoint:
        """GET /endpoints/{tech}/{resource}."""
        request = Request(
            operation="endpoints.get",
            method="GET",
            path=f"/endpoints/{_segment(tech)}/{_segment(resource)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Endpoint)

    async def send_message_to_endpoint(
        self,
        tech: str,
        resource: str,
        *,
        from_: str,
        body: str | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        """PUT /endpoints/{tech}/{resource}/sendMessage."""
        request = Request(
            operation="endpoints.send_message_to_endpoint",
            method="PUT",
            path=f"/endpoints/{_segment(tech)}/{_segment(resource)}/sendMessage",
            query=_query({"from": from_, "body": body}),
            body=None if variables is None else {"variables": variables},
        )
        await self._transport.request(request)

    async def refer_to_endpoint(
        self,
        tech: str,
        resource: str,
        *,
        from_: str,
        refer_to: str,
        to_self: bool | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        """POST /endpoints/{tech}/{resource}/refer."""
        request = Request(
            operation="endpoints.refer_to_endpoint",
            method="POST",
            path=f"/endpoints/{_segment(tech)}/{_segment(resource)}/refer",
            query=_query({"from": from_, "refer_to": refer_to, "to_self": to_self}),
            body=None if variables is None else {"variables": variables},
        )
        await self._transport.request(request)


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def user_event(
        self,
        event_name: str,
        *,
        application: str,
        source: str | Sequence[str] | None = None,
        variables: Mapping[str, object] | Sequence[object] | None = None,
    ) -> None:
        """POST /events/user/{eventName}."""
        request = Request(
            operation="events.user_event",
            method="POST",
            path=f"/events/user/{_segment(event_name)}",
            query=_query({"application": application, "source": source}),
            body=None if variables is None else {"variables": variables},
        )
        await self._transport.request(request)

    async def claim_channel(self, *, channel_id: str, application: str) -> None:
        """POST /events/claim."""
        request = Request(
            operation="events.claim_channel",
            method="POST",
            path="/events/claim",
            query=_query({"channelId": channel_id, "application": application}),
        )
        await self._transport.request(request)


class Mailboxes:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self) -> list[Mailbox]:
        """GET /mailboxes."""
        request = Request(
            operation="mailboxes.list_all",
            method="GET",
            path="/mailboxes",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Mailbox])

    async def get(self, mailbox_name: str) -> Mailbox:
        """GET /mailboxes/{mailboxName}."""
        request = Request(
            operation="mailboxes.get",
            method="GET",
            path=f"/mailboxes/{_segment(mailbox_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Mailbox)

    async def update(self, mailbox_name: str, *, old_messages: int, new_messages: int) -> None:
        """PUT /mailboxes/{mailboxName}."""
        request = Request(
            operation="mailboxes.update",
            method="PUT",
            path=f"/mailboxes/{_segment(mailbox_name)}",
            query=_query({"oldMessages": old_messages, "newMessages": new_messages}),
        )
        await self._transport.request(request)

    async def delete(self, mailbox_name: str) -> None:
        """DELETE /mailboxes/{mailboxName}."""
        request = Request(
            operation="mailboxes.delete",
            method="DELETE",
            path=f"/mailboxes/{_segment(mailbox_name)}",
            query=_query({}),
        )
        await self._transport.request(request)


class Playbacks:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self, playback_id: str) -> Playback:
        """GET /playbacks/{playbackId}."""
        request = Request(
            operation="playbacks.get",
            method="GET",
            path=f"/playbacks/{_segment(playback_id)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Playback)

    async def stop(self, playback_id: str) -> None:
        """DELETE /playbacks/{playbackId}."""
        request = Request(
            operation="playbacks.stop",
            method="DELETE",
            path=f"/playbacks/{_segment(playback_id)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def control(
        self,
        playback_id: str,
        *,
        operation: Literal["restart", "pause", "unpause", "reverse", "forward"],
    ) -> None:
        """POST /playbacks/{playbackId}/control."""
        request = Request(
            operation="playbacks.control",
            method="POST",
            path=f"/playbacks/{_segment(playback_id)}/control",
            query=_query({"operation": operation}),
        )
        await self._transport.request(request)


class Recordings:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_stored(self) -> list[StoredRecording]:
        """GET /recordings/stored."""
        request = Request(
            operation="recordings.list_stored",
            method="GET",
            path="/recordings/stored",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[StoredRecording])

    async def get_stored(self, recording_name: str) -> StoredRecording:
        """GET /recordings/stored/{recordingName}."""
        request = Request(
            operation="recordings.get_stored",
            method="GET",
            path=f"/recordings/stored/{_segment(recording_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=StoredRecording)

    async def delete_stored(self, recording_name: str) -> None:
        """DELETE /recordings/stored/{recordingName}."""
        request = Request(
            operation="recordings.delete_stored",
            method="DELETE",
            path=f"/recordings/stored/{_segment(recording_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def get_stored_file(self, recording_name: str) -> bytes:
        """GET /recordings/stored/{recordingName}/file."""
        request = Request(
            operation="recordings.get_stored_file",
            method="GET",
            path=f"/recordings/stored/{_segment(recording_name)}/file",
            query=_query({}),
        )
        return await self._transport.request(request)

    async def copy_stored(self, recording_name: str, *, destination_recording_name: str) -> StoredRecording:
        """POST /recordings/stored/{recordingName}/copy."""
        request = Request(
            operation="recordings.copy_stored",
            method="POST",
            path=f"/recordings/stored/{_segment(recording_name)}/copy",
            query=_query({"destinationRecordingName": destination_recording_name}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=StoredRecording)

    async def get_live(self, recording_name: str) -> LiveRecording:
        """GET /recordings/live/{recordingName}."""
        request = Request(
            operation="recordings.get_live",
            method="GET",
            path=f"/recordings/live/{_segment(recording_name)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=LiveRecording)

    async def cancel(self, recording_name: str) -> None:
        """DELETE /recordings/live/{recordingName}."""
        request = Request(
            operation="recordings.cancel",
            method="DELETE",
            path=f"/recordings/live/{_segment(recording_name)}",
            query=_query({}),
        )
        await self._transport.request(request)

    async def stop(self, recording_name: str) -> None:
        """POST /recordings/live/{recordingName}/stop."""
        request = Request(
            operation="recordings.stop",
            method="POST",
            path=f"/recordings/live/{_segment(recording_name)}/stop",
            query=_query({}),
        )
        await self._transport.request(request)

    async def pause(self, recording_name: str) -> None:
        """POST /recordings/live/{recordingName}/pause."""
        request = Request(
            operation="recordings.pause",
            method="POST",
            path=f"/recordings/live/{_segment(recording_name)}/pause",
            query=_query({}),
        )
        await self._transport.request(request)

    async def unpause(self, recording_name: str) -> None:
        """DELETE /recordings/live/{recordingName}/pause."""
        request = Request(
            operation="recordings.unpause",
            method="DELETE",
            path=f"/recordings/live/{_segment(recording_name)}/pause",
            query=_query({}),
        )
        await self._transport.request(request)

    async def mute(self, recording_name: str) -> None:
        """POST /recordings/live/{recordingName}/mute."""
        request = Request(
            operation="recordings.mute",
            method="POST",
            path=f"/recordings/live/{_segment(recording_name)}/mute",
            query=_query({}),
        )
        await self._transport.request(request)

    async def unmute(self, recording_name: str) -> None:
        """DELETE /recordings/live/{recordingName}/mute."""
        request = Request(
            operation="recordings.unmute",
            method="DELETE",
            path=f"/recordings/live/{_segment(recording_name)}/mute",
            query=_query({}),
        )
        await self._transport.request(request)


class Sounds:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list_all(self, *, lang: str | None = None, format: str | None = None) -> list[Sound]:
        """GET /sounds."""
        request = Request(
            operation="sounds.list_all",
            method="GET",
            path="/sounds",
            query=_query({"lang": lang, "format": format}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=list[Sound])

    async def get(self, sound_id: str) -> Sound:
        """GET /sounds/{soundId}."""
        request = Request(
            operation="sounds.get",
            method="GET",
            path=f"/sounds/{_segment(sound_id)}",
            query=_query({}),
        )
        answer = await self._transport.request(request)
        return msgspec.json.decode(answer, type=Sound)


class Ari:
    """All resources over one transport."""

    def __init__(self, transport: Transport) -> None:
        self.applications = Applications(transport)
        self.asterisk = Asterisk(transport)
        self.bridges = Bridges(transport)
        self.channels = Channels(transport)
        self.device_states = DeviceStates(transport)
        self.endpoints = Endpoints(transport)
        self.events = Events(transport)
        self.mailboxes = Mailboxes(transport)
        self.playbacks = Playbacks(transport)
        self.recordings = Recordings(transport)
        self.sounds = Sounds(transport)
