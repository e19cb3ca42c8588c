import { Button, SegmentedControl } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { DaysRead } from "@/pastdays/DaysRead";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { DataTable, EmptyState, Loading, Page, useToast, type Column } from "@/ui";

type Day = components["schemas"]["OwnerDayView"];
type Answer = components["schemas"]["OwnerAnswerView"];
type Shown = "figures" | "new" | "kept" | "dropped";

const COUNTS = [
  "sought",
  "connected",
  "answered",
  "message",
  "call_back",
  "refused",
  "nobody",
  "stopped",
] as const;

/** What came of introductions to clients' owners, and what the owners answered. */
export default function Introductions() {
  const { t } = useText();
  const [shown, setShown] = useState<Shown>("figures");
  return (
    <Page title={t("owner.introductions")}>
      <SegmentedControl
        aria-label={t("owner.introductions")}
        value={shown}
        onChange={(value) => setShown(value)}
        data={[
          { value: "figures", label: t("owner.figures") },
          { value: "new", label: t("owner.newAnswers") },
          { value: "kept", label: t("owner.keptAnswers") },
          { value: "dropped", label: t("owner.droppedAnswers") },
        ]}
        mb="md"
      />
      {shown === "figures" ? <Figures /> : <Answers key={shown} state={shown} />}
    </Page>
  );
}

function Figures() {
  const { t, format } = useText();
  const columns: Column<Day>[] = [
    { id: "day", title: t("followups.day"), cell: ({ day }) => <b>{format.day(`${day}T12:00:00Z`)}</b> },
    {
      id: "project",
      title: t("label.project_id"),
      cell: ({ client_name, project_name }) =>
        [client_name, project_name].filter((part) => part !== null).join(" · "),
    },
    ...COUNTS.map((name): Column<Day> => ({
      id: name,
      title: t(`owner.count_${name}`),
      number: true,
      cell: (day) => format.number(day[name]),
    })),
    {
      id: "helped",
      title: t("owner.count_helped"),
      number: true,
      cell: ({ helped }) => (helped === null ? "–" : format.percent(helped)),
    },
  ];
  return (
    <DaysRead of="owners" none={t("owner.noFigures")}>
      {({ items }) => (
        <div className="card">
          <DataTable
            label={t("owner.figures")}
            columns={columns}
            rows={items}
            rowId={({ day, project_id }) => `${day} ${project_id ?? ""}`}
          />
        </div>
      )}
    </DaysRead>
  );
}

/** Owners' answers as agents wrote them down: kept for the knowledge base, or dropped. */
function Answers({ state }: { state: Answer["state"] }) {
  const { t, format } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  const list = useQuery({
    queryKey: ["owner-answers", state],
    queryFn: () => request<{ items: Answer[] }>(`/owner-answers?state=${state}`),
  });
  async function decide(answer: Answer, to: Answer["state"]): Promise<void> {
    const path = `/interactions/${answer.interaction_id}/owner-answers/${answer.note_id}`;
    try {
      await request(path, { method: "PUT", body: { state: to } });
    } catch (problem) {
      toast({ kind: "fault", text: problemText(problem) });
    }
    await queries.invalidateQueries({ queryKey: ["owner-answers"] });
  }
  const press = (answer: Answer, to: Answer["state"], words: string) => (
    <Button size="compact-sm" variant="default" onClick={() => void decide(answer, to)}>
      {words}
    </Button>
  );
  const columns: Column<Answer>[] = [
    { id: "at", title: t("owner.at"), cell: ({ at }) => format.dateTime(at) },
    {
      id: "text",
      title: t("owner.answerText"),
      cell: ({ text, interaction_id }) => (
        <Link className="link" to={`/conversations/${interaction_id}`} style={{ whiteSpace: "pre-wrap" }}>
          {text}
        </Link>
      ),
    },
    { id: "owner", title: t("owner.owner"), cell: ({ owner_name }) => owner_name ?? "–" },
    { id: "project", title: t("label.project_id"), cell: ({ project_name }) => project_name ?? "–" },
    { id: "agent", title: t("owner.agent"), cell: ({ agent_name }) => agent_name ?? "–" },
    {
      id: "decide",
      title: "",
      cell: (answer) => (
        <span className="row">
          {state !== "kept" && press(answer, "kept", t("owner.keep"))}
          {state !== "dropped" && press(answer, "dropped", t("owner.drop"))}
        </span>
      ),
    },
  ];
  if (list.isPending) return <Loading />;
  if (list.isError) return <ProblemState problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0) return <EmptyState>{t("owner.noAnswers")}</EmptyState>;
  return (
    <div className="card">
      <DataTable
        label={t("owner.newAnswers")}
        columns={columns}
        rows={list.data.items}
        rowId={({ note_id }) => note_id}
      />
    </div>
  );
}
