import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { Interaction, InteractionRow, Items } from "@/protocol/resources";
import { useMe } from "./session";
import { sentBeforeLeaving } from "./typed";

/** A pause in typing after which a draft goes to the server; whoever types without one is not longer without it. */
const SETTLED = 1_000;
const LONGEST = 4_000;
const DRAFTS = ["drafts"] as const;

export interface Note {
  text: string;
  write: (text: string) => void;
  /** When the server last kept the draft, milliseconds. */
  keptAt: number | undefined;
  /** Keeps the note for good and drops the draft; gives the note's id. The same text tried again is the same note. */
  keep: () => Promise<string>;
  /** Empties the field of a note that has been kept. */
  clear: () => void;
}

/**
 * A conversation's note as a draft of whoever is signed in: in this browser with every stroke, at the server soon
 * after, and when the page or the wrap-up goes. `written` is the server's draft where it is known already.
 */
export function useNote(interactionId: string, written?: string | null): Note {
  const queries = useQueryClient();
  const user = useMe().user_id;
  const [keptAt, setKeptAt] = useState<number>();
  const draft = useMemo(
    () => new Draft(interactionId, `ringwell.note.${user}.${interactionId}`, queries),
    [interactionId, user, queries],
  );
  const [text, setText] = useState(() => draft.stored() ?? written ?? "");
  const touched = useRef(text !== "");
  const known = written !== undefined;

  useEffect(() => {
    draft.listen(setKeptAt);
    const leave = () => draft.flush();
    const gone = sentBeforeLeaving(() => draft.sent());
    window.addEventListener("pagehide", leave);
    return () => {
      gone();
      window.removeEventListener("pagehide", leave);
      draft.listen(undefined);
      draft.flush();
    };
  }, [draft]);

  useEffect(() => {
    // A draft written in another browser, unless there is one here already.
    if (known || touched.current) return;
    let here = true;
    request<Interaction>(`/interactions/${interactionId}`).then(
      ({ note_draft }) => {
        if (here && !touched.current) setText(note_draft ?? "");
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [interactionId, known]);

  const write = useCallback(
    (next: string) => {
      touched.current = true;
      setText(next);
      draft.write(next);
    },
    [draft],
  );
  const keep = useCallback(() => draft.keep(text.trim()), [draft, text]);
  const clear = useCallback(() => {
    setText("");
    setKeptAt(undefined);
  }, []);
  return { text, write, keptAt, keep, clear };
}

/** An id for a note that is to be written: under one id it is kept once, however often it is asked. */
function newNoteId(): string {
  return `nte_${crypto.randomUUID().replaceAll("-", "")}`;
}

/** What is being typed, on its way to the server. */
class Draft {
  private onKept: ((at: number) => void) | undefined;
  private unsaved: string | undefined;
  private due: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> = Promise.resolve();
  private tried: { text: string; id: string } | undefined;

  constructor(
    private readonly interactionId: string,
    private readonly name: string,
    private readonly queries: QueryClient,
  ) {}

  /** Hears when the server has kept the draft. */
  listen(onKept: ((at: number) => void) | undefined): void {
    this.onKept = onKept;
  }

  stored(): string | undefined {
    try {
      return localStorage.getItem(this.name) ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(text: string): void {
    this.store(text === "" ? undefined : text);
    this.unsaved = text;
    const now = Date.now();
    this.due ??= now + LONGEST;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.min(SETTLED, this.due - now));
  }

  /** Sends what the server has not got yet; outlives the page. */
  flush(): void {
    const text = this.unsaved;
    this.rest();
    if (text === undefined) return;
    this.sending = request(`/interactions/${this.interactionId}/note-draft`, {
      method: "PUT",
      body: { text },
      keepalive: true,
    }).then(
      () => {
        this.onKept?.(Date.now());
        void this.queries.invalidateQueries({ queryKey: DRAFTS });
      },
      () => {
        // Kept in this browser in any case; the next stroke, or leaving, tries again.
        this.unsaved ??= text;
      },
    );
  }

  /** As flush; over when the server has answered. */
  sent(): Promise<void> {
    this.flush();
    return this.sending;
  }

  async keep(text: string): Promise<string> {
    if (this.tried?.text !== text) this.tried = { text, id: newNoteId() };
    this.rest();
    // A draft that came after its note would stay for ever.
    await this.sending;
    const { note_id } = await request<{ note_id: string }>(`/interactions/${this.interactionId}/notes`, {
      method: "POST",
      body: { text, note_id: this.tried.id },
    });
    this.rest();
    this.store(undefined);
    void this.queries.invalidateQueries({ queryKey: DRAFTS });
    return note_id;
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.unsaved = this.due = undefined;
  }

  private store(text: string | undefined): void {
    try {
      if (text === undefined) localStorage.removeItem(this.name);
      else localStorage.setItem(this.name, text);
    } catch {
      return; // storage forbidden: the server's draft is left
    }
  }
}

/**
 * The conversations about which the reader has begun a note and not finished it, newest first, without those in hand.
 * Asked for again when what is in hand changes.
 */
export function useDrafted(inHand: readonly string[]): readonly InteractionRow[] {
  const { data } = useQuery({
    queryKey: [...DRAFTS, ...inHand],
    queryFn: () => request<Items<InteractionRow>>("/interactions", { query: { drafted: "true", limit: 20 } }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    select: ({ items }) => items.filter(({ interaction_id }) => !inHand.includes(interaction_id)),
  });
  return data ?? [];
}
