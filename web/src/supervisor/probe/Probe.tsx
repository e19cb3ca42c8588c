import { Button, NumberInput, Select } from "@mantine/core";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useById, useRecords } from "@/app/records";
import { phoneGroups } from "@/i18n/format";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useTopic } from "@/live";
import type { CallView } from "@/protocol/frames";
import type { ProbeQuestion, WayToQueue } from "@/protocol/routing";
import { Chip, EmptyState, Loading, Page, Timer } from "@/ui";
import { Answer } from "./Answer";
import { CallerField } from "./CallerField";
import { useProbe, useWays } from "./data";
import styles from "./probe.module.css";

/** "Who would get this?": a caller who waits, or one who might; the question stands in the address. */
export default function Probe() {
  const { t } = useText();
  const asked = useQuestion();
  const answer = useProbe(asked.question);
  return (
    <Page
      title={t("probe.title")}
      tools={
        <Button size="sm" component={Link} to="/board">
          {t("shell.board")}
        </Button>
      }
    >
      <div className={styles["page"]}>
        <Form asked={asked} />
        <div className={styles["answer"]}>
          {asked.question === null && (
            <div className="card">
              <EmptyState>{t("probe.ask")}</EmptyState>
            </div>
          )}
          {asked.question !== null && answer.isPending && <Loading lines={8} />}
          {answer.isError && <ProblemState problem={answer.error} onRetry={() => void answer.refetch()} />}
          {asked.question !== null && answer.data !== undefined && !answer.isError && (
            <Answer answer={answer.data} interaction={asked.interaction} />
          )}
        </div>
      </div>
    </Page>
  );
}

type Asked = ReturnType<typeof useQuestion>;

function useQuestion() {
  const [params, setParams] = useSearchParams();
  const interaction = params.get("interaction");
  const queue = params.get("queue");
  const number = params.get("number");
  const ways = useWays(number);
  const way = ways?.find(({ node }) => node === params.get("way")) ?? ways?.[0];
  const waited = Math.max(0, Number(params.get("waited") ?? 0) || 0);
  const priority = Number(params.get("priority") ?? way?.priority ?? 5);
  const queueId = number === null ? queue : (way?.queue_id ?? null);
  const skills = number === null ? undefined : way?.skills;
  const speaks = params.get("language");
  const language = LANGUAGES.find((each) => each === speaks) ?? null;
  const contact = params.get("contact");
  const question = useMemo((): ProbeQuestion | null => {
    if (interaction !== null) return { interaction_id: interaction };
    if (queueId === null) return null;
    const asked = { queue_id: queueId, waited_s: waited, priority };
    const spoken = language === null ? {} : { language };
    const who = contact === null ? {} : { contact_id: contact };
    return { ...asked, ...spoken, ...who, ...(skills === undefined ? {} : { skills }) };
  }, [interaction, queueId, waited, priority, skills, language, contact]);

  function set(changes: Record<string, string | null>): void {
    setParams(
      (now) => {
        for (const [name, value] of Object.entries(changes))
          if (value === null) now.delete(name);
          else now.set(name, value);
        return now;
      },
      { replace: true },
    );
  }
  return { question, interaction, queueId, number, ways, way, waited, priority, language, contact, set };
}

