import { ApiProblem, request, requestVersioned } from "@/protocol/api";
import type { FlowDocument, FlowDraft, FlowHead, FlowVersion } from "@/protocol/configuration";
import type { Items } from "@/protocol/resources";
import { same } from "../../kit/draft";

/** What is drawn of a flow at the server. `revision` 0: nothing is being drawn, and the document is the published one. */
export interface Stored {
  revision: number;
  /** The published version that the drawing began from; 0: none. */
  base: number;
  document: FlowDocument;
  savedBy: string | null;
}

export interface Opened {
  head: FlowHead;
  /** What calls run on; null before the first publication. */
  published: FlowVersion | null;
  stored: Stored;
  /** What this browser had not saved yet. */
  unsaved: Unsaved | null;
}

/** A document that was drawn here and did not reach the server, with what it was drawn from. */
export interface Unsaved {
  revision: number;
  from: FlowDocument;
  document: FlowDocument;
}

export function emptyFlow(name: string, language: string): FlowDocument {
  return {
    format: 1,
    id: "flow",
    name,
    language,
    start: "answer",
    nodes: { answer: { type: "answer", next: "" } },
    layout: { answer: [0, 0] },
  };
}

export async function openFlow(userId: string, id: string, language: string): Promise<Opened> {
  const [head, published, draft] = await Promise.all([
    request<FlowHead>(`/flows/${id}`),
    request<Items<FlowVersion>>(`/flows/${id}/versions`, { query: { limit: 1 } }).then(
      ({ items }) => items[0] ?? null,
    ),
    readDraft(id),
  ]);
  const stored = storedOf(draft, published, emptyFlow(head.name, language));
  return { head, published, stored, unsaved: readUnsaved(unsavedName(userId, id), stored) };
}

/** The draft as it is kept now; where there is none, what is published. */
export async function readStored(
  id: string,
  published: FlowVersion | null,
  empty: FlowDocument,
): Promise<Stored> {
  return storedOf(await readDraft(id), published, empty);
}

function readDraft(id: string): Promise<FlowDraft> {
  return request<FlowDraft>(`/flows/${id}/draft`);
}

function storedOf(draft: FlowDraft, published: FlowVersion | null, empty: FlowDocument): Stored {
  return {
    revision: draft.revision,
    base: draft.document === null ? (published?.version ?? 0) : draft.base,
    document: draft.document ?? published?.document ?? empty,
    savedBy: draft.saved_by,
  };
}

/** Keeps a drawing; null where somebody else saved since. */
export async function saveDraft(
  id: string,
  revision: number,
  base: number,
  document: FlowDocument,
): Promise<number | null> {
  try {
    const { value } = await requestVersioned<FlowDraft>(`/flows/${id}/draft`, {
      method: "PUT",
      body: { base, document },
      ifMatch: `"${revision}"`,
    });
    return value.revision;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 412) return null;
    throw problem;
  }
}

/** Under which this browser keeps what this person has drawn of a flow and the server has not got. */
export function unsavedName(userId: string, id: string): string {
  return `ringwell.flow.${userId}.${id}`;
}

export function keepUnsaved(name: string, unsaved: Unsaved): void {
  try {
    localStorage.setItem(name, JSON.stringify(unsaved));
  } catch {
    return; // storage forbidden or full: the drawing lasts for this page
  }
}

export function dropUnsaved(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    return;
  }
}

function readUnsaved(name: string, stored: Stored): Unsaved | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Unsaved | null;
    if (kept === null || typeof kept.document.nodes !== "object") return null;
    return same(kept.document, stored.document) ? null : kept;
  } catch {
    return null;
  }
}
