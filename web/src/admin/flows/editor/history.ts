import { useCallback, useMemo, useState } from "react";

interface Past<T> {
  before: readonly T[];
  now: T;
  after: readonly T[];
}

const DEEPEST = 200;

export interface History<T> {
  now: T;
  /** A new state; `quiet` changes what is there without a step to undo. */
  set: (next: T | ((now: T) => T), options?: { quiet?: boolean }) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

/** What can be undone, and done again. */
export function useHistory<T>(begin: T): History<T> {
  const [past, setPast] = useState<Past<T>>({ before: [], now: begin, after: [] });
  const set = useCallback<History<T>["set"]>((next, options = {}) => {
    setPast((held) => {
      const value = typeof next === "function" ? (next as (now: T) => T)(held.now) : next;
      if (Object.is(value, held.now)) return held;
      if (options.quiet === true) return { ...held, now: value };
      return { before: [...held.before, held.now].slice(-DEEPEST), now: value, after: [] };
    });
  }, []);
  const undo = useCallback(() => {
    setPast((held) => {
      const last = held.before.at(-1);
      if (last === undefined) return held;
      return { before: held.before.slice(0, -1), now: last, after: [held.now, ...held.after] };
    });
  }, []);
  const redo = useCallback(() => {
    setPast((held) => {
      const [first, ...rest] = held.after;
      if (first === undefined) return held;
      return { before: [...held.before, held.now], now: first, after: rest };
    });
  }, []);
  return useMemo(
    () => ({
      now: past.now,
      set,
      undo,
      redo,
      canUndo: past.before.length > 0,
      canRedo: past.after.length > 0,
    }),
    [past, set, undo, redo],
  );
}