function Form({ asked }: { asked: Asked }) {
  const { t } = useText();
  const numbers = useRecords("numbers").data ?? [];
  const queues = useRecords("queues").data ?? [];
  const { set } = asked;
  const imagined = asked.interaction === null;
  return (
    <section className={`card ${styles["form"] ?? ""}`} aria-label={t("probe.caller")}>
      <Select
        label={t("probe.number")}
        clearable
        searchable
        placeholder={t("probe.anyNumber")}
        data={numbers.map(({ number_id, number }) => ({ value: number_id, label: phoneGroups(number) }))}
        value={imagined ? asked.number : null}
        onChange={(number) => set({ number, way: null, queue: null, interaction: null, priority: null })}
      />
      {imagined && asked.ways !== undefined && <Ways asked={asked} ways={asked.ways} />}
      <Select
        label={t("probe.queue")}
        searchable
        data={queues.map(({ queue_id, name }) => ({ value: queue_id, label: name }))}
        value={imagined ? asked.queueId : null}
        onChange={(queue) => set({ queue, number: null, way: null, interaction: null })}
      />
      <div className={styles["pair"]}>
        <NumberInput
          label={t("probe.waited")}
          min={0}
          max={86_400}
          step={10}
          suffix={`\u00a0${t("admin.second")}`}
          disabled={!imagined}
          value={asked.waited}
          onChange={(value) => set({ waited: String(value) })}
        />
        <NumberInput
          label={t("probe.priority")}
          min={0}
          max={10}
          disabled={!imagined}
          value={asked.priority}
          onChange={(value) => set({ priority: String(value) })}
        />
      </div>
      <Select
        label={t("probe.language")}
        placeholder={t("probe.usualLanguage")}
        clearable
        disabled={!imagined}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={imagined ? asked.language : null}
        onChange={(language) => set({ language })}
      />
      <CallerField
        contactId={imagined ? asked.contact : null}
        disabled={!imagined}
        onChange={(contact) => set({ contact })}
      />
      <Waiting asked={asked} />
    </section>
  );
}

/** A number's flow may come to several queues: which of its places is meant, and what it asks for there. */
function Ways({ asked, ways }: { asked: Asked; ways: readonly WayToQueue[] }) {
  const { t } = useText();
  const queues = useById("queues");
  const skills = useById("skills");
  if (ways.length === 0) return <p className="t2 sm">{t("probe.noWay")}</p>;
  return (
    <>
      {ways.length > 1 && (
        <Select
          label={t("probe.way")}
          data={ways.map(({ node, queue_id }) => ({
            value: node,
            label: `${node}: ${queues.get(queue_id)?.name ?? ""}`,
          }))}
          value={asked.way?.node ?? null}
          onChange={(way) => asked.set({ way, priority: null })}
        />
      )}
      {(asked.way?.skills.length ?? 0) > 0 && (
        <p className="sm">
          {t("probe.asksToo")}{" "}
          {asked.way?.skills.map(({ skill_id, level }) => (
            <Chip key={skill_id}>
              {skills.get(skill_id)?.name ?? "…"} {level}
            </Chip>
          ))}
        </p>
      )}
    </>
  );
}

/** Those who wait now: any of them can be asked about. */
function Waiting({ asked }: { asked: Asked }) {
  const { t } = useText();
  useTopic("board");
  const calls = useCollection("board", "calls");
  const waiting = Object.values(calls)
    .filter(({ state }) => state === "waiting" || state === "offered")
    .sort((a, b) => (a.entered_queue_at ?? "").localeCompare(b.entered_queue_at ?? ""));
  return (
    <div role="group" aria-label={t("probe.waitingNow")} className={styles["waiting"]}>
      <h3>{t("probe.waitingNow")}</h3>
      {waiting.length === 0 && <p className="t2 sm">{t("probe.nobodyWaits")}</p>}
      {waiting.map((call) => (
        <Button
          key={call.interaction_id}
          size="sm"
          variant={call.interaction_id === asked.interaction ? "light" : "subtle"}
          aria-pressed={call.interaction_id === asked.interaction}
          justify="space-between"
          rightSection={call.entered_queue_at !== null && <Timer since={call.entered_queue_at} />}
          onClick={() =>
            asked.set({ interaction: call.interaction_id, number: null, way: null, queue: null })
          }
        >
          <span className="el">
            {nameOf(call)} <span className="t2">{call.queue_name}</span>
          </span>
        </Button>
      ))}
    </div>
  );
}

function nameOf({ caller_name, caller_number, short_ref }: CallView): string {
  if (caller_name !== null && caller_name !== "") return caller_name;
  return caller_number === "" ? short_ref : phoneGroups(caller_number);
}
