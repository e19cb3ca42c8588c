import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { recordsKey, useAnswered } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request, requestVersioned, type Versioned } from "@/protocol/api";
import { recordId, type Kind, type Records } from "@/protocol/configuration";
import { Loading, SidePanel, useToast } from "@/ui";
import { Conflict } from "./Conflict";
import { changed, picked } from "./draft";
import { SaveKey } from "./SaveKey";
import { missing, useDraftForm, useFaultsOf, useFieldText, type Faults, type Form } from "./form";
import styles from "../admin.module.css";

export type Body = Record<string, unknown>;

/** How a kind of record is edited. */
export interface FormSpec<K extends Kind, D extends object> {
  kind: K;
  /** The lists from which its fields choose: the form waits for them. */
  choosesFrom?: readonly Kind[];
  blank: () => D;
  draftOf: (record: Records[K]) => D;
  /** The request's body; a change sends the fields that differ. */
  bodyOf: (draft: D) => Body;
  nameOf: (record: Records[K]) => string;
  required: readonly (keyof D & string)[];
  /** What else there is to say of what was saved. */
  remarkOf?: (record: Records[K]) => string | null;
  /** What else is wrong with a draft, before it is sent. */
  faultsOf?: (draft: D) => Faults;
  /** `replaced` tells the form that the record was changed at once, beside it. */
  fields: (
    form: Form<D>,
    record: Records[K] | null,
    replaced: (record: Records[K]) => void,
  ) => React.ReactNode;
  /** Some records are not the workspace's to change or remove: the demo's trunk is the switch's own. */
  fixed?: (record: Records[K]) => boolean;
  /** Removing cannot be taken back by making it again. */
  noRemove?: boolean;
  /** The form needs the room of two panels. */
  wide?: boolean;
}

interface Props<K extends Kind, D extends object> {
  spec: FormSpec<K, D>;
  /** null: a new one. */
  id: string | null;
  newTitle: string;
  onClose: () => void;
}

const NONE: readonly Kind[] = [];

/** The side panel of one record: read it, then edit it. */
export function RecordForm<K extends Kind, D extends object>({ spec, id, newTitle, onClose }: Props<K, D>) {
  const read = useQuery({
    queryKey: ["record", spec.kind, id],
    queryFn: () => requestVersioned<Records[K]>(`/${spec.kind}/${id ?? ""}`),
    enabled: id !== null,
    gcTime: 0,
    staleTime: Infinity,
  });
  const answered = useAnswered(spec.choosesFrom ?? NONE);
  const title = id === null ? newTitle : read.data === undefined ? "" : spec.nameOf(read.data.value);
  if ((id !== null && read.isPending) || !answered)
    return (
      <SidePanel title={title} onClose={onClose}>
        <Loading />
      </SidePanel>
    );
  if (id !== null && read.isError)
    return (
      <SidePanel title={title} onClose={onClose}>
        <ProblemState problem={read.error} onRetry={() => void read.refetch()} />
      </SidePanel>
    );
  return <Editor spec={spec} read={read.data ?? null} title={title} onClose={onClose} />;
}

interface EditorProps<K extends Kind, D extends object> {
  spec: FormSpec<K, D>;
  read: Versioned<Records[K]> | null;
  title: string;
  onClose: () => void;
}

