import { useCallback, useEffect, useRef, useState } from "react";
import { keepDraft, readDraft } from "./data";

const SETTLED = 1_000;

function storedName(interactionId: string): string {
  return `ringwell.note.${interactionId}`;
}

function stored(interactionId: string): string {
  try {
    return localStorage.getItem(storedName(interactionId)) ?? "";
  } catch {
    return "";
  }
}

function store(interactionId: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(storedName(interactionId));
    else localStorage.setItem(storedName(interactionId), text);
  } catch {
    return;
  }
}

export interface Note {
  text: string;
  write: (text: string) => void;
  /** When the server last kept the draft, milliseconds. */
  keptAt: number | undefined;
  /** The note has been kept for good: the draft may go. */
  done: () => void;
}

/** A conversation's note as a draft: in this browser with every stroke, at the server a second after the last. */
export function useNote(interactionId: string): Note {
  const [text, setText] = useState(() => stored(interactionId));
  const [keptAt, setKeptAt] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touched = useRef(text !== "");

  useEffect(() => {
    let here = true;
    // A draft written in another browser, unless there is one here already.
    if (!touched.current)
      readDraft(interactionId).then(
        (draft) => {
          if (here && !touched.current) setText(draft);
        },
        () => undefined,
      );
    return () => {
      here = false;
      clearTimeout(timer.current);
    };
  }, [interactionId]);

  const write = useCallback(
    (next: string) => {
      touched.current = true;
      setText(next);
      store(interactionId, next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        keepDraft(interactionId, next).then(
          () => setKeptAt(Date.now()),
          () => undefined, // kept here in any case; the next stroke tries again
        );
      }, SETTLED);
    },
    [interactionId],
  );

  const done = useCallback(() => {
    clearTimeout(timer.current);
    store(interactionId, undefined);
  }, [interactionId]);

  return { text, write, keptAt, done };
}
