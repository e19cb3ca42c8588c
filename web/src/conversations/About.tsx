import { Button, Select, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useDispositions } from "@/agent/dispositions";
import { CallButton, CallNumber } from "@/agent/dial/CallButton";
import { useContact, useOtherConversations } from "@/app/contacts";
import { useNote } from "@/app/note";
import { useMe } from "@/app/session";
import { AsideStory } from "@/asides/AsideStory";
import { FormStory } from "@/callform/FormStory";
import { ProblemState } from "@/app/ProblemState";
import { phoneGroups } from "@/i18n/format";
import { isLanguage, LANGUAGE_NAMES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { InteractionDetail } from "@/protocol/conversations";
import type { Contact } from "@/protocol/resources";
import { usePromisesOf } from "@/promises/data";
import { PromiseLines } from "@/promises/Lines";
import { PromiseForm } from "@/promises/PromiseForm";
import { Count, State } from "@/ui";
import { Account } from "./Account";
import { timelineKey } from "./data";
import { resultState, useCallerName } from "./words";
import styles from "./conversations.module.css";

/** The right column: what came of it, what was written down, who it was with, and what was before. */
export function About({ interaction }: { interaction: InteractionDetail }) {
  return (
    <aside className={styles["about"]}>
      <Outcome interaction={interaction} />
      <Notes interaction={interaction} />
      <FormStory
        interactionId={interaction.interaction_id}
        up={interaction.ended_at === null}
        facts={styles["facts"]}
      />
      <AsideStory interactionId={interaction.interaction_id} />
      <Promised interaction={interaction} />
      <Person interaction={interaction} />
    </aside>
  );
}

function Outcome({ interaction }: { interaction: InteractionDetail }) {
  const { t, format } = useText();
  const facts: readonly [string, string | null][] = [
    [t("conversations.client"), interaction.client_name],
    [t("conversations.project"), interaction.project_name],
    [t("conversations.queue"), interaction.queue_name],
    [t("conversations.waited"), interaction.queue_id === null ? null : format.span(interaction.waited_ms)],
    [t("conversations.talk"), interaction.talk_ms > 0 ? format.span(interaction.talk_ms) : null],
    [t("conversations.hold"), interaction.hold_ms > 0 ? format.span(interaction.hold_ms) : null],
    [t("conversations.wrapUp"), interaction.acw_ms > 0 ? format.span(interaction.acw_ms) : null],
  ];
  return (
    <section aria-label={t("conversations.outcome")}>
      <h2>{t("conversations.outcome")}</h2>
      <dl className={styles["facts"]}>
        {(interaction.may_correct || interaction.disposition_name !== null) && (
          <div>
            <dt>{t("conversations.disposition")}</dt>
            <dd>
              <Disposition interaction={interaction} />
            </dd>
          </div>
        )}
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

/** What it was about; who may correct it has it one press away. */
function Disposition({ interaction }: { interaction: InteractionDetail }) {
  const { t } = useText();
  const [choosing, setChoosing] = useState(false);
  if (choosing) return <DispositionField interaction={interaction} onDone={() => setChoosing(false)} />;
  return (
    <span className="row">
      {interaction.disposition_name !== null && <span>{interaction.disposition_name}</span>}
      {interaction.may_correct && (
        <Button size="sm" onClick={() => setChoosing(true)}>
          {t(
            interaction.disposition_name === null ? "conversations.sayDisposition" : "conversations.correct",
          )}
        </Button>
      )}
    </span>
  );
}

function DispositionField({ interaction, onDone }: { interaction: InteractionDetail; onDone: () => void }) {
  const { t, format } = useText();
  const queries = useQueryClient();
  const all = useDispositions(interaction.project_id);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const correct = useMutation({
    mutationFn: (disposition_id: string) =>
      request(`/interactions/${interaction.interaction_id}/disposition`, {
        method: "PUT",
        body: { disposition_id },
      }),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: timelineKey(interaction.interaction_id) });
      await queries.invalidateQueries({ queryKey: ["interaction", interaction.interaction_id] });
      onDone();
    },
  });
  return (
    <>
      <Select
        aria-label={t("conversations.disposition")}
        ref={field}
        searchable
        defaultDropdownOpened
        disabled={correct.isPending}
        data={all
          .map(({ disposition_id, name }) => ({ value: disposition_id, label: name }))
          .sort((a, b) => format.compare(a.label, b.label))}
        value={interaction.disposition_id}
        onOptionSubmit={(value) => (value === interaction.disposition_id ? onDone() : correct.mutate(value))}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
        nothingFoundMessage={t("desk.noDisposition")}
      />
      {correct.isError && <ProblemState problem={correct.error} />}
    </>
  );
}

