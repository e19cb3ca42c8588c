import { useMemo } from "react";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument, FlowNode, FlowProblem, Say } from "@/protocol/configuration";
import { Chip, Key, StateMark } from "@/ui";
import { kindOf } from "./editor/kinds";
import { useSummary, useWayWord } from "./editor/words";
import { stepsOf, type Step, type Way } from "./steps";
import styles from "./flows.module.css";

interface Props {
  document: FlowDocument;
  problems?: readonly FlowProblem[];
}

/** A flow as a list one can read aloud: what the caller meets, in order, and where each way leads. */
export function Outline({ document, problems = [] }: Props) {
  const { t } = useText();
  const steps = useMemo(() => stepsOf(document), [document]);
  const numbers = useMemo(() => new Map(steps.map(({ id }, index) => [id, index + 1])), [steps]);
  return (
    <ol className={styles["outline"]} aria-label={t("flow.outline")}>
      {steps.map((step) => (
        <StepLine
          key={step.id}
          step={step}
          numbers={numbers}
          problems={problems.filter(({ node }) => node === step.id)}
        />
      ))}
    </ol>
  );
}

interface StepProps {
  step: Step;
  numbers: ReadonlyMap<string, number>;
  problems: readonly FlowProblem[];
}

function StepLine({ step, numbers, problems }: StepProps) {
  const { t, tCode } = useText();
  const { id, node } = step;
  const { icon: Shape } = kindOf(node);
  return (
    <li
      id={`node-${id}`}
      className={styles["step"]}
      data-unreachable={step.unreachable || undefined}
      tabIndex={-1}
    >
      <span className={styles["number"]}>{numbers.get(id)}</span>
      <Shape size={16} aria-hidden="true" />
      <div>
        <div className={styles["what"]}>
          <b>{tCode(`flow.type_${node.type}`) ?? node.type}</b>
          <Details node={node} />
          <span className="t3 sm">{id}</span>
          {step.unreachable && <Chip>{t("flow.unreachable")}</Chip>}
        </div>
        {node.note !== undefined && node.note !== "" && <p className="t2 sm">{node.note}</p>}
        <Ways ways={step.ways} node={node} numbers={numbers} />
        {problems.map((problem, index) => (
          <p key={index} className={styles["problem"]} data-severity={problem.severity}>
            <StateMark state={problem.severity === "error" ? "over" : "near"} silent /> {problem.words}
          </p>
        ))}
      </div>
    </li>
  );
}

/** What a node says, waits in, or sets. */
function Details({ node }: { node: FlowNode }) {
  const { t } = useText();
  const queues = useById("queues");
  const hours = useById("hours");
  const summary = useSummary();
  switch (node.type) {
    case "say":
    case "menu":
    case "hangup":
    case "introduce":
    case "voicemail":
      return <Prompts says={node.prompts ?? []} />;
    case "hours":
      return <span>{hours.get(node.calendar ?? "")?.name ?? node.calendar}</span>;
    case "queue":
    case "callback":
      return (
        <span>
          {queues.get(node.queue ?? "")?.name ?? node.queue}
          {node.priority !== undefined && node.priority !== 5 && (
            <span className="t2"> · {t("flow.priority", { n: node.priority })}</span>
          )}
        </span>
      );
    case "branch":
      return null;
    default: {
      const words = summary(node);
      return words === "" ? null : <span>{words}</span>;
    }
  }
}

function Prompts({ says }: { says: readonly Say[] }) {
  const { language } = useText();
  const own = useById("own-prompts");
  return says.map((say, index) => (
    <Chip key={index}>
      {say.prompt}
      {say.own !== undefined && (own.get(say.own)?.name ?? say.own)}
      {say.text !== undefined && `“${say.text[language] ?? Object.values(say.text)[0] ?? ""}”`}
      {say.value_of !== undefined && `{${say.value_of}}`}
      {say.number !== undefined && ` ${say.number}`}
      {say.number_from !== undefined && ` {${say.number_from}}`}
    </Chip>
  ));
}

interface WaysProps {
  ways: readonly Way[];
  node: FlowNode;
  numbers: ReadonlyMap<string, number>;
}

function Ways({ ways, node, numbers }: WaysProps) {
  const { t } = useText();
  if (ways.length === 0) return null;
  return (
    <ul className={styles["ways"]}>
      {ways.map(({ label, target }) => (
        <li key={label}>
          <WayLabel label={label} node={node} />{" "}
          {numbers.has(target) ? (
            <button type="button" className="link" onClick={() => goTo(target)}>
              {t("flow.toStep", { n: numbers.get(target) ?? 0, id: target })}
            </button>
          ) : (
            <span className={styles["problem"]} data-severity="error">
              <StateMark state="over" silent /> {t("flow.noSuchStep", { id: target })}
            </span>
          )}
        </li>
      ))}
      {node.type === "menu" && node.repeat_key != null && (
        <li>
          <Key>{node.repeat_key}</Key> {t("flow.repeats")}
        </li>
      )}
    </ul>
  );
}

function WayLabel({ label, node }: { label: string; node: FlowNode }) {
  const { t } = useText();
  const word = useWayWord();
  if (label.startsWith("keys.")) return <Key>{label.slice("keys.".length)}</Key>;
  switch (label) {
    case "open":
      return t("flow.whenOpen");
    case "closed":
      return t("flow.whenClosed");
    case "default":
      return t("flow.otherwise", { seconds: node.timeout_seconds ?? 6, retries: node.retries ?? 2 });
    case "on_nobody":
      return t("flow.onNobody");
    case "on_full":
      return t("flow.onFull");
    case "on_timeout":
      return t("flow.onTimeout", { seconds: node.max_wait_seconds ?? 0 });
    case "next":
      return t("flow.then");
    default:
      return word(node, label);
  }
}

function goTo(id: string): void {
  const step = document.getElementById(`node-${id}`);
  step?.scrollIntoView({ block: "center" });
  step?.focus();
}
