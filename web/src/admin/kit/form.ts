import { useCallback, useMemo, useState } from "react";
import { useMe } from "@/app/session";
import type { TextKey } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import { changed, draftName, dropDraft, keepDraft, readDraft, rebased, same } from "./draft";

export type Faults = Readonly<Record<string, string>>;

/** What fields are drawn from: values, what is wrong with them, how to change them. */
export interface Form<D> {
  draft: D;
  set: <Name extends keyof D & string>(name: Name, value: D[Name]) => void;
  /** Words for what is wrong with a field; undefined when nothing is. */
  fault: (name: string) => string | undefined;
  isNew: boolean;
}

/** Somebody else has changed the thing since typing began: which fields, and which of them were changed here too. */
export interface Clash {
  theirs: readonly string[];
  both: readonly string[];
}

export interface DraftForm<D> extends Form<D> {
  /** Differs from what was read. */
  dirty: boolean;
  /** There was a draft from an earlier visit. */
  found: boolean;
  /** Until it is decided whose changes stay. */
  clash: Clash | null;
  discard: () => void;
  /** The thing has become `theirs`, which is read from now on: what was typed is laid over it. */
  rebase: (theirs: D) => void;
  /** What was typed here stays. */
  settle: () => void;
  setFaults: (faults: Faults) => void;
  saved: () => void;
}

/** What a draft began from, where that is not what is read now. */
interface Origin<D> {
  base: number | null;
  from: D;
}

/** What an earlier visit left, laid over what is read now. */
function begin<D extends object>(name: string, read: D, base: number | null) {
  const kept = readDraft<D>(name);
  if (kept === null) return { draft: read, clash: null, origin: null };
  const { draft, theirs, both } = rebased(kept, read);
  const stale = kept.base !== base && theirs.length > 0;
  return {
    draft,
    clash: stale ? { theirs, both } : null,
    origin: stale ? { base: kept.base, from: { ...read, ...kept.from } } : null,
  };
}

/** A form's values: what differs from `read` (of version `base`; null: a new thing) is kept in this browser for this person. */
export function useDraftForm<D extends object>(thing: string, read: D, base: number | null): DraftForm<D> {
  const name = draftName(useMe().user_id, thing);
  const [start] = useState(() => begin(name, read, base));
  const [draft, setDraft] = useState<D>(start.draft);
  const [clash, setClash] = useState<Clash | null>(start.clash);
  const [origin, setOrigin] = useState<Origin<D> | null>(start.origin);
  const [found, setFound] = useState(!same(start.draft, read));
  const [faults, setFaults] = useState<Faults>({});

  function forget(): void {
    dropDraft(name);
    setFound(false);
    setFaults({});
    setClash(null);
    setOrigin(null);
  }
  return {
    draft,
    isNew: base === null,
    found,
    clash,
    dirty: !same(draft, read),
    set: (field, value) => {
      const next = { ...draft, [field]: value };
      setDraft(next);
      keepDraft(name, origin?.base ?? base, origin?.from ?? read, next);
      if (field in faults)
        setFaults(Object.fromEntries(Object.entries(faults).filter(([at]) => at !== field)));
    },
    fault: (field) => faults[field],
    discard: () => {
      forget();
      setDraft(read);
    },
    rebase: (theirs) => {
      const from = origin?.from ?? read;
      const next = rebased({ from, fields: changed(from, draft) }, theirs);
      setDraft(next.draft);
      setClash(next);
      setOrigin(origin ?? { base, from: read });
    },
    settle: () => {
      setClash(null);
      setOrigin(null);
      keepDraft(name, base, read, draft);
    },
    setFaults,
    saved: forget,
  };
}

/** Words for a field's problem code; codes nobody has words for get a plain sentence. */
export function useFieldText(): (code: string, params?: ApiProblem["params"]) => string {
  const { t, tCode } = useText();
  return useCallback(
    (code, params = {}) => {
      const filled = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? ""]));
      return tCode(`field.${code}`, filled) ?? t("field.unknown");
    },
    [t, tCode],
  );
}

/** Field → words, from what the server said; the rest of the path (`needs.0.level`) belongs to its first field. */
export function useFaultsOf(): (problem: unknown) => Faults {
  const { tCode } = useText();
  const fieldText = useFieldText();
  return useCallback(
    (problem) => {
      if (!(problem instanceof ApiProblem)) return {};
      const faults: Record<string, string> = {};
      for (const { field, code, params } of problem.errors) {
        const at = field.split(".")[0] ?? "";
        // Which characters are allowed is another thing for each field.
        const allowed = code === "string_pattern_mismatch" ? tCode(`field.pattern_${at}`) : undefined;
        faults[at] ??= allowed ?? fieldText(code, params);
      }
      const named = problem.params["field"];
      if (typeof named === "string" && problem.errors.length === 0)
        faults[named] = fieldText(problem.code, problem.params);
      return faults;
    },
    [fieldText, tCode],
  );
}

/** Faults of fields that must hold something and do not. */
export function missing<D extends object>(
  draft: D,
  required: readonly (keyof D & string)[],
  words: string,
): Faults {
  const empty = (value: unknown) =>
    value === null ||
    value === undefined ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(required.filter((name) => empty(draft[name])).map((name) => [name, words]));
}

/** Labels of fields, for the sentence that tells what somebody else changed. */
export function useFieldNames(): (fields: readonly string[]) => string {
  const { tCode, language } = useText();
  return useMemo(() => {
    const list = new Intl.ListFormat(language, { type: "conjunction" });
    return (fields) => list.format(fields.map((field) => tCode(`label.${field}` satisfies string) ?? field));
  }, [tCode, language]);
}

export type { TextKey };
