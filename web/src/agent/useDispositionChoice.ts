import { useCallback, useMemo, useState } from "react";
import type { Disposition } from "@/protocol/resources";
import { matching, meant, useDispositions, useReadDispositions } from "./dispositions";

export interface DispositionChoice {
  all: readonly Disposition[];
  /** Those that what was typed may mean; one of them is marked. */
  shown: readonly Disposition[];
  typed: string;
  marked: number;
  chosen: Disposition | undefined;
  /** Something was typed that means nothing, and the agent wanted to be done. */
  unknown: boolean;
  type: (text: string) => void;
  mark: (index: number) => void;
  pick: (disposition: Disposition | undefined) => void;
  /**
   * What counts when the agent is done: the choice, else the marked row; null for none, undefined for nothing known.
   * Whoever is quicker than the list waits for it: a key is not lost. Fails where the list cannot be read.
   */
  settle: () => Promise<Disposition | null | undefined>;
}

/** What the conversation was about, as it is being typed. */
export function useDispositionChoice(projectId: string | null): DispositionChoice {
  const all = useDispositions(projectId);
  const read = useReadDispositions(projectId);
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const [picked, setPicked] = useState<Disposition>();
  const [stopped, setStopped] = useState(false);
  const shown = useMemo(() => matching(all, typed), [all, typed]);
  const chosen = picked ?? meant(all, typed);

  const type = useCallback((text: string) => {
    setTyped(text);
    setMarked(0);
    setPicked(undefined);
    setStopped(false);
  }, []);
  const mark = useCallback(
    (index: number) => {
      const within = Math.max(0, Math.min(index, shown.length - 1));
      setMarked(within);
      setPicked(shown[within]);
    },
    [shown],
  );
  const pick = useCallback((disposition: Disposition | undefined) => {
    if (disposition === undefined) return;
    setTyped(disposition.code);
    setMarked(0);
    setPicked(disposition);
    setStopped(false);
  }, []);
  const settle = useCallback(async () => {
    if (typed.trim() === "" && picked === undefined) return null;
    const known = await read();
    const settled = picked ?? meant(known, typed) ?? matching(known, typed)[marked];
    setStopped(settled === undefined);
    return settled;
  }, [typed, picked, read, marked]);
  const unknown = stopped && shown.length === 0;
  return { all, shown, typed, marked, chosen, unknown, type, mark, pick, settle };
}
