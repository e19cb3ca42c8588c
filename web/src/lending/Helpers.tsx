import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { useCollection } from "@/live";
import type { Group, Queue } from "@/protocol/configuration";
import type { AgentView } from "@/protocol/frames";
import { stateOf } from "@/supervisor/figures";
import { Count, DataTable, EmptyState, State, stateKey, Timer, type Column } from "@/ui";

/** The people who take a caller of another project, or as a reserve, at this moment. */
export function Helpers({ queues }: { queues: ReadonlyMap<string, Queue> }) {
  const { t, format } = useText();
  const projects = useById("projects");
  const groups = useById("groups");
  const agents = useCollection("board", "agents");
  const helping = Object.values(agents)
    .filter(({ helps }) => helps !== null)
    .sort((a, b) => format.compare(a.name, b.name));

  const projectOf = (agent: AgentView): string =>
    projects.get(queues.get(agent.queue_id ?? "")?.project_id ?? "")?.name ?? "";
  const from = (agent: AgentView): string =>
    (agent.helps === "lent"
      ? agent.project_ids.map((id) => projects.get(id)?.name)
      : groupsOf(agent, groups).map(({ name }) => name)
    )
      .filter((name) => name !== undefined)
      .join(", ");

  const columns: Column<AgentView>[] = [
    { id: "who", title: t("lending.person"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "how",
      title: t("lending.how"),
      cell: (agent) =>
        t(agent.helps === "lent" ? "lending.lentBy" : "lending.reserveOf", { name: from(agent) }),
    },
    {
      id: "queue",
      title: t("lending.helps"),
      cell: (agent) => (
        <>
          {queues.get(agent.queue_id ?? "")?.name} <span className="t2 sm">{projectOf(agent)}</span>
        </>
      ),
    },
    {
      id: "state",
      title: t("board.callbackState"),
      cell: (agent) => <State state={stateOf(agent)}>{t(stateKey(stateOf(agent)))}</State>,
    },
    { id: "since", title: t("lending.since"), number: true, cell: ({ since }) => <Timer since={since} /> },
  ];
  return (
    <section className="card" aria-label={t("lending.now")}>
      <header>
        <h2>{t("lending.now")}</h2>
        <Count>{helping.length}</Count>
      </header>
      {helping.length === 0 ? (
        <EmptyState>{t("lending.nobody")}</EmptyState>
      ) : (
        <DataTable
          label={t("lending.now")}
          columns={columns}
          rows={helping}
          rowId={({ agent_id }) => agent_id}
        />
      )}
    </section>
  );
}

function groupsOf(agent: AgentView, groups: ReadonlyMap<string, Group>): Group[] {
  return [...groups.values()].filter(
    ({ agent_ids, team_ids }) =>
      agent_ids.includes(agent.agent_id) || (agent.team_id !== null && team_ids.includes(agent.team_id)),
  );
}
