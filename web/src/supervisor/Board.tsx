import { Button, Select } from "@mantine/core";
import { IconMaximize, IconMinimize } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useStale } from "@/app/connection";
import { useKeys } from "@/app/keys";
import { useById } from "@/app/records";
import { useMe } from "@/app/session";
import { dayOf } from "@/conversations/filters";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useConnection, useTopic } from "@/live";
import type { Queue } from "@/protocol/configuration";
import type { AgentView, QueueView } from "@/protocol/frames";
import { EmptyState, Loading, State, useSecond } from "@/ui";
import { alertsOf } from "./alerts";
import { Callbacks } from "./Callbacks";
import { LiveCalls } from "./LiveCalls";
import { NeedsAHand } from "./NeedsAHand";
import { People } from "./People";
import { serves, type PeopleFilter } from "./peopleShown";
import { QueueTable } from "./QueueTable";
import { Tiles } from "./Tiles";
import styles from "./board.module.css";

/** Every queue and agent, live. What it shows is narrowed by project; the choice stands in the address. */
export default function Board() {
  const { t } = useText();
  const here = useTopic("board");
  if (!here)
    return (
      <main className={styles["board"]} aria-label={t("board.title")}>
        <Loading lines={8} />
      </main>
    );
  return <Floor />;
}

/** The moment the figures are of: now, or when the connection went. */
function useMoment(): number {
  const connection = useConnection();
  const second = useSecond();
  const away = connection.state === "away" || connection.state === "lost";
  return away ? connection.since : second;
}

function Floor() {
  const { t } = useText();
  const stale = useStale();
  const now = useMoment();
  const queues = useCollection("board", "queues");
  const everybody = useCollection("board", "agents");
  const everyCall = useCollection("board", "calls");
  const served = useCollection("board", "alerts");
  const rings = useCollection("board", "rings");
  const [params, setParams] = useSearchParams();
  const project = params.get("project") ?? "";
  const wall = useWall();
  const [filter, setFilter] = useState<PeopleFilter>({ words: "", state: null, queueId: null });
  const [chosen, setChosen] = useState<string | null>(null);

  const projects = useMemo(
    () => [...new Set(Object.values(queues).map((queue) => queue.project_name))].sort(),
    [queues],
  );
  const shown = useMemo(
    () => Object.values(queues).filter((queue) => project === "" || queue.project_name === project),
    [queues, project],
  );
  const records = useById("queues");
  const agents = useMemo(
    () => (project === "" ? everybody : serving(everybody, shown, records)),
    [project, everybody, shown, records],
  );
  const calls = useMemo(
    () => (project === "" ? everyCall : kept(everyCall, ({ project_name }) => project_name === project)),
    [project, everyCall],
  );
  const projectId = project === "" ? undefined : records.get(shown[0]?.queue_id ?? "")?.project_id;
  const drill = useDrill(projectId);
  const alerts = alertsOf(
    {
      queues: Object.fromEntries(shown.map((queue) => [queue.queue_id, queue])),
      agents,
      calls,
      alerts: served,
    },
    now,
  );
  const openPerson = useCallback((agentId: string) => {
    setChosen(agentId);
    document.getElementById(`person-${agentId}`)?.scrollIntoView({ block: "nearest" });
  }, []);

  const showPeople = useCallback((change: Partial<PeopleFilter>) => {
    setFilter({ words: "", state: null, queueId: null, ...change });
    document.getElementById("people")?.scrollIntoView({ block: "nearest" });
  }, []);

  return (
    <main className={styles["board"]} data-wall={wall.on || undefined} data-stale={stale || undefined}>
      <header className={styles["bar"]}>
        <h1 className="unseen">{t("board.title")}</h1>
        <Select
          aria-label={t("board.project")}
          data={[
            { value: "", label: t("board.allProjects") },
            ...projects.map((name) => ({ value: name, label: name })),
          ]}
          value={project}
          onChange={(value) => setParams(value ? { project: value } : {}, { replace: true })}
          w={240}
        />
        <span className="sp" />
        <Freshness wall={wall.on} />
        {!wall.on && (
          <>
            <Button size="sm" variant="default" component={Link} to="/announcements?new">
              {t("announce.new")}
            </Button>
            <Button size="sm" variant="default" component={Link} to="/lending">
              {t("lending.title")}
            </Button>
          </>
        )}
        <Button
          size="sm"
          variant="default"
          onClick={wall.toggle}
          leftSection={wall.on ? <IconMinimize size={15} /> : <IconMaximize size={15} />}
        >
          {wall.on ? t("board.wallLeave") : t("board.wall")}
        </Button>
      </header>
      {shown.length === 0 ? (
        <div className="card">
          <EmptyState>{t("board.noQueues")}</EmptyState>
        </div>
      ) : (
        <>
          <Tiles
            queues={shown}
            agents={agents}
            alerts={alerts}
            now={now}
            project={project}
            drill={drill}
            onPeople={showPeople}
            quiet={wall.on}
          />
          <div className={styles["mid"]}>
            <div className={styles["left"]}>
              <QueueTable
                queues={shown}
                rings={rings}
                now={now}
                chosen={filter.queueId}
                quiet={wall.on}
                onChoose={(queueId) =>
                  setFilter((was) => ({ ...was, queueId: was.queueId === queueId ? null : queueId }))
                }
              />
              <LiveCalls calls={calls} now={now} quiet={wall.on} />
              <Callbacks calls={calls} now={now} quiet={wall.on} />
            </div>
            <NeedsAHand
              alerts={alerts}
              now={now}
              quiet={wall.on}
              onPerson={openPerson}
              onQueue={(queueId) => showPeople({ queueId })}
            />
          </div>
          <People
            agents={agents}
            calls={calls}
            queues={queues}
            alerts={alerts}
            now={now}
            filter={filter}
            onFilter={setFilter}
            chosen={chosen}
            onChoose={setChosen}
            quiet={wall.on}
          />
        </>
      )}
    </main>
  );
}