function Notes({ interaction }: { interaction: InteractionDetail }) {
  const { t, format } = useText();
  const queries = useQueryClient();
  const note = useNote(interaction.interaction_id, interaction.note_draft);
  const { text, write } = note;
  const add = useMutation({
    mutationFn: note.keep,
    onSuccess: async () => {
      note.clear();
      await queries.invalidateQueries({ queryKey: ["interaction", interaction.interaction_id] });
    },
  });
  return (
    <section aria-label={t("conversations.notes")}>
      <h2>{t("conversations.notes")}</h2>
      {interaction.notes.map((note) => (
        <article key={note.note_id} className={styles["note"]}>
          <p>{note.text ?? <span className="t3">{t("conversations.erasedNote")}</span>}</p>
          <p className="t2 sm">
            {note.author ?? t("conversations.somebody")}, {format.dateTime(note.created_at)}
          </p>
        </article>
      ))}
      <Textarea
        aria-label={t("conversations.addNote")}
        placeholder={t("conversations.addNote")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim() !== "") add.mutate();
        }}
      />
      {text.trim() !== "" && (
        <div className="row">
          <Button size="sm" loading={add.isPending} onClick={() => add.mutate()}>
            {t("conversations.keepNote")}
          </Button>
          {note.keptAt !== undefined && (
            <span className="sm t3">{t("desk.draftKept", { time: format.time(note.keptAt) })}</span>
          )}
        </div>
      )}
      {add.isError && <ProblemState problem={add.error} />}
    </section>
  );
}

function Promised({ interaction }: { interaction: InteractionDetail }) {
  const { t } = useText();
  const [making, setMaking] = useState(false);
  const promises = usePromisesOf({ interaction_id: interaction.interaction_id }).data ?? [];
  return (
    <section aria-label={t("promise.title")}>
      <h2>{t("promise.title")}</h2>
      <PromiseLines promises={promises} />
      {making ? (
        <PromiseForm
          interactionId={interaction.interaction_id}
          client={interaction.client_name}
          caller={{ name: interaction.caller?.name ?? null, number: interaction.caller?.number ?? null }}
          onClose={() => setMaking(false)}
        />
      ) : (
        <Button size="sm" onClick={() => setMaking(true)}>
          {t("promise.onDesk")}
        </Button>
      )}
    </section>
  );
}

/** What else the card says. */
function Card({ card, oversees }: { card: Contact; oversees: boolean }) {
  const { t } = useText();
  const facts: readonly [string, string | null][] = [
    [t("card.company"), card.company],
    [t("card.email"), card.email],
    [t("card.speaks"), isLanguage(card.language) ? LANGUAGE_NAMES[card.language] : card.language],
    [t("card.comment"), card.comment],
    [t("card.owner"), oversees ? null : card.owner_name],
    [t("card.key"), !oversees && card.key_customer ? t("card.keyYes") : null],
  ];
  const told = facts.filter(([, value]) => value !== null && value !== "");
  if (told.length === 0) return null;
  return (
    <dl className={styles["facts"]}>
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Person({ interaction }: { interaction: InteractionDetail }) {
  const { t, tCode, format } = useText();
  const callerName = useCallerName();
  const others = useOtherConversations(interaction.caller?.contact_id, interaction.interaction_id);
  const earlier = others.data ?? [];
  const card = useContact(interaction.caller?.contact_id).data;
  const oversees = useMe().roles.some((role) => role !== "agent");
  const name = callerName(interaction);
  const number = phoneGroups(interaction.caller?.number ?? "");
  return (
    <section aria-label={t("conversations.caller")}>
      <h2>{name}</h2>
      {number !== "" && number !== name && (
        <p>
          <CallNumber number={interaction.caller?.number ?? ""} />
        </p>
      )}
      {number !== "" && interaction.caller?.contact_id != null && (
        <CallButton
          name={name}
          whom={{
            contact_id: interaction.caller.contact_id,
            ...(interaction.project_id !== null && { project_id: interaction.project_id }),
          }}
        />
      )}
      {card !== undefined && <Card card={card.value} oversees={oversees} />}
      {card !== undefined && oversees && !card.value.erased && <Account card={card} />}
      <h3 className="row">
        {t("conversations.otherTimes")} {earlier.length > 0 && <Count>{earlier.length}</Count>}
      </h3>
      {others.isSuccess && earlier.length === 0 && <p className="t2">{t("conversations.firstTime")}</p>}
      <ul className={styles["earlier"]}>
        {earlier.map((one) => (
          <li key={one.interaction_id}>
            <Link to={`/conversations/${one.interaction_id}`}>
              <span className="row">
                <b className="tn">{format.dateTime(one.started_at)}</b>
                <span className="sp" />
                <State state={resultState(one.result)}>
                  {one.result === null ? t("result.live") : (tCode(`result.${one.result}`) ?? one.result)}
                </State>
              </span>
              <span className="t2 sm el">
                {[one.queue_name ?? one.project_name, one.agent_name, one.disposition_name]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
