"""What happened: lists, one interaction with its segments and notes, its timeline in words."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, Field, StringConstraints

from ringwell.access.roles import may_oversee
from ringwell.adapters.web.api.config_shapes import ProjectId, QueueId
from ringwell.adapters.web.api.paging import Cursor, ShortLimit
from ringwell.adapters.web.api.shapes import Body, Moment, Page, Text, View, Written, id_pattern, known_id
from ringwell.adapters.web.api.timeline import TimelineItem, told
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.problems import ApiProblem, field_problem
from ringwell.customers.model import Contact, Note
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import AGENT, DISPOSITION, INTERACTION, NOTE
from ringwell.kpis.definitions import day_start
from ringwell.kpis.model import InteractionFilter, InteractionRow, RecordingRow, SegmentRow

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["interactions"])

AgentId = Annotated[str, StringConstraints(pattern=id_pattern(AGENT))]
DispositionId = Annotated[str, StringConstraints(pattern=id_pattern(DISPOSITION))]
NoteId = Annotated[str, StringConstraints(pattern=id_pattern(NOTE))]
Result = Literal[
    "handled",
    "abandoned_in_flow",
    "abandoned_in_queue",
    "ended_in_flow",
    "voicemail",
    "closed",
    "unknown_number",
    "blocked",
    "rejected",
    "failed",
]


class CallerView(View):
    """Who called, as far as it is known. `number` is the contact's first."""

    contact_id: str
    name: str | None
    number: str | None
    erased: bool


class InteractionItem(View):
    """One interaction in a list, with names beside ids. `result` is null while it is up."""

    interaction_id: str
    short_ref: str
    channel: str
    direction: str
    caller: CallerView | None
    project_id: str | None
    project_name: str | None
    client_id: str | None
    client_name: str | None
    queue_id: str | None
    queue_name: str | None
    agent_id: str | None
    agent_name: str | None
    disposition_id: str | None
    disposition_name: str | None
    via_fallback: bool
    started_at: AwareDatetime
    answered_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    result: str | None
    ended_by: str | None
    waited_ms: int
    talk_ms: int
    hold_ms: int
    acw_ms: int
    segments: int
    recordings: int


class SegmentView(View):
    """Caller and one agent in conversation."""

    segment_id: str
    ordinal: int
    agent_id: str
    agent_name: str | None
    queue_id: str | None
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    talk_ms: int
    hold_ms: int
    acw_ms: int
    recording_id: str | None


class RecordingView(View):
    """`state`: recording, stored, erased, or failed (then `failure` says why). `may_listen`: whether the reader may. Without a segment it is a
    message, or what a colleague said and heard who was asked during the call."""

    recording_id: str
    segment_id: str | None
    agent_id: str | None
    agent_name: str | None
    kind: str
    state: str
    started_at: AwareDatetime
    duration_ms: int | None
    channels: int | None
    failure: str | None
    may_listen: bool


class NoteView(View):
    """What somebody wrote about the interaction. `text` is null once the contact was erased."""

    note_id: str
    user_id: str
    author: str | None
    text: str | None
    created_at: AwareDatetime


class InteractionView(InteractionItem):
    """One interaction with all that belongs to it. `note_draft` is the reader's own unsaved note. `may_correct`: whether the reader may say
    anew what it was about."""

    parts: list[SegmentView]
    audio: list[RecordingView]
    notes: list[NoteView]
    note_draft: str | None
    may_correct: bool


class Correction(Body):
    """What the conversation was about."""

    disposition_id: DispositionId


class NewNote(Body):
    """`note_id` is chosen by who writes: the same one again is the same note, not a second one. (An Idempotency-Key is not looked at:
    what was written is kept sealed, in one place.)"""

    text: Written
    note_id: NoteId | None = None


class NoteDraft(Body):
    """Empty removes it."""

    text: Text


class ExportMade(Body):
    """A list that is about to leave as a file: how many rows, and the filters by their names."""

    rows: Annotated[int, Field(ge=0, le=1_000_000_000)]
    filters: Annotated[
        dict[
            Annotated[str, StringConstraints(max_length=20)],
            Annotated[str, StringConstraints(max_length=100)],
        ],
        Field(max_length=10),
    ] = Field(default_factory=dict[str, str])


class Timeline(View):
    """Every event, in order."""

    items: list[TimelineItem]


