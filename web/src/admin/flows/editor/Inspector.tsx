import { ActionIcon, Button, Tabs, TextInput } from "@mantine/core";
import { IconFlag, IconTrash } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument, FlowNode, FlowProblem, FlowVersion } from "@/protocol/configuration";
import { StateMark } from "@/ui";
import { LanguageSelect } from "./Choices";
import { StepForm } from "./StepForm";
import { kindOf } from "./kinds";
import type { Counts } from "./picture";
import { Simulator } from "./Simulator";
import { TrialCall } from "./TrialCall";
import { Versions } from "./Versions";
import { useProblemWords } from "./words";
import styles from "./drawing.module.css";

export type Tab = "step" | "problems" | "test" | "call" | "versions";

interface Props {
  tab: Tab;
  onTab: (tab: Tab) => void;
  flowId: string;
  current: number;
  document: FlowDocument;
  chosen: string | null;
  problems: readonly FlowProblem[];
  counts: Counts | null;
  rolling: boolean;
  onDocument: (document: FlowDocument) => void;
  onNode: (id: string, node: FlowNode) => void;
  onRename: (from: string, to: string) => boolean;
  onRemove: (id: string) => void;
  onGoTo: (id: string) => void;
  onTrail: (trail: readonly string[], node: string | null) => void;
  onTake: (version: FlowVersion) => void;
  onRollBack: (version: FlowVersion) => void;
  onTidy: () => void;
}

/** At the right: the chosen step or the flow itself, what was found, the simulated caller, a call, versions. */
export function Inspector(props: Props) {
  const { tab, onTab, problems, document, chosen } = props;
  const { t } = useText();
  return (
    <aside className={styles["panel"]} aria-label={t("drawing.panel")}>
      <Tabs value={tab} onChange={(next) => onTab((next ?? "step") as Tab)} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="step">{t(chosen === null ? "drawing.tabFlow" : "drawing.tabStep")}</Tabs.Tab>
          <Tabs.Tab value="problems">
            {t("drawing.tabProblems")} {problems.length > 0 && problems.length}
          </Tabs.Tab>
          <Tabs.Tab value="test">{t("drawing.tabTest")}</Tabs.Tab>
          <Tabs.Tab value="call">{t("drawing.tabCall")}</Tabs.Tab>
          <Tabs.Tab value="versions">{t("drawing.tabVersions")}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === "step" && chosen !== null && document.nodes[chosen] !== undefined ? (
        <Step {...props} id={chosen} node={document.nodes[chosen]} />
      ) : (
        <div className={styles["panelBody"]}>
          {tab === "step" && <Whole {...props} />}
          {tab === "problems" && <Problems {...props} />}
          {tab === "test" && <Simulator document={document} onTrail={props.onTrail} />}
          {tab === "call" && <TrialCall flowId={props.flowId} document={document} />}
          {tab === "versions" && (
            <Versions
              flowId={props.flowId}
              current={props.current}
              document={document}
              rolling={props.rolling}
              onTake={props.onTake}
              onRollBack={props.onRollBack}
            />
          )}
        </div>
      )}
    </aside>
  );
}

function Step({
  id,
  node,
  document,
  problems,
  counts,
  onNode,
  onRename,
  onRemove,
  onDocument,
}: Props & { id: string; node: FlowNode }) {
  const { t, tCode } = useText();
  const Shape = kindOf(node).icon;
  const mine = problems.filter((problem) => problem.node === id);
  return (
    <>
      {counts !== null && (
        <div className={styles["figures"]}>
          {(["came", "left", "here"] as const).map((name) => (
            <div key={name}>
              <b>{counts[name].get(id) ?? 0}</b>
              <span>{t(`drawing.count_${name}`)}</span>
            </div>
          ))}
        </div>
      )}
      <div className={styles["panelBody"]}>
        <div className={styles["line"]} style={{ marginBottom: 12 }}>
          <Shape size={17} aria-hidden="true" />
          <h2 className={styles["grow"]}>{tCode(`flow.type_${node.type}`) ?? node.type}</h2>
          {document.start !== id && (
            <ActionIcon
              aria-label={t("drawing.makeStart")}
              title={t("drawing.makeStart")}
              onClick={() => onDocument({ ...document, start: id })}
            >
              <IconFlag size={16} />
            </ActionIcon>
          )}
          <ActionIcon
            aria-label={t("drawing.remove")}
            title={t("drawing.remove")}
            onClick={() => onRemove(id)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
        {mine.map((problem, index) => (
          <ProblemLine key={index} problem={problem} document={document} />
        ))}
        <StepForm
          key={id}
          document={document}
          id={id}
          node={node}
          onChange={(next) => onNode(id, next)}
          onRename={(to) => onRename(id, to)}
        />
      </div>
    </>
  );
}

function ProblemLine({ problem, document }: { problem: FlowProblem; document: FlowDocument }) {
  const words = useProblemWords(document);
  return (
    <p className={styles["problem"]} style={{ marginBottom: 8 }}>
      <StateMark state={problem.severity === "error" ? "over" : "near"} />
      <span>{words(problem)}</span>
    </p>
  );
}

function Whole({ document, onDocument, onTidy }: Props) {
  const { t } = useText();
  return (
    <div className={styles["fields"]}>
      <p className="t2">{t("drawing.wholeHint")}</p>
      <div>
        <Button size="sm" onClick={onTidy}>
          {t("drawing.tidy")}
        </Button>
      </div>
      <LanguageSelect
        label={t("drawing.language")}
        value={document.language}
        onChange={(language) => onDocument({ ...document, language: language ?? "en" })}
      />
      <TextInput
        label={t("drawing.documentName")}
        value={document.name ?? ""}
        onChange={(event) => onDocument({ ...document, name: event.currentTarget.value })}
      />
    </div>
  );
}

function Problems({ problems, document, onGoTo }: Props) {
  const { t } = useText();
  const words = useProblemWords(document);
  if (problems.length === 0) return <p className="t2">{t("drawing.noProblems")}</p>;
  return (
    <ul className={styles["list"]}>
      {problems.map((problem, index) => (
        <li key={index} className={styles["problem"]}>
          <StateMark state={problem.severity === "error" ? "over" : "near"} />
          <span>
            {problem.node !== null && (
              <Button size="compact-xs" variant="subtle" onClick={() => onGoTo(problem.node ?? "")}>
                {problem.node}
              </Button>
            )}{" "}
            {words(problem)}
          </span>
        </li>
      ))}
    </ul>
  );
}