function Editor<K extends Kind, D extends object>({ spec, read, title, onClose }: EditorProps<K, D>) {
  const { t } = useText();
  const problemText = useProblemText();
  const faultsOf = useFaultsOf();
  const fieldText = useFieldText();
  const queries = useQueryClient();
  const toast = useToast();
  const [base, setBase] = useState(read);
  const initial = useMemo(() => (base === null ? spec.blank() : spec.draftOf(base.value)), [base, spec]);
  const address = base === null ? "new" : recordId(spec.kind, base.value);
  const form = useDraftForm(`${spec.kind}.${address}`, initial, base?.value.version ?? null);
  const path = base === null ? `/${spec.kind}` : `/${spec.kind}/${address}`;

  async function refresh(): Promise<void> {
    await queries.invalidateQueries({ queryKey: recordsKey(spec.kind) });
  }

  const save = useMutation({
    mutationFn: async (): Promise<{ saved: Records[K]; before: Body | null }> => {
      const body = spec.bodyOf(form.draft);
      if (base === null)
        return { saved: await request<Records[K]>(path, { method: "POST", body }), before: null };
      const from = spec.bodyOf(initial);
      const change = changed(from, body);
      const saved = await request<Records[K]>(path, { method: "PATCH", body: change, ...ifMatch(base.etag) });
      return { saved, before: picked(from, Object.keys(change)) };
    },
    onSuccess: async ({ saved, before }) => {
      form.saved();
      toast({
        text: [t("admin.saved", { name: spec.nameOf(saved) }), spec.remarkOf?.(saved)]
          .filter(Boolean)
          .join(". "),
        ...(before === null ? {} : { undo: () => void takeBack(before, saved) }),
      });
      await refresh();
      onClose();
    },
    onError: (problem) => {
      form.setFaults(faultsOf(problem));
      if (problem instanceof ApiProblem && problem.code === "version_conflict") void readTheirs();
    },
  });

  /** What was typed is laid over what the other one has made of it. */
  async function readTheirs(): Promise<void> {
    const theirs = await requestVersioned<Records[K]>(path);
    form.rebase(spec.draftOf(theirs.value));
    setBase(theirs);
    save.reset();
  }

  /** Undo: the old values of what was changed here, and of nothing else. */
  async function takeBack(before: Body, saved: Records[K]): Promise<void> {
    try {
      await request(path, { method: "PATCH", body: before, ...ifMatch(`"${saved.version}"`) });
      await refresh();
    } catch (problem) {
      toast({ kind: "fault", text: problemText(problem) });
    }
  }

  const remove = useMutation({
    mutationFn: async (record: Versioned<Records[K]>) => {
      await request(path, { method: "DELETE", ...ifMatch(record.etag) });
      return record.value;
    },
    onSuccess: async (gone) => {
      form.saved();
      toast({
        text: t("admin.removed", { name: spec.nameOf(gone) }),
        undo: () => void makeAgain(gone),
      });
      await refresh();
      onClose();
    },
  });

  /** Only what nothing refers to can go, so making it again restores all there was. */
  async function makeAgain(gone: Records[K]): Promise<void> {
    try {
      await request(`/${spec.kind}`, { method: "POST", body: spec.bodyOf(spec.draftOf(gone)) });
      await refresh();
    } catch (problem) {
      toast({ kind: "fault", text: problemText(problem) });
    }
  }

  function submit(): void {
    const gaps: Faults = {
      ...missing(form.draft, spec.required, fieldText("missing")),
      ...spec.faultsOf?.(form.draft),
    };
    form.setFaults(gaps);
    if (Object.keys(gaps).length === 0 && !save.isPending) save.mutate();
  }
  const fixed = base !== null && (spec.fixed?.(base.value) ?? false);
  /** Whose changes stay is decided first. */
  const undecided = form.clash !== null;

  // Somebody who asked for a new one begins to type at once.
  const fields = useRef<HTMLFormElement>(null);
  const isNew = base === null;
  useEffect(() => {
    if (isNew) fields.current?.querySelector("input")?.focus();
  }, [isNew]);

  const mayRemove = base !== null && spec.noRemove !== true;
  const problem = remove.error ?? (undecided ? null : save.error);

  return (
    <SidePanel
      title={title}
      onClose={onClose}
      wide={spec.wide ?? false}
      footer={
        fixed ? undefined : (
          <>
            <Button
              variant="filled"
              loading={save.isPending}
              disabled={undecided || (base !== null && !form.dirty)}
              onClick={submit}
            >
              {t("admin.save")}
            </Button>
            {form.dirty && (
              <Button
                variant="subtle"
                onClick={() => {
                  form.discard();
                  save.reset();
                  if (base === null) onClose();
                }}
              >
                {t("admin.discard")}
              </Button>
            )}
            <span className="sp" />
            {mayRemove && (
              <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate(base)}>
                {t("admin.remove")}
              </Button>
            )}
          </>
        )
      }
    >
      <form
        ref={fields}
        className={styles["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!undecided) submit();
        }}
      >
        {form.found && !undecided && (
          <p className={styles["kept"]}>
            {t("admin.draftKept")}{" "}
            <button type="button" className="link" onClick={form.discard}>
              {t("admin.discard")}
            </button>
          </p>
        )}
        {form.clash !== null && (
          <Conflict
            clash={form.clash}
            onMine={() => {
              form.settle();
              submit();
            }}
            onTheirs={form.discard}
          />
        )}
        {problem !== null && <ProblemState problem={problem} />}
        {spec.fields(form, base?.value ?? null, (value) => setBase({ value, etag: `"${value.version}"` }))}
        {/* So that Enter in a field saves. */}
        <button type="submit" hidden />
        {!fixed && <SaveKey title={title} disabled={undecided} />}
      </form>
    </SidePanel>
  );
}

function ifMatch(etag: string | undefined): { ifMatch?: string } {
  return etag === undefined ? {} : { ifMatch: etag };
}