@router.get("/interactions")
@allow(*EVERY_ROLE)
async def list_interactions(
    edge: UseEdge,
    who: Who,
    since: Annotated[Moment | None, Query(alias="from", description="Started at or after.")] = None,
    until: Annotated[Moment | None, Query(alias="to", description="Started before.")] = None,
    queue: QueueId | None = None,
    agent: AgentId | None = None,
    project: ProjectId | None = None,
    result: Result | None = None,
    q: Annotated[
        str | None, Query(max_length=100, description="A short reference, or a caller's number or name.")
    ] = None,
    drafted: Annotated[bool, Query(description="Only those with an unfinished note of the reader.")] = False,
    cursor: Cursor = None,
    limit: ShortLimit = 50,
) -> Page[InteractionItem]:
    """Newest first. Agents see their own."""
    if who.role == "agent":
        if agent is not None and agent != who.agent_id:
            raise field_problem("agent", "not_yours")
        agent = who.agent_id
    wanted = InteractionFilter(
        since=since,
        until=until,
        queue_id=queue,
        agent_id=agent,
        project_id=project,
        result=result,
        text=(q or "").strip() or None,
        draft_of=who.user.user_id if drafted else None,
    )
    return await page_of_interactions(edge, who, wanted, cursor, limit)


async def page_of_interactions(
    edge: Edge, who: Identity, wanted: InteractionFilter, cursor: str | None, limit: int
) -> Page[InteractionItem]:
    """A page with callers' and everybody's names."""
    page = await edge.stores.interactions.page(who.workspace_id, wanted, cursor=cursor, limit=limit)
    names = await edge.names.of(edge.stores, who.workspace_id)
    ids = [row.contact_id for row in page.items if row.contact_id is not None]
    callers = await edge.stores.contacts.names(who.workspace_id, ids)
    items = [
        InteractionItem.model_validate(_values(row, names, callers.get(row.contact_id or "")))
        for row in page.items
    ]
    return Page(items=items, next=page.next)


@router.post("/interactions/exports", status_code=204)
@allow(*EVERY_ROLE)
async def tell_export(edge: UseEdge, who: Who, export: ExportMade) -> Response:
    """Keep in the audit that a list was made into a file. The page asks before it gives the file to its reader."""
    # Whom somebody looked for is personal and would outlive an erasure: only that they did is kept.
    filters = {name: "*" if name == "q" else value for name, value in export.filters.items()}
    params: dict[str, object] = {"rows": export.rows, "filters": filters}
    await edge.stores.audit.looked(who.workspace_id, who.actor, "export.made", "interactions", params)
    return Response(status_code=204)


@router.get("/interactions/{interaction_id}")
@allow(*EVERY_ROLE)
async def read_interaction(edge: UseEdge, who: Who, interaction_id: str) -> InteractionView:
    """One interaction."""
    place, key = who.workspace_id, known_id(interaction_id, INTERACTION)
    stores = edge.stores
    row = await stores.interactions.read(place, key)
    names = await edge.names.of(stores, place)
    caller = None
    if row.contact_id is not None:
        caller = (await stores.contacts.names(place, [row.contact_id])).get(row.contact_id)
    segments = await stores.interactions.segments(place, key)
    recordings = await stores.interactions.recordings(place, key)
    notes = await stores.notes.of_interaction(place, key)
    draft = await stores.notes.draft(place, key, who.user.user_id)
    values = {
        **_values(row, names, caller),
        "parts": [_segment(segment, names) for segment in segments],
        "audio": [_recording(recording, names, who) for recording in recordings],
        "notes": [_note(note, names) for note in notes],
        "note_draft": draft,
        "may_correct": await _may_correct(edge, who, row, segments),
    }
    return InteractionView.model_validate(values)


@router.get("/interactions/{interaction_id}/timeline")
@allow(*EVERY_ROLE)
async def read_timeline(edge: UseEdge, who: Who, interaction_id: str) -> Timeline:
    """Every event of the interaction as code, parameters, and words in the reader's language."""
    key = known_id(interaction_id, INTERACTION)
    await edge.stores.interactions.read(who.workspace_id, key)
    events = await edge.stores.interactions.timeline(who.workspace_id, key)
    names = await edge.names.of(edge.stores, who.workspace_id)
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    language = who.user.language or settings.language
    return Timeline(items=told(events, names, language, oversees=may_oversee(who.roles)))


