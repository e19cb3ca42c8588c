import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useContact, useOtherConversations, useReadContactAgain, useSaveContact } from "@/app/contacts";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { useMe } from "@/app/session";
import type { TextKey } from "@/i18n/catalogue";
import { phoneGroups } from "@/i18n/format";
import { LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, type Versioned } from "@/protocol/api";
import type { CallView } from "@/protocol/frames";
import type { Contact, ContactChange, InteractionRow } from "@/protocol/resources";
import { usePromisesOf } from "@/promises/data";
import { PromiseLines } from "@/promises/Lines";
import { Chip, Count, EmptyState, Loading, State, useToast } from "@/ui";
import { keepCardDraft, readCardDraft } from "./cardDraft";
import { languageName } from "./OfferCard";
import styles from "./desk.module.css";

/** The right column: the customer's card, then what was said before. */
export function CustomerPanel({ call }: { call: CallView | undefined }) {
  const { t } = useText();
  return (
    <aside className={styles["right"]} aria-label={t("card.title")}>
      {call?.contact_id == null ? (
        <EmptyState>{t("card.none")}</EmptyState>
      ) : (
        <Card
          key={call.contact_id}
          contactId={call.contact_id}
          isNew={!call.contact_known}
          segment={call.caller_segment}
          present={call.interaction_id}
        />
      )}
    </aside>
  );
}

interface CardProps {
  contactId: string;
  isNew: boolean;
  /** What the workspace calls such callers. */
  segment: string | null;
  present: string;
}

function Card({ contactId, isNew, segment, present }: CardProps) {
  const { t } = useText();
  const contact = useContact(contactId);
  const user = useMe().user_id;
  const [asked, setEditing] = useState(() =>
    readCardDraft(user, contactId) === undefined ? undefined : true,
  );
  if (contact.isPending) return <Loading />;
  if (contact.isError)
    return (
      <div className="pad">
        <ProblemState problem={contact.error} onRetry={() => void contact.refetch()} />
      </div>
    );
  const { value } = contact.data;
  // A caller nobody knows yet: the card asks for the name by itself.
  const editing = asked ?? (isNew && value.name === null);
  return (
    <>
      <div className={styles["customer"]}>
        <div className="row" style={{ marginBottom: 10 }}>
          <h2 className="el">{value.name ?? t("card.unnamed")}</h2>
          {isNew && <Chip>{t("card.new")}</Chip>}
          {value.key_customer && <Chip>{t("card.key")}</Chip>}
          {segment !== null && <Chip>{segment}</Chip>}
          <span className="sp" />
          {!editing && (
            <Button size="sm" variant="subtle" onClick={() => setEditing(true)}>
              {t("card.edit")}
            </Button>
          )}
        </div>
        {editing ? (
          <CardForm card={contact.data} onDone={() => setEditing(false)} />
        ) : (
          <CardFacts contact={value} />
        )}
      </div>
      <Promised contactId={contactId} />
      <History contactId={contactId} present={present} />
    </>
  );
}

function CardFacts({ contact }: { contact: Contact }) {
  const { t, language } = useText();
  const facts: readonly [string, string | null][] = [
    [t("card.number"), contact.numbers.map(phoneGroups).join(", ")],
    [t("card.email"), contact.email],
    [t("card.company"), contact.company],
    [t("card.speaks"), contact.language === null ? null : languageName(contact.language, language)],
    [t("card.comment"), contact.comment],
    [t("card.owner"), contact.owner_name],
  ];
  return (
    <dl className={styles["facts"]}>
      {facts
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

type TextField = "name" | "email" | "company" | "comment";
const WORDS = {
  name: "card.name",
  email: "card.email",
  company: "card.company",
  language: "card.speaks",
  comment: "card.comment",
} as const satisfies Record<string, TextKey>;

/** The card as it is being typed: kept in this browser until it is saved or given up. */
function useCardForm(card: Versioned<Contact>) {
  const { contact_id: contactId } = card.value;
  const user = useMe().user_id;
  const [kept] = useState(() => readCardDraft(user, contactId));
  const [typed, setTyped] = useState<ContactChange>(kept?.change ?? {});
  const [against] = useState(kept === undefined ? card.etag : kept.against);
  return {
    typed,
    found: kept !== undefined,
    against,
    type: (change: ContactChange) => {
      const next = { ...typed, ...change };
      setTyped(next);
      keepCardDraft(user, contactId, { change: next, against });
    },
    drop: () => keepCardDraft(user, contactId, undefined),
  };
}

function CardForm({ card, onDone }: { card: Versioned<Contact>; onDone: () => void }) {
  const { t, language } = useText();
  const problemText = useProblemText();
  const toast = useToast();
  const contact = card.value;
  const save = useSaveContact(contact.contact_id);
  const readAgain = useReadContactAgain(contact.contact_id);
  const { typed, found, against, type, drop } = useCardForm(card);
  const shown = { ...contact, ...typed };
  const conflict = against !== card.etag && !save.isPending && !save.isSuccess;

  function submit(version: string | undefined): void {
    const names = Object.keys(typed) as (keyof ContactChange)[];
    const before: ContactChange = Object.fromEntries(names.map((name) => [name, contact[name]]));
    save.mutate(
      { change: typed, against: version },
      {
        onSuccess: (saved) => {
          toast({ text: t("card.saved"), undo: () => void takeBack(before, saved.etag) });
          close();
        },
        onError: (problem) => {
          if (isConflict(problem)) void readAgain();
        },
      },
    );
  }

  async function takeBack(change: ContactChange, version: string | undefined): Promise<void> {
    try {
      await save.mutateAsync({ change, against: version });
    } catch (problem) {
      toast({ kind: "fault", text: isConflict(problem) ? t("card.changedMeanwhile") : problemText(problem) });
    }
  }

  function close(): void {
    drop();
    onDone();
  }

  const field = (name: TextField) => ({
    label: t(WORDS[name]),
    value: shown[name] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      type({ [name]: value === "" ? null : value });
    },
  });
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        submit(against);
      }}
    >
      {found && !conflict && <p className="t2 sm">{t("card.draftKept")}</p>}
      <TextInput {...field("name")} maxLength={200} />
      <TextInput {...field("email")} type="email" maxLength={254} />
      <TextInput {...field("company")} maxLength={200} />
      <Select
        label={t("card.speaks")}
        data={LANGUAGES.map((value) => ({ value, label: languageName(value, language) }))}
        value={shown.language}
        onChange={(value) => type({ language: value })}
        clearable
      />
      <Textarea {...field("comment")} autosize minRows={2} maxRows={6} maxLength={2000} />
      {conflict && (
        <Theirs typed={typed} theirs={contact} onMine={() => submit(card.etag)} onTheirs={close} />
      )}
      {save.isError && !isConflict(save.error) && <ProblemState problem={save.error} />}
      <div className="row">
        <Button type="submit" loading={save.isPending} disabled={conflict || Object.keys(typed).length === 0}>
          {t("card.save")}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t("card.cancel")}
        </Button>
      </div>
    </form>
  );
}

