import { Button, FileButton, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CallButton } from "@/agent/dial/CallButton";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import { DataTable, EmptyState, Loading, Page, useToast, type Column } from "@/ui";
import { BookSelect, bookOf, OWN, useBooks } from "./books";
import {
  fileOf,
  fitsTyped,
  PHONE_BOOK,
  usePhoneBook,
  type BookEntry,
  type Emptied,
  type Imported,
} from "./data";
import styles from "./phonebook.module.css";

/** So long a whole book can be brought back, milliseconds. */
const LONG_ENOUGH = 60_000;

/** Numbers by name: one's own, the teams', the queues' and the house's. */
export default function PhoneBook() {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const [book, setBook] = useState(OWN);
  const entries = usePhoneBook();
  const shown = (entries.data ?? []).filter((entry) => fitsTyped(entry, typed));
  return (
    <Page title={t("book.title")}>
      <div className={styles["bar"]}>
        <TextInput
          className={styles["search"] ?? ""}
          aria-label={t("book.search")}
          placeholder={t("book.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <BookSelect value={book} onChange={setBook} />
        <ImportButton book={book} />
        <EmptyButton book={book} entries={entries.data ?? []} />
      </div>
      <NewEntry book={book} />
      {entries.isPending && <Loading />}
      {entries.isError && <ProblemState problem={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isSuccess && shown.length === 0 && (
        <EmptyState>{t(typed === "" ? "book.empty" : "book.nobody")}</EmptyState>
      )}
      {shown.length > 0 && <Entries entries={shown} />}
    </Page>
  );
}

/** A line of fields: name, number, note. */
function NewEntry({ book }: { book: string }) {
  const { t } = useText();
  const blank = { name: "", number: "", note: "" };
  const [fields, setFields] = useState(blank);
  const queries = useQueryClient();
  const problemText = useProblemText();
  const add = useMutation({
    mutationFn: () => request("/phone-book", { method: "POST", body: { ...fields, ...bookOf(book) } }),
    onSuccess: async () => {
      setFields(blank);
      await queries.invalidateQueries({ queryKey: [PHONE_BOOK] });
    },
  });
  const field = (name: keyof typeof blank, maxLength: number) => ({
    "aria-label": t(`book.${name}`),
    placeholder: t(`book.${name}`),
    maxLength,
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <form
      className={styles["new"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput {...field("name", 120)} required />
      <TextInput
        {...field("number", 40)}
        type="tel"
        required
        error={add.isError ? problemText(add.error) : undefined}
      />
      <TextInput {...field("note", 300)} />
      <Button
        type="submit"
        loading={add.isPending}
        disabled={fields.name.trim() === "" || fields.number.trim() === ""}
      >
        {t("book.add")}
      </Button>
    </form>
  );
}

/** A file of name, number and note; what made no entry is told by its line. */
function ImportButton({ book }: { book: string }) {
  const { t, tCode } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  const [result, setResult] = useState<Imported>();
  const bring = useMutation({
    mutationFn: async (file: File) =>
      request<Imported>("/phone-book/import", {
        method: "POST",
        body: { text: await file.text(), ...bookOf(book) },
      }),
    onSuccess: async (told) => {
      setResult(told);
      await queries.invalidateQueries({ queryKey: [PHONE_BOOK] });
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
  return (
    <>
      <FileButton
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(file) => {
          if (file !== null) bring.mutate(file);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" loading={bring.isPending} title={t("book.importHint")}>
            {t("book.import")}
          </Button>
        )}
      </FileButton>
      {result !== undefined && (
        <div role="status" className={styles["told"]}>
          {t("book.imported", { added: result.added, known: result.known, faults: result.faults.length })}
          {result.faults.length > 0 && (
            <ul>
              {result.faults.slice(0, 20).map(({ row, code }) => (
                <li key={row}>
                  {t("book.line", { row })}: {tCode(`problem.phone_book.${code}`) ?? code}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}

/** A shared book is emptied at once: a queue or a team cannot be removed as long as anybody stands in its book. */
function EmptyButton({ book, entries }: { book: string; entries: readonly BookEntry[] }) {
  const { t } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  const there = entries.filter((entry) => entry.may_change && keyOf(entry) === book);
  const again = async (): Promise<void> => {
    await request("/phone-book/import", { method: "POST", body: { text: fileOf(there), ...bookOf(book) } });
    await queries.invalidateQueries({ queryKey: [PHONE_BOOK] });
  };
  const told = (problem: unknown) => toast({ kind: "fault", text: problemText(problem) });
  const empty = useMutation({
    mutationFn: () => request<Emptied>("/phone-book", { method: "DELETE", query: bookOf(book) }),
    onSuccess: async ({ removed }) => {
      const undo = () => void again().catch(told);
      toast({ text: t("book.emptied", { n: removed }), undo, lasts: LONG_ENOUGH });
      await queries.invalidateQueries({ queryKey: [PHONE_BOOK] });
    },
    onError: told,
  });
  if (book === OWN || there.length === 0) return null;
  return (
    <Button variant="subtle" loading={empty.isPending} onClick={() => empty.mutate()}>
      {t("book.emptyBook")}
    </Button>
  );
}

function Entries({ entries }: { entries: readonly BookEntry[] }) {
  const { t } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  const names = useBooks();
  const put = async (method: "POST" | "DELETE", path: string, body?: object): Promise<void> => {
    await request(path, { method, ...(body !== undefined && { body }) });
    await queries.invalidateQueries({ queryKey: [PHONE_BOOK] });
  };
  const told = (problem: unknown) => toast({ kind: "fault", text: problemText(problem) });
  const remove = useMutation({
    mutationFn: ({ entry_id }: BookEntry) => put("DELETE", `/phone-book/${entry_id}`),
    onSuccess: (_, { name, number, note, scope, team_id, queue_id }) => {
      const again = {
        name,
        number,
        note,
        scope,
        ...(team_id !== null && { team_id }),
        ...(queue_id !== null && { queue_id }),
      };
      toast({
        text: t("book.removed", { name }),
        undo: () => void put("POST", "/phone-book", again).catch(told),
      });
    },
    onError: told,
  });
  const columns: Column<BookEntry>[] = [
    { id: "name", title: t("book.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "number", title: t("book.number"), cell: ({ number }) => phoneGroups(number) },
    { id: "note", title: t("book.note"), cell: ({ note }) => note, optional: true },
    { id: "book", title: t("book.whose"), cell: (entry) => names.get(keyOf(entry)) ?? "" },
    {
      id: "do",
      title: "",
      cell: (entry) => (
        <span className="row">
          <CallButton name={entry.name} whom={{ number: entry.number }} />
          {entry.may_change && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t("book.removeWho", { name: entry.name })}
              onClick={() => remove.mutate(entry)}
            >
              {t("book.remove")}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <div className="card">
      <DataTable
        label={t("book.title")}
        columns={columns}
        rows={entries}
        rowId={({ entry_id }) => entry_id}
      />
    </div>
  );
}

function keyOf({ scope, team_id, queue_id }: BookEntry): string {
  return team_id ?? queue_id ?? scope;
}
