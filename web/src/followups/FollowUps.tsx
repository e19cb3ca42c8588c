import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { useMe } from "@/app/session";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { DataTable, EmptyState, Loading, Page, useToast, type Column } from "@/ui";

type FollowUp = components["schemas"]["FollowUpView"];
type FollowUpList = components["schemas"]["FollowUpList"];

const FOLLOW_UPS = "follow-ups";
const LOOK_AGAIN_MS = 15_000;

type Shown = "open" | "done";

/** Whom to call who gave up. */
export default function FollowUps() {
  const { t } = useText();
  const [shown, setShown] = useState<Shown>("open");
  return (
    <Page title={t("followups.title")}>
      <SegmentedControl
        aria-label={t("followups.which")}
        value={shown}
        onChange={(value) => setShown(value)}
        data={[
          { value: "open", label: t("followups.open") },
          { value: "done", label: t("followups.doneOnes") },
        ]}
        mb="md"
      />
      <Callers key={shown} done={shown === "done"} />
    </Page>
  );
}

/** Callers who gave up: who, when, how long they waited; call, or say that it is done. */
function Callers({ done }: { done: boolean }) {
  const { t, format } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  const list = useQuery({
    queryKey: [FOLLOW_UPS, done],
    queryFn: () => request<FollowUpList>(`/follow-ups?done=${String(done)}`),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const told = (problem: unknown) => toast({ kind: "fault", text: problemText(problem) });

  async function mark(row: FollowUp, to: boolean): Promise<void> {
    await request(`/follow-ups/${row.interaction_id}/done`, { method: to ? "PUT" : "DELETE" });
    await queries.invalidateQueries({ queryKey: [FOLLOW_UPS] });
  }
  const marking = useMutation({
    mutationFn: (row: FollowUp) => mark(row, !done),
    onSuccess: (_, row) => {
      toast({
        text: t(done ? "followups.reopened" : "followups.finished", { name: nameOf(row) }),
        undo: () => void mark(row, done).catch(told),
      });
    },
    onError: told,
  });
  const calling = useMutation({
    mutationFn: (row: FollowUp) =>
      request(`/follow-ups/${row.interaction_id}/call`, { method: "POST", body: {} }),
    onSuccess: (_, row) => toast({ text: t("followups.calling", { name: nameOf(row) }) }),
    onError: told,
  });

  function nameOf(row: FollowUp): string {
    return row.name ?? (row.number === null ? t("desk.hidden") : phoneGroups(row.number));
  }

  const columns: Column<FollowUp>[] = [
    {
      id: "who",
      title: t("followups.who"),
      cell: (row) => (
        <>
          <b>{nameOf(row)}</b>{" "}
          {row.name !== null && row.number !== null && (
            <span className="t2 sm">{phoneGroups(row.number)}</span>
          )}
        </>
      ),
    },
    { id: "queue", title: t("board.queue"), cell: ({ queue_name }) => queue_name },
    {
      id: "at",
      title: t("followups.at"),
      cell: ({ at, interaction_id }) => (
        <Link className="link" to={`/conversations/${interaction_id}`}>
          {format.day(at)} {format.time(at)}
        </Link>
      ),
    },
    {
      id: "waited",
      title: t("followups.waited"),
      number: true,
      cell: ({ waited_ms }) => format.span(waited_ms),
    },
    ...(done ? [{ id: "by", title: t("followups.by"), cell: ({ done_by }: FollowUp) => done_by }] : []),
    {
      id: "act",
      title: t("followups.act"),
      cell: (row) => (
        <span className="row">
          {!done && me.agent_id != null && row.number !== null && (
            <Button size="sm" disabled={calling.isPending} onClick={() => calling.mutate(row)}>
              {t("followups.call")}
            </Button>
          )}
          <Button
            size="sm"
            variant="default"
            disabled={marking.isPending}
            onClick={() => marking.mutate(row)}
          >
            {done ? t("followups.reopen") : t("followups.done")}
          </Button>
        </span>
      ),
    },
  ];
  const items = list.data?.items ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <ProblemState problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState>{t(done ? "followups.noneDone" : "followups.none")}</EmptyState>
      )}
      {items.length > 0 && (
        <div className="card">
          <DataTable
            label={t("followups.title")}
            columns={columns}
            rows={items}
            rowId={(row) => row.interaction_id}
          />
        </div>
      )}
    </>
  );
}
