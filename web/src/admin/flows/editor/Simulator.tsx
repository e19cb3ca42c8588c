import { Button, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useById } from "@/app/records";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type {
  FlowDocument,
  FlowNode,
  Happening,
  SimulatedCaller,
  Simulation,
} from "@/protocol/configuration";
import { State } from "@/ui";
import { outlets } from "./edit";
import { LanguageSelect } from "./Choices";
import { useAgents } from "./words";
import styles from "./drawing.module.css";

const DIAL = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

interface Props {
  document: FlowDocument;
  /** The way that the caller went so far, for the drawing. */
  onTrail: (trail: readonly string[], node: string | null) => void;
}

type Event =
  | { type: "told"; outcome: "found" | "not_found" | "failed"; values: Record<string, string> }
  | { type: "acted"; came: string }
  | { type: "over" }
  | { type: "wait" }
  | { type: "key"; digit: string }
  | { type: "say"; text: string; sure: boolean }
  | { type: "deaf" }
  | { type: "leave"; because: string };
interface Line {
  who: "caller" | "flow";
  text: string;
  done: boolean;
}

const OUTCOMES = ["found", "not_found", "failed"] as const;
/** What services are said to tell, by variable: typed once, for all calls of this page. */
const STUBS = new Map<string, string>();

interface StubbedProps {
  node: FlowNode | undefined;
  disabled: boolean;
  onAnswer: (outcome: (typeof OUTCOMES)[number], values: Record<string, string>) => void;
}

