import { Button, FileButton, Textarea, TextInput } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { recordsKey, useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import type { FlowFindings, FlowHead, FlowProblem, FlowVersion } from "@/protocol/configuration";
import { Count, EmptyState, Page, State, StateMark, useToast } from "@/ui";
import { draftName as nameOf, dropDraft, keepDraft, readDraft } from "../kit/draft";
import { useFieldText } from "../kit/form";
import { exampleFlow } from "./example";
import { Outline } from "./Outline";
import { parseFlow } from "./steps";
import styles from "./flows.module.css";

interface Props {
  /** null: a new flow. */
  flow: FlowHead | null;
  /** The version that the text begins with. */
  from: FlowVersion | null;
  onClose: () => void;
}

/** Waits until typing rests. */
function useRested(text: string, milliseconds = 400): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return rested;
}

/** A document is pasted, typed or dropped; what is wrong with it stands by its nodes; publishing makes it the next version. */
export function Upload({ flow, from: newest, onClose }: Props) {
  const { t } = useText();
  const fieldText = useFieldText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const draftName = nameOf(useMe().user_id, `flows.${flow?.flow_id ?? "new"}`);
  // A version that is published while this is open is not what the text began with.
  const [from] = useState(newest);
  const [begun] = useState({
    name: flow?.name ?? "",
    text: from === null ? "" : JSON.stringify(from.document, null, 2),
  });
  const base = from?.version ?? null;
  const [kept, setKept] = useState(() => readDraft<typeof begun>(draftName));
  const [text, setText] = useState(kept?.fields.text ?? begun.text);
  const [name, setName] = useState(kept?.fields.name ?? begun.name);
  const [asked, setAsked] = useState(false);
  const rested = useRested(text);
  const parsed = parseFlow(rested);
  const document = "document" in parsed ? parsed.document : null;

  useEffect(() => {
    // A draft of an earlier visit goes on from the version that it began with.
    const origin =
      kept === null ? { base, from: begun } : { base: kept.base, from: { ...begun, ...kept.from } };
    keepDraft(draftName, origin.base, origin.from, { name, text: rested });
  }, [draftName, name, rested, base, begun, kept]);

  const check = useQuery({
    queryKey: ["flow-check", rested],
    queryFn: ({ signal }) =>
      request<FlowFindings>("/flows/check", { method: "POST", body: document, signal }),
    enabled: document !== null,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const findings = document === null ? [] : (check.data?.problems ?? []);

  const publish = useMutation({
    mutationFn: async (): Promise<FlowVersion> => {
      const head =
        flow ?? (await request<FlowHead>("/flows", { method: "POST", body: { name: name.trim() } }));
      return request<FlowVersion>(`/flows/${head.flow_id}/versions`, { method: "POST", body: document });
    },
    onSuccess: async (made) => {
      dropDraft(draftName);
      toast({ text: t("flow.published", { name: flow?.name ?? name, n: made.version }) });
      await queries.invalidateQueries({ queryKey: recordsKey("flows") });
      await queries.invalidateQueries({ queryKey: ["flow-versions", made.flow_id] });
      if (flow === null) void navigate(`/admin/flows/${made.flow_id}`);
      else onClose();
    },
  });
  const named = flow !== null || name.trim() !== "";
  function keptWords(of: number | null): string {
    if (of === null) return t("flow.draftKept");
    return of === base ? t("flow.draftKeptOf", { n: of }) : t("flow.draftKeptOld", { n: of, now: base ?? 0 });
  }
  const usable = check.data?.usable === true && document !== null;

  return (
    <Page
      title={flow === null ? t("admin.newFlow") : t("flow.newVersionOf", { name: flow.name })}
      tools={
        <>
          <Button
            variant="subtle"
            onClick={() => {
              dropDraft(draftName);
              onClose();
            }}
          >
            {t("admin.discard")}
          </Button>
          <Button
            variant="filled"
            disabled={!usable}
            loading={publish.isPending}
            onClick={() => {
              setAsked(true);
              if (named) publish.mutate();
            }}
          >
            {flow === null ? t("flow.publishFirst") : t("flow.publish", { n: flow.published + 1 })}
          </Button>
        </>
      }
    >
      {kept !== null && (
        <p className={`row ${styles["kept"] ?? ""}`} role="status">
          <State state={kept.base === base ? "within" : "near"}>{keptWords(kept.base)}</State>
          <button
            type="button"
            className="link"
            onClick={() => {
              dropDraft(draftName);
              setKept(null);
              setText(begun.text);
              setName(begun.name);
            }}
          >
            {base === null ? t("admin.discard") : t("flow.discardFor", { n: base })}
          </button>
        </p>
      )}
      <div className={styles["editor"]}>
        {/* Dropping a file is the quick way; the button beside the title is the way for everybody. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section
          className={`card ${styles["source"] ?? ""}`}
          aria-label={t("flow.document")}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void event.dataTransfer.files[0]?.text().then(setText);
          }}
        >
          <header>
            <h2>{t("flow.document")}</h2>
            <span className="sp" />
            <FileButton accept=".json,application/json" onChange={(file) => void file?.text().then(setText)}>
              {(props) => (
                <Button size="sm" leftSection={<IconUpload size={14} />} {...props}>
                  {t("flow.chooseFile")}
                </Button>
              )}
            </FileButton>
          </header>
          {flow === null && (
            <TextInput
              m={14}
              mb={0}
              label={t("label.name")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={asked && !named ? fieldText("missing") : undefined}
            />
          )}
          <Textarea
            className={styles["json"] ?? ""}
            aria-label={t("flow.document")}
            placeholder={t("flow.paste")}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </section>
        <section className={`card ${styles["result"] ?? ""}`} aria-label={t("flow.findings")}>
          <header>
            <h2>{t("flow.findings")}</h2>
            {findings.length > 0 && <Count>{findings.length}</Count>}
            <span className="sp" />
            {usable && <State state="within">{t("flow.usable")}</State>}
          </header>
          <div className={styles["resultBody"]}>
            {publish.isError &&
              !(publish.error instanceof ApiProblem && publish.error.code === "flow_refused") && (
                <div className="pad">
                  <ProblemState problem={publish.error} />
                </div>
              )}
            {check.isError && (
              <div className="pad">
                <ProblemState problem={check.error} onRetry={() => void check.refetch()} />
              </div>
            )}
            {"fault" in parsed ? (
              <EmptyState>
                {parsed.fault === "empty" && (
                  <>
                    {t("flow.emptyText")}
                    <Example name={name} onText={setText} />
                  </>
                )}
                {parsed.fault === "not_json" && t("flow.notJson", { at: parsed.at ?? "" })}
                {parsed.fault === "not_flow" && t("flow.notFlow")}
              </EmptyState>
            ) : (
              <>
                <Findings problems={findings} />
                <Outline document={parsed.document} problems={findings} />
              </>
            )}
          </div>
        </section>
      </div>
    </Page>
  );
}

/** A whole flow for this workspace, to begin with; or what must be there first. */
function Example({ name, onText }: { name: string; onText: (text: string) => void }) {
  const { t } = useText();
  const { workspace } = useMe();
  const queues = useRecords("queues").data;
  const hours = useRecords("hours").data;
  if (queues === undefined || hours === undefined) return null;
  const queue = queues[0]?.name;
  if (queue === undefined)
    return (
      <p>
        <Link className="link" to="/admin/queues/new">
          {t("flow.needsQueue")}
        </Link>
      </p>
    );
  const wanted = { name: name.trim(), language: workspace.language, queue, hours: hours[0]?.name };
  return (
    <p className={styles["example"]}>
      <Button onClick={() => onText(JSON.stringify(exampleFlow(wanted), null, 2))}>
        {t("flow.example")}
      </Button>
      <span className="sm">{t("flow.exampleText", { queue })}</span>
    </p>
  );
}

/** All findings with their nodes; those of nodes stand once more beside them in the outline. */
function Findings({ problems }: { problems: readonly FlowProblem[] }) {
  const { t } = useText();
  if (problems.length === 0) return null;
  return (
    <ul className={styles["findings"]}>
      {problems.map((problem, index) => (
        <li key={index}>
          <StateMark state={problem.severity === "error" ? "over" : "near"} silent />
          <span className="unseen">{t(problem.severity === "error" ? "flow.error" : "flow.warning")}</span>
          {problem.node === null ? (
            <b>{t("flow.whole")}</b>
          ) : (
            <button
              type="button"
              className="link"
              onClick={() => {
                const step = document.getElementById(`node-${problem.node ?? ""}`);
                step?.scrollIntoView({ block: "center" });
                step?.focus();
              }}
            >
              <b>{problem.node}</b>
            </button>
          )}
          <span>{problem.words}</span>
        </li>
      ))}
    </ul>
  );
}
