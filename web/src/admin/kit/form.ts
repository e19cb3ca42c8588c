import { useCallback, useMemo, useState } from "react";
import type { TextKey } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import { dropDraft, keepDraft, readDraft, same } from "./draft";

export type Faults = Readonly<Record<string, string>>;

/** What fields are drawn from: values, what is wrong with them, how to change them. */
export interface Form<D> {
  draft: D;
  set: <Name extends keyof D & string>(name: Name, value: D[Name]) => void;
  /** Words for what is wrong with a field; undefined when nothing is. */
  fault: (name: string) => string | undefined;
  isNew: boolean;
}

export interface DraftForm<D> extends Form<D> {
  /** Differs from what was read. */
  dirty: boolean;
  /** There was a draft from an earlier visit. */
  found: boolean;
  discard: () => void;
  /** Put the whole draft (after reading the thing again). */
  reset: (draft: D) => void;
  setFaults: (faults: Faults) => void;
  saved: () => void;
}

/** A form's values: kept in this browser while they differ from `read`. */
export function useDraftForm<D extends object>(name: string, read: D, isNew: boolean): DraftForm<D> {
  const [start] = useState(() => readDraft(name, read));
  const [draft, setDraft] = useState<D>(start ?? read);
  const [found, setFound] = useState(start !== null && !same(start, read));
  const [faults, setFaults] = useState<Faults>({});

  const put = useCallback(
    (next: D) => {
      setDraft(next);
      if (same(next, read)) dropDraft(name);
      else keepDraft(name, next);
    },
    [name, read],
  );
  return {
    draft,
    isNew,
    found,
    dirty: !same(draft, read),
    set: (field, value) => {
      put({ ...draft, [field]: value });
      if (field in faults)
        setFaults(Object.fromEntries(Object.entries(faults).filter(([at]) => at !== field)));
    },
    fault: (field) => faults[field],
    discard: () => {
      dropDraft(name);
      setDraft(read);
      setFound(false);
      setFaults({});
    },
    reset: put,
    setFaults,
    saved: () => {
      dropDraft(name);
      setFound(false);
      setFaults({});
    },
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
  const fieldText = useFieldText();
  return useCallback(
    (problem) => {
      if (!(problem instanceof ApiProblem)) return {};
      const faults: Record<string, string> = {};
      for (const { field, code, params } of problem.errors) {
        const at = field.split(".")[0] ?? "";
        faults[at] ??= fieldText(code, params);
      }
      const named = problem.params["field"];
      if (typeof named === "string" && problem.errors.length === 0)
        faults[named] = fieldText(problem.code, problem.params);
      return faults;
    },
    [fieldText],
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