/** Nobody is really asked: what the service would tell is typed. */
function StubbedAnswer({ node, disabled, onAnswer }: StubbedProps) {
  const { t } = useText();
  const names = Object.keys(node?.results ?? {});
  const [values, setValues] = useState(() =>
    Object.fromEntries(names.map((name) => [name, STUBS.get(name) ?? ""])),
  );
  return (
    <div className={styles["list"]}>
      {names.map((name) => (
        <TextInput
          key={name}
          label={name}
          value={values[name] ?? ""}
          onChange={(event) => {
            STUBS.set(name, event.currentTarget.value);
            setValues({ ...values, [name]: event.currentTarget.value });
          }}
        />
      ))}
      <div className={styles["line"]}>
        {OUTCOMES.map((outcome) => (
          <Button
            key={outcome}
            disabled={disabled}
            onClick={() => onAnswer(outcome, outcome === "found" ? values : {})}
          >
            {t(`drawing.way_${outcome}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface SpeakingProps {
  phrases: readonly string[];
  disabled: boolean;
  onSay: (text: string, sure: boolean) => void;
  onDeaf: () => void;
}

/** What a caller may say at a menu, chosen or typed; a number is only typed, in words or digits. */
function Speaking({ phrases, disabled, onSay, onDeaf }: SpeakingProps) {
  const { t } = useText();
  const [text, setText] = useState("");
  const [half, setHalf] = useState(false);
  return (
    <div className={styles["list"]}>
      <form
        className={styles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          onSay(text.trim(), !half);
          setText("");
        }}
      >
        <TextInput
          className={styles["grow"] ?? ""}
          aria-label={t("drawing.simSay")}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={disabled}>
          {t("drawing.simSay")}
        </Button>
      </form>
      <div className={styles["line"]} style={{ flexWrap: "wrap" }}>
        {phrases.map((phrase) => (
          <Button key={phrase} size="sm" disabled={disabled} onClick={() => onSay(phrase, !half)}>
            {phrase}
          </Button>
        ))}
      </div>
      <Switch
        label={t("drawing.simMumbles")}
        checked={half}
        onChange={(event) => setHalf(event.currentTarget.checked)}
      />
      <Button variant="subtle" disabled={disabled} onClick={onDeaf}>
        {t("drawing.simDeaf")}
      </Button>
    </div>
  );
}

/** A caller in text: keys are pressed, time passes, and what would be heard is read. The same interpreter walks; nothing is kept. */
export function Simulator({ document, onTrail }: Props) {
  const { t, tCode } = useText();
  const agents = useAgents();
  const problemText = useProblemText();
  const queues = useById("queues");
  const segments = useById("segments");
  const [caller, setCaller] = useState<SimulatedCaller>(() => ({
    language: document.language,
    known: false,
    key: false,
    segment: "",
    lot: crypto.randomUUID(),
    number: "+48221234567",
    queues: {},
  }));
  const [queue, setQueue] = useState({ waiting: 0, ready: 1, wait_s: 0 });
  const [at, setAt] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [stands, setStands] = useState<Simulation | null>(null);
  const [phrases, setPhrases] = useState<readonly string[]>([]);
  const trail = useRef<string[]>([]);
  const end = useRef<HTMLLIElement>(null);

  const step = useMutation({
    mutationFn: ({ event, from }: { event: Event | null; from: Simulation | null }) =>
      request<Simulation>("/flows/simulate", {
        method: "POST",
        body: {
          document,
          caller: {
            ...caller,
            ...(at !== "" && { at: new Date(at).toISOString() }),
            queues: Object.fromEntries([...queues.keys()].map((id) => [id, queue])),
          },
          ...(from !== null && event !== null && { state: from.state, event }),
        },
      }),
    onSuccess: (now, { event, from }) => {
      const told = now.happened.flatMap((each) => lineOf(each));
      setStands(now);
      const heard = now.happened.find(({ type }) => type === "hear");
      if (heard?.phrases != null) setPhrases(heard.phrases);
      trail.current = from === null || event === null ? now.trail : [...trail.current, ...now.trail.slice(1)];
      if (from !== null && now.trail.length > 0 && trail.current.length === 0) trail.current = now.trail;
      setLines((before) => [...(from === null ? [] : before), ...told]);
      onTrail(trail.current, now.stage === "ended" ? null : now.node);
    },
  });
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [lines]);

  function lineOf(each: Happening): Line[] {
    const spoken = each.text ?? each.prompt ?? "";
    switch (each.type) {
      case "say":
        return [{ who: "flow", text: spoken, done: false }];
      case "queue":
        return [
          {
            who: "flow",
            text: t("drawing.sim_queue", {
              name: queues.get(each.queue_id ?? "")?.name ?? each.queue_id ?? "",
            }),
            done: true,
          },
        ];
      case "timer":
        return [{ who: "flow", text: t("drawing.sim_timer", { n: each.seconds ?? 0 }), done: true }];
      case "report":
        return [
          { who: "flow", text: tCode(`drawing.sim_${each.code ?? ""}`) ?? each.code ?? "", done: true },
        ];
      case "ask":
        return [{ who: "flow", text: t("drawing.sim_ask", { what: each.question ?? "" }), done: true }];
      case "act":
        return [
          {
            who: "flow",
            text: [
              t(`drawing.sim_act_${each.deed ?? "ring"}`),
              agents.get(each.to ?? "")?.name ?? queues.get(each.queue_id ?? "")?.name ?? each.to,
              each.text,
            ]
              .filter(Boolean)
              .join(" "),
            done: true,
          },
        ];
      case "survey":
        return [{ who: "flow", text: t("drawing.sim_survey", { name: spoken }), done: true }];
      case "keys":
      case "hear":
        return [];
      default:
        return [{ who: "flow", text: t(`drawing.sim_${each.type}`), done: true }];
    }
  }
  function go(event: Event, said: string): void {
    setLines((before) => [...before, { who: "caller", text: said, done: false }]);
    step.mutate({ event, from: stands });
  }
  function begin(): void {
    trail.current = [];
    step.mutate({ event: null, from: null });
  }
  const stage = stands?.stage ?? null;
  const running = stage !== null && stage !== "ended";
  return (
    <div className={styles["fields"]}>
      <details open={!running}>
        <summary>{t("drawing.simCaller")}</summary>
        <div className={styles["fields"]} style={{ paddingTop: 8 }}>
          <LanguageSelect
            label={t("drawing.field_language")}
            value={caller.language}
            onChange={(language) => setCaller({ ...caller, language: language ?? "en" })}
          />
          <Switch
            label={t("drawing.fact_known")}
            checked={caller.known}
            onChange={(event) => setCaller({ ...caller, known: event.currentTarget.checked })}
          />
          <Switch
            label={t("drawing.fact_key")}
            checked={caller.key}
            onChange={(event) => setCaller({ ...caller, key: event.currentTarget.checked })}
          />
          {segments.size > 0 && (
            <Select
              label={t("drawing.fact_segment")}
              clearable
              placeholder={t("segment.inNone")}
              data={[...segments.values()].map(({ caller_segment_id: id, name }) => ({
                value: id,
                label: name,
              }))}
              value={caller.segment === "" ? null : caller.segment}
              onChange={(segment) => setCaller({ ...caller, segment: segment ?? "" })}
            />
          )}
          {(["waiting", "ready", "wait_s"] as const).map((name) => (
            <NumberInput
              key={name}
              label={t(`drawing.sim_of_${name}`)}
              min={0}
              max={10_000}
              value={queue[name]}
              onChange={(value) => setQueue({ ...queue, [name]: Number(value) || 0 })}
            />
          ))}
          <TextInput
            label={t("drawing.simAt")}
            type="datetime-local"
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        </div>
      </details>
      <Button variant="filled" loading={step.isPending && stands === null} onClick={begin}>
        {t(lines.length === 0 ? "drawing.simBegin" : "drawing.simAgain")}
      </Button>
      {step.isError && <State state="over">{problemText(step.error)}</State>}
      <ol className={styles["talk"]} aria-live="polite" aria-label={t("drawing.simTalk")}>
        {lines.map((line, index) => (
          <li key={index} data-who={line.who} data-kind={line.done ? "done" : "said"}>
            {line.text}
          </li>
        ))}
        <li ref={end} data-kind="done" />
      </ol>
      {running && (
        <>
          {stage === "looking" && (
            <StubbedAnswer
              node={document.nodes[stands?.node ?? ""]}
              disabled={step.isPending}
              onAnswer={(outcome, values) =>
                go({ type: "told", outcome, values }, t(`drawing.way_${outcome}`))
              }
            />
          )}
          {stage === "acting" && (
            <div className={styles["list"]}>
              {outlets(document.nodes[stands?.node ?? ""] ?? { type: "hangup" }).map(({ label }) => (
                <Button
                  key={label}
                  disabled={step.isPending}
                  onClick={() =>
                    go({ type: "acted", came: label }, t(`drawing.way_${label}` as "drawing.way_sent"))
                  }
                >
                  {t(`drawing.way_${label}` as "drawing.way_sent")}
                </Button>
              ))}
            </div>
          )}
          {stage === "queued" ? (
            <div className={styles["list"]}>
              {(["answered", "nobody", "full", "timeout"] as const).map((because) => (
                <Button
                  key={because}
                  disabled={step.isPending}
                  onClick={() => go({ type: "leave", because }, t(`drawing.sim_left_${because}`))}
                >
                  {t(`drawing.sim_left_${because}`)}
                </Button>
              ))}
              {document.nodes[stands?.node ?? ""]?.after != null && (
                <Button disabled={step.isPending} onClick={() => go({ type: "over" }, t("drawing.sim_over"))}>
                  {t("drawing.sim_over")}
                </Button>
              )}
            </div>
          ) : (
            <>
              <Button disabled={step.isPending} onClick={() => go({ type: "wait" }, t("drawing.simWaits"))}>
                {t("drawing.simWait")}
              </Button>
              {(stands?.state["listening"] ?? 0) !== 0 && (
                <Speaking
                  phrases={phrases}
                  disabled={step.isPending}
                  onSay={(text, sure) => go({ type: "say", text, sure }, t("drawing.simSaid", { text }))}
                  onDeaf={() => go({ type: "deaf" }, t("drawing.simDeaf"))}
                />
              )}
              <div className={styles["keys"]} role="group" aria-label={t("drawing.simKeys")}>
                {DIAL.map((digit) => (
                  <Button
                    key={digit}
                    disabled={step.isPending}
                    onClick={() => go({ type: "key", digit }, digit)}
                  >
                    {digit}
                  </Button>
                ))}
              </div>
            </>
          )}
        </>
      )}
      {stage === "ended" && <p className="t2">{t("drawing.simOver")}</p>}
    </div>
  );
}