@router.post("/interactions/{interaction_id}/notes", status_code=201)
@allow(*EVERY_ROLE, keeps_answer=False)
async def write_note(edge: UseEdge, who: Who, interaction_id: str, note: NewNote) -> NoteView:
    """Keep a note. Committed when this is answered; the draft is gone."""
    key = known_id(interaction_id, INTERACTION)
    written = await edge.stores.notes.write(
        who.workspace_id, key, who.user.user_id, note.text, who.actor, note_id=note.note_id
    )
    return _note(written, await edge.names.of(edge.stores, who.workspace_id))


@router.put("/interactions/{interaction_id}/disposition", status_code=204)
@allow(*EVERY_ROLE)
async def correct_disposition(
    edge: UseEdge, who: Who, interaction_id: str, correction: Correction
) -> Response:
    """Say, once the interaction is over, what it was about: agents of their own on the same day, who oversees of all at any time. Committed
    when this is answered."""
    place, key = who.workspace_id, known_id(interaction_id, INTERACTION)
    row = await edge.stores.interactions.read(place, key)
    segments = await edge.stores.interactions.segments(place, key)
    if not await _may_correct(edge, who, row, segments):
        raise ApiProblem(403, "forbidden")
    await edge.stores.interactions.correct_disposition(
        place, key, correction.disposition_id, who.user.user_id, who.actor
    )
    return Response(status_code=204)


@router.put("/interactions/{interaction_id}/note-draft", status_code=204)
@allow(*EVERY_ROLE)
async def save_note_draft(edge: UseEdge, who: Who, interaction_id: str, draft: NoteDraft) -> Response:
    """Keep what is being typed, for this person."""
    key = known_id(interaction_id, INTERACTION)
    await edge.stores.notes.save_draft(who.workspace_id, key, who.user.user_id, draft.text)
    return Response(status_code=204)


async def _may_correct(
    edge: Edge, who: Identity, row: InteractionRow, segments: Sequence[SegmentRow]
) -> bool:
    if row.ended_at is None:
        return False
    if who.role != "agent":
        return True
    if who.agent_id not in {row.agent_id, *(segment.agent_id for segment in segments)} - {None}:
        return False
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    return row.ended_at >= day_start(edge.now(), settings.zone)


def may_listen(who: Identity, recording: RecordingRow) -> bool:
    """Agents listen to themselves, and to messages that callers left; who oversees, to everybody."""
    own = recording.agent_id is not None and recording.agent_id == who.agent_id
    return who.role != "agent" or own or recording.kind == "voicemail"


def recording_for(who: Identity, recording: RecordingRow) -> RecordingRow:
    """The recording, if this person may listen to it; else there is none: NotFound."""
    if not may_listen(who, recording):
        raise NotFound
    return recording


def _values(row: InteractionRow, names: Names, caller: Contact | None) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) for name in row.__struct_fields__}
    return {
        **values,
        "caller": None if caller is None else _caller(caller),
        "project_name": names.projects.get(row.project_id or ""),
        "client_name": names.clients.get(row.client_id or ""),
        "queue_name": names.queues.get(row.queue_id or ""),
        "agent_name": names.agents.get(row.agent_id or ""),
        "disposition_name": names.dispositions.get(row.disposition_id or ""),
    }


def _caller(contact: Contact) -> CallerView:
    number = contact.numbers[0] if contact.numbers else None
    return CallerView(contact_id=contact.contact_id, name=contact.name, number=number, erased=contact.erased)


def _segment(row: SegmentRow, names: Names) -> SegmentView:
    values: dict[str, object] = {name: getattr(row, name) for name in row.__struct_fields__}
    return SegmentView.model_validate({**values, "agent_name": names.agents.get(row.agent_id)})


def _recording(row: RecordingRow, names: Names, who: Identity) -> RecordingView:
    values: dict[str, object] = {name: getattr(row, name) for name in row.__struct_fields__}
    agent_name = names.agents.get(row.agent_id) if row.agent_id else None
    return RecordingView.model_validate(
        {**values, "agent_name": agent_name, "may_listen": may_listen(who, row)}
    )


def _note(note: Note, names: Names) -> NoteView:
    return NoteView(
        note_id=note.note_id,
        user_id=note.user_id,
        author=names.users.get(note.user_id),
        text=note.text,
        created_at=note.created_at,
    )
