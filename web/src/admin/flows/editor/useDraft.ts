import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { sentBeforeLeaving } from "@/app/typed";
import type { FlowDocument } from "@/protocol/configuration";
import { useHistory, type History } from "./history";
import {
  dropUnsaved,
  keepUnsaved,
  readStored,
  saveDraft,
  unsavedName,
  type Opened,
  type Stored,
} from "./load";
import { merged } from "./merge";

const REST_MS = 800;
const LOOK_MS = 10_000;

export type Saving = "saved" | "unsaved" | "saving" | "failed";
type Sending = "rests" | "sends" | "failed";

/** Somebody else saved since. Nothing is overwritten until a person has decided. */
export interface Conflict {
  /** What both began from. */
  from: FlowDocument;
  theirs: Stored;
}

export interface Draft {
  history: History<FlowDocument>;
  saving: Saving;
  conflict: Conflict | null;
  stored: Stored;
  /** Somebody else's changes came in while nothing was being changed here. */
  cameIn: Stored | null;
  solve: (how: "merge" | "mine" | "theirs") => void;
  /** Saves now what is not saved; false where somebody was quicker, or it failed. */
  flush: () => Promise<boolean>;
  /** After publishing or giving up: what is drawn begins anew from here. */
  restart: (stored: Stored) => void;
}

/** A flow being drawn: kept at the server while one types, told when somebody else draws the same flow. */
export function useDraft(userId: string, id: string, opened: Opened): Draft {
  const name = unsavedName(userId, id);
  const { stored: first, unsaved } = opened;
  const resumes = unsaved !== null && unsaved.revision === first.revision;
  const history = useHistory(resumes ? unsaved.document : first.document);
  const [stored, setStored] = useState(first);
  const [sending, setSending] = useState<Sending>("rests");
  const [conflict, setConflict] = useState<Conflict | null>(
    unsaved !== null && !resumes ? { from: unsaved.from, theirs: first } : null,
  );
  const [cameIn, setCameIn] = useState<Stored | null>(null);
  const { now, set } = history;
  const live = useRef({ now, stored, conflict });
  const busy = useRef<Promise<boolean> | null>(null);
  useLayoutEffect(() => {
    live.current = { now, stored, conflict };
  }, [now, stored, conflict]);
  const empty = first.document;

  // What this browser had not saved lies over what the server has: mine is drawn, and the person decides.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (unsaved !== null && !resumes) set(unsaved.document);
  }, [unsaved, resumes, set]);

  const save = useCallback(async (): Promise<boolean> => {
    const { now: document, stored: from } = live.current;
    if (live.current.conflict !== null) return false;
    if (document === from.document) return true;
    setSending("sends");
    try {
      const revision = await saveDraft(id, from.revision, from.base, document);
      if (revision === null) {
        const theirs = await readStored(id, opened.published, empty);
        setConflict({ from: from.document, theirs });
        setSending("rests");
        return false;
      }
      const kept = { ...from, revision, document };
      live.current.stored = kept;
      setStored(kept);
      setSending("rests");
      if (live.current.now === document) dropUnsaved(name);
      return true;
    } catch {
      setSending("failed");
      return false;
    }
  }, [id, name, opened.published, empty]);

  const flush = useCallback(async (): Promise<boolean> => {
    // One at a time: who waits for the same save as another would send the same revision.
    while (busy.current !== null) await busy.current;
    const run = save();
    busy.current = run;
    const done = await run;
    busy.current = null;
    return done && live.current.now === live.current.stored.document;
  }, [save]);
  useEffect(() => sentBeforeLeaving(flush), [flush]);

  useEffect(() => {
    if (now === stored.document) return;
    keepUnsaved(name, { revision: stored.revision, from: stored.document, document: now });
    if (conflict !== null) return;
    const timer = setTimeout(() => void flush(), REST_MS);
    return () => clearTimeout(timer);
  }, [name, now, stored, conflict, flush]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (busy.current !== null || live.current.conflict !== null || document.hidden) return;
      const before = live.current.stored.revision;
      readStored(id, opened.published, empty).then(
        (theirs) => {
          const { now: mine, stored: known, conflict: told } = live.current;
          // What was saved here meanwhile is not somebody else's.
          if (busy.current !== null || known.revision !== before) return;
          if (theirs.revision === known.revision || told !== null) return;
          if (mine !== known.document) setConflict({ from: known.document, theirs });
          else {
            set(theirs.document);
            setStored(theirs);
            setCameIn(theirs);
          }
        },
        () => undefined, // saving says when the server is away
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [id, opened.published, empty, set]);

  const solve = useCallback<Draft["solve"]>(
    (how) => {
      const told = live.current.conflict;
      if (told === null) return;
      const { from, theirs } = told;
      // Theirs goes through the history, so that it can be come back to whatever is chosen.
      const mine = live.current.now;
      set(theirs.document);
      if (how === "mine") set({ ...mine });
      if (how === "merge") set(merged(from, mine, theirs.document).document);
      if (how === "theirs") dropUnsaved(name);
      setStored(theirs);
      setConflict(null);
    },
    [name, set],
  );

  const restart = useCallback(
    (begin: Stored) => {
      dropUnsaved(name);
      live.current.stored = begin;
      setStored(begin);
      set(begin.document);
      setConflict(null);
    },
    [name, set],
  );

  const saving =
    sending === "sends"
      ? "saving"
      : now === stored.document
        ? "saved"
        : sending === "failed"
          ? "failed"
          : "unsaved";
  return { history, saving, conflict, stored, cameIn, solve, flush, restart };
}
