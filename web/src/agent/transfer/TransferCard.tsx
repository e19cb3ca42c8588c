import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconHierarchy, IconPhoneOutgoing, IconUser, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { usePhoneBook } from "@/phonebook/data";
import { request } from "@/protocol/api";
import { Key, Loading, State } from "@/ui";
import { agentState } from "../state";
import { entriesOf, type Entry, type TransferTargets } from "./targets";
import type { Target, TransferActions } from "./useTransfer";
import styles from "./transfer.module.css";

const FRESH_MS = 2_000;
const ICONS = { agent: IconUser, queue: IconUsers, flow: IconHierarchy, number: IconPhoneOutgoing };

interface Props {
  actions: TransferActions;
  /** Keeps what the agent has noted, so that whoever comes can read it. */
  onHandingOn: () => void;
  onClose: () => void;
}

/** How far a key leads in the list. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

function stepped(at: number, by: number, length: number): number {
  return Math.max(0, Math.min(at + by, length - 1));
}

/** Whom to bring the call to. Typing searches, Enter calls first, Shift Enter lets the caller go at once. */
export function TransferCard({ actions, onHandingOn, onClose }: Props) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  // It has been asked for to type into.
  useEffect(() => field.current?.focus(), []);
  const skills = useById("skills");
  const book = usePhoneBook();
  const targets = useQuery({
    queryKey: ["targets"],
    queryFn: () => request<TransferTargets>("/routing/targets"),
    refetchInterval: FRESH_MS,
    staleTime: 0,
  });
  const entries = entriesOf(targets.data, typed, skills, book.data);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  // Arrow keys lead beyond what the list shows.
  useEffect(() => {
    if (at > 0) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  async function act(done: Promise<boolean>): Promise<void> {
    onHandingOn();
    if (await done) onClose();
  }
  const call = (target: Target | undefined) => target && void act(actions.call(target));
  const send = (target: Target | undefined) => target && void act(actions.send(target));

  function pressed(event: React.KeyboardEvent): void {
    if (event.key === "Escape") onClose();
    else if (event.key in STEPS) setAt(stepped(at, STEPS[event.key] ?? 0, entries.length));
    else if (event.altKey && event.key === "Enter") send(chosen?.front);
    else if (event.altKey && event.code === "KeyP") void act(actions.park());
    else if (event.key === "Enter" && event.shiftKey) send(chosen?.send);
    else if (event.key === "Enter") call(chosen?.ask);
    else return;
    event.preventDefault();
  }
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={t("desk.transfer")}>
      <div className="row">
        <TextInput
          ref={field}
          className={styles["search"] ?? ""}
          aria-label={t("desk.transferTo")}
          placeholder={t("desk.transferHint")}
          role="combobox"
          aria-expanded
          aria-haspopup="grid"
          aria-autocomplete="list"
          aria-controls="transfer-targets"
          aria-activedescendant={chosen === undefined ? undefined : `target-${chosen.key}`}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <Button
          aria-keyshortcuts="Alt+P"
          variant="default"
          title={t("dial.parkHint")}
          onClick={() => void act(actions.park())}
        >
          {t("dial.park")} <Key>Alt P</Key>
        </Button>
        <Key>Esc</Key>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
      {targets.isPending && <Loading lines={3} />}
      {targets.isError && <ProblemState problem={targets.error} />}
      <div
        ref={list}
        id="transfer-targets"
        role="grid"
        className={styles["list"]}
        aria-label={t("desk.transferTo")}
      >
        {entries.map((entry) => (
          <Line key={entry.key} entry={entry} chosen={entry === chosen} onCall={call} onSend={send} />
        ))}
      </div>
      {targets.isSuccess && entries.length === 0 && <p className="t2">{t("desk.transferNobody")}</p>}
      <div className="row sm t2">
        <Key>Enter</Key> {t("desk.transferCall")} · <Key>Shift Enter</Key> {t("desk.transferSend")} ·{" "}
        <Key>Alt Enter</Key> {t("desk.transferFront")}
      </div>
    </section>
  );
}

interface LineProps {
  entry: Entry;
  chosen: boolean;
  onCall: (target: Target | undefined) => void;
  onSend: (target: Target | undefined) => void;
}

function Line({ entry, chosen, onCall, onSend }: LineProps) {
  const { t } = useText();
  const Icon = ICONS[entry.kind];
  return (
    <div role="row" id={`target-${entry.key}`} aria-selected={chosen}>
      <Icon size={16} aria-hidden />
      <span role="gridcell" className={styles["whom"]}>
        <span className="el">{entry.name}</span>
        <Detail entry={entry} />
      </span>
      <span role="gridcell">
        <Button
          size="compact-sm"
          disabled={entry.ask === undefined}
          aria-label={t("desk.transferCallWho", { name: entry.name })}
          onClick={() => onCall(entry.ask)}
        >
          {t("desk.transferCall")}
        </Button>
      </span>
      <span role="gridcell">
        <Button
          size="compact-sm"
          variant="default"
          disabled={entry.send === undefined}
          aria-label={t("desk.transferSendWho", { name: entry.name })}
          onClick={() => onSend(entry.send)}
        >
          {t("desk.transferSend")}
        </Button>
      </span>
      {entry.kind === "queue" ? (
        <span role="gridcell">
          <Button
            size="compact-sm"
            variant="default"
            disabled={entry.front === undefined}
            aria-label={t("desk.transferFrontWho", { name: entry.name })}
            onClick={() => onSend(entry.front)}
          >
            {t("desk.transferFront")}
          </Button>
        </span>
      ) : (
        <span role="gridcell" />
      )}
    </div>
  );
}

/** A person's state and skills, or how many are free in a queue. */
function Detail({ entry: { agent, queue } }: { entry: Entry }) {
  const { t } = useText();
  const skills = useById("skills");
  if (queue !== undefined)
    return (
      <span className="sm t2 el">
        {t("desk.transferQueue", { free: queue.free, waiting: queue.waiting })}
      </span>
    );
  if (agent === undefined) return null;
  const named = Object.entries(agent.skills).flatMap(([id, level]) => {
    const skill = skills.get(id);
    return skill === undefined ? [] : [`${skill.name} ${level}`];
  });
  return (
    <span className="sm t2 el">
      <State state={agentState(agent)} /> {named.join(" · ")}
    </span>
  );
}
