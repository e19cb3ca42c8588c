import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { codeOf, useProblemText } from "@/app/problems";
import { phoneGroups } from "@/i18n/format";
import { LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import type { CallView } from "@/protocol/frames";
import type { Contact, ContactChange, InteractionRow } from "@/protocol/resources";
import { Chip, Count, EmptyState, ErrorState, Loading, useToast } from "@/ui";
import { useContact, useHistory, useSaveContact } from "./data";
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
        <Card key={call.contact_id} contactId={call.contact_id} isNew={!call.contact_known} />
      )}
    </aside>
  );
}

function Card({ contactId, isNew }: { contactId: string; isNew: boolean }) {
  const { t } = useText();
  const problemText = useProblemText();
  const contact = useContact(contactId);
  const [asked, setEditing] = useState<boolean>();
  if (contact.isPending) return <Loading />;
  if (contact.isError)
    return (
      <div className="pad">
        <ErrorState
          title={problemText(contact.error)}
          detail={codeOf(contact.error).code}
          onRetry={() => void contact.refetch()}
        />
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
          <span className="sp" />
          {!editing && (
            <Button size="sm" variant="subtle" onClick={() => setEditing(true)}>
              {t("card.edit")}
            </Button>
          )}
        </div>
        {editing ? (
          <CardForm contact={value} onDone={() => setEditing(false)} />
        ) : (
          <CardFacts contact={value} />
        )}
      </div>
      <History contactId={contactId} />
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

function CardForm({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const { t, language } = useText();
  const problemText = useProblemText();
  const toast = useToast();
  const save = useSaveContact(contact.contact_id);
  const [typed, setTyped] = useState<ContactChange>({});
  const shown = { ...contact, ...typed };

  function submit(event: React.SyntheticEvent): void {
    event.preventDefault();
    const before = Object.fromEntries(
      Object.keys(typed).map((name) => [name, contact[name as keyof ContactChange]]),
    );
    save.mutate(typed, {
      onSuccess: () => {
        toast({ text: t("card.saved"), undo: () => save.mutate(before) });
        onDone();
      },
    });
  }

  const field = (name: TextField) => ({
    label: t(`card.${name}`),
    value: shown[name] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((now) => ({ ...now, [name]: value === "" ? null : value }));
    },
  });
  return (
    <form className={styles["form"]} onSubmit={submit}>
      <TextInput {...field("name")} maxLength={200} />
      <TextInput {...field("email")} type="email" maxLength={254} />
      <TextInput {...field("company")} maxLength={200} />
      <Select
        label={t("card.speaks")}
        data={LANGUAGES.map((value) => ({ value, label: languageName(value, language) }))}
        value={shown.language}
        onChange={(value) => setTyped((now) => ({ ...now, language: value }))}
        clearable
      />
      <Textarea {...field("comment")} autosize minRows={2} maxRows={6} maxLength={2000} />
      {save.isError && (
        <ErrorState
          title={
            save.error instanceof ApiProblem && save.error.status === 412
              ? t("card.changedMeanwhile")
              : problemText(save.error)
          }
          detail={codeOf(save.error).code}
        />
      )}
      <div className="row">
        <Button type="submit" loading={save.isPending} disabled={Object.keys(typed).length === 0}>
          {t("card.save")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("card.cancel")}
        </Button>
      </div>
    </form>
  );
}

function History({ contactId }: { contactId: string }) {
  const { t } = useText();
  const history = useHistory(contactId);
  const rows = history.data?.items ?? [];
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
    <div className={styles["item"]}>
      <IconPhone size={16} color="var(--text-2)" />
      <span className="el">{subject}</span>
      <span className="t2 sm nw" title={format.fullDateTime(row.started_at)}>
        {format.day(row.started_at)}
        {talked}
      </span>
      {by.length > 0 && <span className={`${styles["line"] ?? ""} el`}>{by.join(" · ")}</span>}
    </div>
  );
}
