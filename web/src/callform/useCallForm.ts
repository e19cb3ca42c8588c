import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/app/session";
import { sentBeforeLeaving } from "@/app/typed";
import { useConnection, useNotices } from "@/live";
import { request } from "@/protocol/api";
import type { Notice } from "@/protocol/frames";
import type { AskedField, CallForm, FormEntry } from "@/protocol/resources";
import { FormWriter, without, type Codes, type FieldValue, type Values } from "./writer";

const NO_FIELDS: readonly AskedField[] = [];
const NO_ENTRIES: readonly FormEntry[] = [];

export interface FormInHand {
  fields: readonly AskedField[];
  entries: readonly FormEntry[];
  mayWrite: boolean;
  /** What stands in a field: as typed here, else as filled in by whoever. */
  valueOf: (field: AskedField) => FieldValue | null;
  write: (name: string, value: FieldValue | null) => void;
  /** The code of what is wrong with a field's value. */
  faultOf: (name: string) => string | undefined;
  /** When the server last kept something from here, milliseconds. */
  keptAt: number | undefined;
  /** Required fields that are empty, and were asked for. */
  asked: readonly AskedField[];
  /**
   * Before the conversation is called done: keeps what was typed. False, once, while required fields are empty; asked
   * again, it is done without them.
   */
  settle: () => Promise<boolean>;
}

/** The form of a conversation, whoever has the call, has had it, or is asked to it. */
export function useCallForm(interactionId: string): FormInHand {
  const queries = useQueryClient();
  const user = useMe().user_id;
  const key = useMemo(() => ["call-form", interactionId], [interactionId]);
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => request<CallForm>(`/interactions/${interactionId}/form`),
    staleTime: 5_000,
  });
  const writer = useMemo(
    () => new FormWriter(interactionId, `ringwell.form.${user}.${interactionId}`),
    [interactionId, user],
  );
  const [typed, setTyped] = useState<Values>(() => writer.waiting);
  const [codes, setCodes] = useState<Codes>({});
  const [keptAt, setKeptAt] = useState<number>();
  const [wanted, setWanted] = useState(false);
  useLookAgain(key);

  useEffect(() => {
    writer.listen({
      saved: (form, values) => {
        queries.setQueryData(key, form);
        setTyped((before) => without(before, values));
        setKeptAt(Date.now());
      },
      refused: (found, values) => {
        const whole = found["values"];
        setCodes(
          whole === undefined ? found : Object.fromEntries(Object.keys(values).map((name) => [name, whole])),
        );
      },
    });
    const leave = () => void writer.flush().catch(() => undefined);
    leave(); // what an earlier visit could not send
    const gone = sentBeforeLeaving(() => writer.flush());
    window.addEventListener("pagehide", leave);
    return () => {
      gone();
      window.removeEventListener("pagehide", leave);
      writer.leave();
    };
  }, [writer, queries, key]);

  const write = useCallback(
    (name: string, value: FieldValue | null) => {
      setTyped((before) => ({ ...before, [name]: value }));
      setCodes((before) => Object.fromEntries(Object.entries(before).filter(([field]) => field !== name)));
      writer.write(name, value);
    },
    [writer],
  );
  const fields = data?.fields ?? NO_FIELDS;
  const entries = data?.entries ?? NO_ENTRIES;
  const valueOf = useCallback(
    ({ name, kind }: AskedField) => {
      const own = typed[name];
      if (own !== undefined) return own;
      const entry = entries.find((each) => each.name === name);
      return entry?.kind === kind ? entry.value : null;
    },
    [typed, entries],
  );
  const empty = useMemo(
    () => fields.filter((field) => field.required && isEmpty(valueOf(field))),
    [fields, valueOf],
  );
  const once = useRef(false);
  const settle = useCallback(async () => {
    await writer.flush();
    if (empty.length === 0 || once.current) return true;
    once.current = true;
    setWanted(true);
    return false;
  }, [writer, empty]);
  return {
    fields,
    entries,
    mayWrite: data?.may_write === true,
    valueOf,
    write,
    faultOf: (name) => codes[name],
    keptAt,
    asked: wanted ? empty : NO_FIELDS,
    settle,
  };
}

function isEmpty(value: FieldValue | null): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

/** Others fill it in too: looked at again when the server says so, and when it could not say so for a while. */
function useLookAgain(key: readonly string[]): void {
  const queries = useQueryClient();
  const connected = useConnection().state === "live";
  const look = useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries, key]);
  useNotices(
    useCallback(
      (notice: Notice) => {
        if (notice.code === "form_changed") look();
      },
      [look],
    ),
  );
  useEffect(() => {
    if (connected) look();
  }, [connected, look]);
}