function kept<T>(all: Readonly<Record<string, T>>, wanted: (one: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([, one]) => wanted(one)));
}

/** The people who can serve one of the queues, or do now. */
function serving(
  agents: Readonly<Record<string, AgentView>>,
  queues: readonly QueueView[],
  records: ReadonlyMap<string, Queue>,
): Record<string, AgentView> {
  return kept(agents, (agent) =>
    queues.some(({ queue_id }) => serves(agent, queue_id, records.get(queue_id)?.needs ?? null)),
  );
}

/** The address of today's conversations of the project that is shown, with what else is wanted of them. */
function useDrill(projectId: string | undefined): (result?: string) => string {
  const { zone } = useMe().workspace;
  return (result) => {
    const today = dayOf(Date.now(), zone);
    const params = new URLSearchParams({
      from: today,
      to: today,
      ...(projectId !== undefined && { project: projectId }),
      ...(result !== undefined && { result }),
    });
    return `/conversations?${params.toString()}`;
  };
}

/** "Live", or of when the figures are; the top bar says the latter too, where there is one. */
function Freshness({ wall }: { wall: boolean }) {
  const { t, format } = useText();
  const connection = useConnection();
  const second = useSecond();
  if (connection.state === "away" || connection.state === "lost")
    return wall ? (
      <State state="near">{t("shell.dataFrom", { time: format.timeWithSeconds(connection.since) })}</State>
    ) : null;
  return (
    <>
      <State state="within">{t("board.live")}</State>
      {wall && <b className="tn nw">{format.time(second)}</b>}
    </>
  );
}

/** The wall screen: the board alone, larger, over the whole screen when the browser allows it. Escape or W leaves. */
function useWall() {
  const { t } = useText();
  const [params, setParams] = useSearchParams();
  const on = params.has("wall");

  const set = useCallback(
    (next: boolean) => {
      setParams(
        (now) => {
          if (next) now.set("wall", "1");
          else now.delete("wall");
          return now;
        },
        { replace: true },
      );
      // Without the right to fill the screen the board still fills the window.
      if (next) void document.documentElement.requestFullscreen().catch(() => undefined);
      else if (document.fullscreenElement !== null) void document.exitFullscreen();
    },
    [setParams],
  );
  useEffect(() => {
    function left(): void {
      if (document.fullscreenElement === null) set(false);
    }
    document.addEventListener("fullscreenchange", left);
    return () => document.removeEventListener("fullscreenchange", left);
  }, [set]);
  useKeys(
    t("board.keys"),
    useMemo(
      () => [
        { keys: "w", label: t("board.wall"), run: () => set(!on) },
        ...(on ? [{ keys: "Escape", label: t("board.wallLeave"), run: () => set(false) }] : []),
      ],
      [t, on, set],
    ),
  );
  return { on, toggle: () => set(!on) };
}