function isConflict(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.status === 412;
}

interface TheirsProps {
  typed: ContactChange;
  theirs: Contact;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody was quicker: what the card says now where this agent has typed, and the two ways on. */
function Theirs({ typed, theirs, onMine, onTheirs }: TheirsProps) {
  const { t } = useText();
  const differing = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((name) => name in typed && typed[name] !== theirs[name])
    .map((name) => `${t(WORDS[name])} – ${theirs[name] ?? t("card.empty")}`);
  return (
    <div className={styles["theirs"]} role="alert">
      <State state="near">{t("card.changedMeanwhile")}</State>
      <p>
        {differing.length === 0
          ? t("card.theirsElsewhere")
          : t("card.theirs", { what: differing.join("; ") })}
      </p>
      <div className="row">
        <Button size="sm" onClick={onMine}>
          {t("card.keepMine")}
        </Button>
        <Button size="sm" variant="subtle" onClick={onTheirs}>
          {t("card.takeTheirs")}
        </Button>
      </div>
    </div>
  );
}

/** What this customer, or the client about them, was promised and is still waiting for. */
function Promised({ contactId }: { contactId: string }) {
  const { t } = useText();
  const open = (usePromisesOf({ contact_id: contactId }).data ?? []).filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  return (
    <>
      <div className={styles["section"]}>
        <h3>{t("promise.title")}</h3>
        <Count>{open.length}</Count>
      </div>
      <div className="pad" style={{ paddingTop: 0 }}>
        <PromiseLines promises={open} />
      </div>
    </>
  );
}

function History({ contactId, present }: { contactId: string; present: string }) {
  const { t } = useText();
  const history = useOtherConversations(contactId, present);
  const rows = history.data ?? [];
  return (
    <>
      <div className={styles["section"]}>
        <h3>{t("card.history")}</h3>
        <Count>{rows.length}</Count>
      </div>
      {history.isPending && <Loading lines={2} />}
      {history.isSuccess && rows.length === 0 && <div className="t2 sm pad">{t("card.noHistory")}</div>}
      {rows.map((row) => (
        <HistoryRow key={row.interaction_id} row={row} />
      ))}
    </>
  );
}

function HistoryRow({ row }: { row: InteractionRow }) {
  const { t, format } = useText();
  const subject = row.disposition_name ?? row.queue_name ?? t("card.call");
  const by = [row.agent_name, row.disposition_name === null ? null : row.queue_name].filter(
    (part) => part !== null,
  );
  const talked = row.talk_ms === 0 ? "" : `, ${format.span(row.talk_ms)}`;
  return (
    <Link className={styles["item"]} to={`/conversations/${row.interaction_id}`}>
      <IconPhone size={16} color="var(--text-2)" />
      <span className="el">{subject}</span>
      <span className="t2 sm nw" title={format.fullDateTime(row.started_at)}>
        {format.day(row.started_at)}
        {talked}
      </span>
      {by.length > 0 && <span className={`${styles["line"] ?? ""} el`}>{by.join(" · ")}</span>}
    </Link>
  );
}
