import { useMemo } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request, requestVersioned, type Versioned } from "@/protocol/api";
import type {
  Contact,
  ContactChange,
  Disposition,
  Interaction,
  InteractionRow,
  Items,
  NotReadyReason,
  Skill,
} from "@/protocol/resources";

const SELDOM = 5 * 60_000;

/** Why an agent may be not ready. */
export function useReasons(): readonly NotReadyReason[] {
  const { data } = useQuery({
    queryKey: ["reasons"],
    queryFn: () => request<Items<NotReadyReason>>("/reasons"),
    staleTime: SELDOM,
  });
  return data?.items ?? [];
}

/** The wrap-up codes of a project, those of all projects included. */
export function useDispositions(projectId: string | null): readonly Disposition[] {
  const { data } = useQuery({
    queryKey: ["dispositions"],
    queryFn: () => request<Items<Disposition>>("/dispositions", { query: { limit: 500 } }),
    staleTime: SELDOM,
  });
  return (data?.items ?? []).filter(
    (disposition) => disposition.project_id === null || disposition.project_id === projectId,
  );
}

/** Skill id → name, for the explanation of an offer. */
export function useSkillNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ["skills"],
    queryFn: () => request<Items<Skill>>("/skills"),
    staleTime: SELDOM,
  });
  return useMemo(() => new Map(data?.items.map((skill) => [skill.skill_id, skill.name])), [data]);
}

/** A customer's card; nothing for null. */
export function useContact(contactId: string | null) {
  return useQuery({
    queryKey: ["contact", contactId],
    queryFn: () => requestVersioned<Contact>(`/contacts/${contactId ?? ""}`),
    enabled: contactId !== null,
    staleTime: 60_000,
  });
}

/** Saves a card, unless somebody changed it since it was read. */
export function useSaveContact(contactId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: ContactChange) => {
      const read = queries.getQueryData<Versioned<Contact>>(["contact", contactId]);
      return requestVersioned<Contact>(`/contacts/${contactId}`, {
        method: "PATCH",
        body: change,
        ...(read?.etag === undefined ? {} : { ifMatch: read.etag }),
      });
    },
    onSuccess: (saved) => {
      if ((saved.value as Contact | undefined) !== undefined)
        queries.setQueryData(["contact", contactId], saved);
      else void queries.invalidateQueries({ queryKey: ["contact", contactId] });
    },
  });
}

/** What was said with this customer before, newest first. */
export function useHistory(contactId: string) {
  return useQuery({
    queryKey: ["contact", contactId, "interactions"],
    queryFn: () =>
      request<Items<InteractionRow>>(`/contacts/${contactId}/interactions`, { query: { limit: 20 } }),
    staleTime: 30_000,
  });
}

/** An id for a note that is to be written. */
export function newNoteId(): string {
  return `nte_${crypto.randomUUID().replaceAll("-", "")}`;
}

/** Keeps a note for good, once however often it is asked under one id; gives its id. */
export async function keepNote(interactionId: string, text: string, noteId: string): Promise<string> {
  const kept = await request<{ note_id: string }>(`/interactions/${interactionId}/notes`, {
    method: "POST",
    body: { text, note_id: noteId },
  });
  return kept.note_id;
}

export async function keepDraft(interactionId: string, text: string): Promise<void> {
  await request(`/interactions/${interactionId}/note-draft`, { method: "PUT", body: { text } });
}

export async function readDraft(interactionId: string): Promise<string> {
  const interaction = await request<Interaction>(`/interactions/${interactionId}`);
  return interaction.note_draft ?? "";
}
