import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useParams } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { recordsKey, useAnswered, useById } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import type {
  FlowDocument,
  FlowFindings,
  FlowProblem,
  FlowTraffic,
  FlowVersion,
} from "@/protocol/configuration";
import { Chip, Key, Loading, State, useToast } from "@/ui";
import { waysOf } from "../steps";
import { Canvas } from "./Canvas";
import { ConflictNotice } from "./ConflictNotice";
import { added, copied, isClip, moved, pasted, removed, renamed, setNode, withWay, type Spot } from "./edit";
import { Inspector, type Tab } from "./Inspector";
import type { KindName } from "./kinds";
import { drawnUp, HEIGHT, spotsOf, WIDTH } from "./layout";
import { emptyFlow, openFlow, type Opened } from "./load";
import { countOf, differenceOf, saysOlder } from "./merge";
import { Palette } from "./Palette";
import { countsOf, litBy, stepsShown, waysShown } from "./picture";
import { usePromptsAnswered } from "./prompts";
import { useDraft } from "./useDraft";
import { useSummary, useWayWord } from "./words";
import styles from "./drawing.module.css";

type Period = "off" | "today" | "week";

const NAMED = ["queues", "hours", "flows"] as const;
const NOTHING: ReadonlySet<string> = new Set();
const NO_PROBLEMS: readonly FlowProblem[] = [];
const COUNT_AGAIN_MS = 10_000;

/** A flow as a drawing: drawn, tried out, published, watched. */
export default function FlowEditor() {
  const { id = "" } = useParams();
  const { workspace } = useMe();
  const opened = useQuery({
    queryKey: ["flow-drawing", id],
    queryFn: () => openFlow(id, workspace.language),
    staleTime: Infinity,
    gcTime: 0,
  });
  // What steps are called is known before they are drawn: a large drawing is drawn once.
  const named = useAnswered(NAMED);
  const heard = usePromptsAnswered();
  if (opened.isPending || !named || !heard) return <Loading />;
  if (opened.isError)
    return (
      <main className="pad">
        <ProblemState problem={opened.error} onRetry={() => void opened.refetch()} />
      </main>
    );
  return (
    <ReactFlowProvider key={id}>
      <Drawing opened={opened.data} />
    </ReactFlowProvider>
  );
}

function useRested<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}

function Drawing({ opened }: { opened: Opened }) {
  const { t, tCode, format } = useText();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const toast = useToast();
  const canvas = useReactFlow();
  const flowId = opened.head.flow_id;
  const draft = useDraft(flowId, opened);
  const { now: document, set, undo, redo, canUndo, canRedo } = draft.history;
  const [published, setPublished] = useState(opened.published);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING);
  const [tab, setTab] = useState<Tab>("step");
  const [period, setPeriod] = useState<Period>("off");
  const [trail, setTrail] = useState<{ trail: readonly string[]; node: string | null } | null>(null);
  const [finding, setFinding] = useState(false);
  const [sought, setSought] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const spots = useMemo(() => spotsOf(document), [document]);
  const rested = useRested(document, 400);

  const check = useQuery({
    queryKey: ["flow-check", flowId, rested],
    queryFn: ({ signal }) =>
      request<FlowFindings>("/flows/check", {
        method: "POST",
        query: { flow_id: flowId },
        body: rested,
        signal,
      }),
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
  const problems = check.data?.problems ?? NO_PROBLEMS;
  const traffic = useQuery({
    queryKey: ["flow-traffic", flowId, period],
    queryFn: () => request<FlowTraffic>(`/flows/${flowId}/traffic`, { query: { period } }),
    enabled: period !== "off",
    refetchInterval: COUNT_AGAIN_MS,
  });
  const counts = useMemo(
    () => (period === "off" || traffic.data === undefined ? null : countsOf(traffic.data)),
    [period, traffic.data],
  );
  const summary = useSummary();
  const word = useWayWord();
  const title = useCallback(
    (node: { type: string }) => tCode(`flow.type_${node.type}`) ?? node.type,
    [tCode],
  );
  const choices = useMemo(
    () =>
      Object.entries(document.nodes).map(([id, node]) => ({
        value: id,
        label: `${title(node)}: ${summary(node)} (${id})`,
      })),
    [document, title, summary],
  );
  const found = useMemo(() => {
    const wanted = sought.trim().toLowerCase();
    if (!finding || wanted === "") return NOTHING;
    const hits = choices.filter(({ label }) => label.toLowerCase().includes(wanted));
    return new Set(hits.map(({ value }) => value));
  }, [choices, finding, sought]);
  const shown = useMemo(
    () => ({
      document,
      spots,
      problems,
      counts,
      lit: tab === "test" && trail !== null ? litBy(trail.trail) : null,
      found,
      title,
      summary,
      word,
      share: (part: number, whole: number) => (whole === 0 ? "" : format.percent(part / whole)),
    }),
    [document, spots, problems, counts, tab, trail, found, title, summary, word, format],
  );
  const steps = useMemo(() => stepsShown(shown), [shown]);
  const ways = useMemo(() => waysShown(shown), [shown]);

  const goTo = useCallback(
    (id: string) => {
      const spot = spots[id];
      if (spot === undefined) return;
      setSelected(new Set([id]));
      setTab("step");
      void canvas.setCenter(spot[0] + WIDTH / 2, spot[1] + HEIGHT / 2, {
        zoom: Math.max(canvas.getZoom(), 0.8),
        duration: 0,
      });
    },
    [spots, canvas],
  );
  const chosen = selected.size === 1 ? ([...selected][0] ?? null) : null;

  const add = useCallback(
    (kind: KindName, spot?: Spot, from?: { id: string; label?: string }) => {
      const after = from ?? (chosen === null ? undefined : { id: chosen });
      const beside = after === undefined ? undefined : spots[after.id];
      const centre = canvas.screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
      const place: Spot =
        spot ?? (beside === undefined ? [centre.x, centre.y] : freeBelow(beside, Object.values(spots)));
      // What has been placed for us becomes the document's, so that a new step does not move the others.
      const made = added(moved(document, spots), kind, place, spot === undefined || from ? after : undefined);
      set(made.document);
      setSelected(new Set([made.id]));
      setTab("step");
      const box = frame.current?.getElementsByClassName("react-flow")[0]?.getBoundingClientRect();
      const corner = canvas.flowToScreenPosition({ x: place[0], y: place[1] });
      const far = canvas.flowToScreenPosition({ x: place[0] + WIDTH, y: place[1] + HEIGHT + 40 });
      if (
        box === undefined ||
        (corner.x >= box.left && corner.y >= box.top && far.x <= box.right && far.y <= box.bottom)
      )
        return;
      // A new step out of sight would look like nothing had happened.
      void canvas.setCenter(place[0] + WIDTH / 2, place[1] + HEIGHT / 2, { zoom: canvas.getZoom() });
    },
    [chosen, spots, canvas, document, set],
  );
  const remove = useCallback(
    (ids: ReadonlySet<string>) => {
      if (ids.size === 0) return;
      set((before) => removed(before, ids));
      setSelected(NOTHING);
    },
    [set],
  );
  const copy = useCallback(() => {
    if (selected.size === 0) return;
    const text = JSON.stringify(copied(document, selected, spots));
    sessionStorage.setItem("ringwell.flow-clip", text);
    void navigator.clipboard.writeText(text).catch(() => undefined); // the browser may forbid it; ours is enough here
  }, [selected, document, spots]);
  const paste = useCallback(() => {
    const text = sessionStorage.getItem("ringwell.flow-clip");
    const clip: unknown = text === null ? null : JSON.parse(text);
    if (!isClip(clip)) return;
    const made = pasted(moved(document, spots), clip);
    set(made.document);
    setSelected(new Set(made.ids));
  }, [document, spots, set]);

  const publish = useMutation({
    mutationFn: async (wanted: FlowDocument): Promise<FlowVersion> =>
      request<FlowVersion>(`/flows/${flowId}/versions`, {
        method: "POST",
        query: { base: published?.version ?? 0 },
        body: wanted,
      }),
    onSuccess: async (made, wanted) => {
      setPublished(made);
      toast({ text: t("flow.published", { name: opened.head.name, n: made.version }) });
      if (wanted === document) {
        await request(`/flows/${flowId}/draft`, {
          method: "DELETE",
          ifMatch: `"${draft.stored.revision}"`,
        }).catch(() => undefined); // somebody draws on: theirs stays
        draft.restart({ revision: 0, base: made.version, document: wanted, savedBy: null });
      }
      await queries.invalidateQueries({ queryKey: recordsKey("flows") });
      await queries.invalidateQueries({ queryKey: ["flow-versions", flowId] });
    },
    onError: (problem) => {
      if (problem instanceof ApiProblem && problem.code === "flow_refused") setTab("problems");
      const quicker = problem instanceof ApiProblem && problem.status === 412;
      toast({ kind: "fault", text: quicker ? t("drawing.publishedMeanwhile") : problemText(problem) });
      if (quicker) setTab("versions");
    },
  });
  const publishNow = useCallback(async () => {
    if (await draft.flush()) publish.mutate(document);
  }, [draft, publish, document]);

  const next = useCallback(
    (direction: "down" | "up" | "left" | "right") => {
      const target = neighbour(document, spots, chosen, direction);
      if (target !== null) goTo(target);
    },
    [document, spots, chosen, goTo],
  );
  const actions = useMemo(
    () => [
      { keys: "Ctrl+z", label: t("drawing.undo"), run: undo },
      { keys: "Ctrl+y", label: t("drawing.redo"), run: redo },
      { keys: "Ctrl+c", label: t("drawing.copy"), run: copy, disabled: selected.size === 0 },
      { keys: "Ctrl+v", label: t("drawing.paste"), run: paste },
      { keys: "Ctrl+s", label: t("drawing.publishKey"), run: () => void publishNow(), whileTyping: true },
      { keys: "Delete", label: t("drawing.remove"), run: () => remove(selected) },
      { keys: "/", label: t("drawing.find"), run: () => setFinding(true) },
      { keys: "f", label: t("drawing.fit"), run: () => void canvas.fitView({ maxZoom: 1, padding: 0.15 }) },
      { keys: "ArrowDown", label: t("drawing.keyDown"), run: () => next("down") },
      { keys: "ArrowUp", label: t("drawing.keyUp"), run: () => next("up") },
      { keys: "ArrowLeft", label: t("drawing.keyLeft"), run: () => next("left") },
      { keys: "ArrowRight", label: t("drawing.keyRight"), run: () => next("right") },
      {
        keys: "n",
        label: t("drawing.keyNew"),
        run: () => frame.current?.querySelector<HTMLElement>("nav button")?.focus(),
      },
      {
        keys: "e",
        label: t("drawing.keyEdit"),
        run: () =>
          frame.current
            ?.querySelector<HTMLElement>("aside fieldset input, aside input, aside textarea")
            ?.focus(),
      },
    ],
    [t, undo, redo, copy, paste, publishNow, remove, selected, canvas, next],
  );
  useKeys(t("drawing.title"), actions);

  const changes = useMemo(
    () =>
      countOf(differenceOf(published?.document ?? emptyFlow(opened.head.name, document.language), document)),
    [published, document, opened.head.name],
  );
  const prompts = useById("own-prompts");
  // To publish it again is how a flow comes to say what its prompts say now.
  const older = published !== null && saysOlder(published.document, prompts);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <main className={styles["editor"]} ref={frame}>
      <header className={styles["bar"]}>
        <Link to="/admin/flows">{t("admin.flows")}</Link> /<h1 className="el">{opened.head.name}</h1>
        {published !== null && <Chip>{t("drawing.liveVersion", { n: published.version })}</Chip>}
        {changes > 0 && <Chip>{t("drawing.changes", { n: changes })}</Chip>}
        <SavingMark saving={draft.saving} />
        <span className="sp" />
        <SegmentedControl
          aria-label={t("drawing.counts")}
          value={period}
          onChange={(value) => setPeriod(value)}
          data={[
            { value: "off", label: t("drawing.countsOff") },
            { value: "today", label: t("drawing.countsToday") },
            { value: "week", label: t("drawing.countsWeek") },
          ]}
        />
        <Button aria-label={t("drawing.undo")} title={t("drawing.undo")} disabled={!canUndo} onClick={undo}>
          <IconArrowBackUp size={16} />
        </Button>
        <Button aria-label={t("drawing.redo")} title={t("drawing.redo")} disabled={!canRedo} onClick={redo}>
          <IconArrowForwardUp size={16} />
        </Button>
        <Button
          variant="filled"
          loading={publish.isPending}
          disabled={errors > 0 || draft.conflict !== null || (changes === 0 && !older)}
          onClick={() => void publishNow()}
        >
          {t("flow.publish", { n: (published?.version ?? 0) + 1 })} <Key>Ctrl S</Key>
        </Button>
      </header>
      <Palette frozen={false} onAdd={(kind) => add(kind)} />
      <div className={styles["canvas"]}>
        <Canvas
          steps={steps}
          ways={ways}
          selected={selected}
          frozen={false}
          onSelect={(ids) => {
            setSelected(ids);
            if (ids.size === 1 && tab !== "test") setTab("step");
          }}
          onMoved={(changed) => set((before) => moved(before, { ...spots, ...changed }))}
          onConnect={(from, label, to) =>
            set((before) => {
              const node = before.nodes[from];
              return node === undefined ? before : setNode(before, from, withWay(node, label, to));
            })
          }
          onCut={(from, label) =>
            set((before) => {
              const node = before.nodes[from];
              return node === undefined ? before : setNode(before, from, withWay(node, label, ""));
            })
          }
          onDropKind={(kind, spot) => add(kind, spot)}
          onInto={(from) => {
            setSelected(new Set([from]));
            frame.current?.querySelector<HTMLElement>("nav button")?.focus();
          }}
        />
        {finding && (
          <Finder
            choices={choices}
            onSeek={setSought}
            onGoTo={goTo}
            onClose={() => {
              setFinding(false);
              setSought("");
            }}
          />
        )}
        {draft.conflict !== null && (
          <ConflictNotice conflict={draft.conflict} mine={document} onSolve={draft.solve} />
        )}
        {draft.conflict === null && draft.cameIn !== null && draft.cameIn.document === document && (
          <div className={styles["notice"]} role="status">
            <State state="within">
              {t("drawing.cameIn", { name: draft.cameIn.savedBy ?? t("drawing.somebody") })}
            </State>
          </div>
        )}
      </div>
      <Inspector
        tab={tab}
        onTab={setTab}
        flowId={flowId}
        current={published?.version ?? 0}
        document={document}
        chosen={chosen}
        problems={problems}
        counts={counts}
        rolling={publish.isPending}
        onDocument={(changed) => set(changed)}
        onNode={(id, node) => set((before) => setNode(before, id, node))}
        onRename={(from, to) => {
          const changed = renamed(moved(document, spots), from, to);
          if (changed.nodes[to] === undefined || to === from) return to === from;
          set(changed);
          setSelected(new Set([to]));
          return true;
        }}
        onRemove={(id) => remove(new Set([id]))}
        onGoTo={goTo}
        onTrail={(walked, node) => setTrail({ trail: walked, node })}
        onTake={(version) => set(version.document)}
        onRollBack={(version) => publish.mutate(version.document)}
        onTidy={() => {
          set((before) => ({ ...before, layout: drawnUp(before) }));
        }}
      />
    </main>
  );
}

/** Beside the last one that stands there. */
function freeBelow([x, y]: Spot, taken: readonly Spot[]): Spot {
  let place: Spot = [x, y + HEIGHT + 64];
  while (taken.some(([left, top]) => Math.abs(left - place[0]) < WIDTH && Math.abs(top - place[1]) < HEIGHT))
    place = [place[0] + WIDTH + 44, place[1]];
  return place;
}

/** Where an arrow key leads: down along the first way, up along one that leads here, sideways to the next in the row. */
function neighbour(
  document: FlowDocument,
  spots: Readonly<Record<string, Spot>>,
  from: string | null,
  direction: "down" | "up" | "left" | "right",
): string | null {
  const node = from === null ? undefined : document.nodes[from];
  if (from === null || node === undefined) return document.start in document.nodes ? document.start : null;
  if (direction === "down")
    return waysOf(node).find(({ target }) => target in document.nodes)?.target ?? null;
  if (direction === "up") {
    const before = Object.entries(document.nodes).find(([, each]) =>
      waysOf(each).some(({ target }) => target === from),
    );
    return before?.[0] ?? null;
  }
  const [x, y] = spots[from] ?? [0, 0];
  const side = direction === "right" ? 1 : -1;
  const row = Object.entries(spots).filter(
    ([id, [left, top]]) => id !== from && Math.abs(top - y) < HEIGHT && (left - x) * side > 0,
  );
  return row.sort(([, [a]], [, [b]]) => (a - b) * side)[0]?.[0] ?? null;
}

function SavingMark({ saving }: { saving: "saved" | "unsaved" | "saving" | "failed" }) {
  const { t } = useText();
  return (
    <span aria-live="polite" className="sm">
      {saving === "failed" ? (
        <State state="over">{t("drawing.saving_failed")}</State>
      ) : (
        <span className="t2">{t(`drawing.saving_${saving}`)}</span>
      )}
    </span>
  );
}

interface FinderProps {
  choices: { value: string; label: string }[];
  onSeek: (typed: string) => void;
  onGoTo: (id: string) => void;
  onClose: () => void;
}

/** A step by its kind, its name, or what it says. */
function Finder({ choices, onSeek, onGoTo, onClose }: FinderProps) {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={styles["findBox"]}>
      <Select
        ref={field}
        searchable
        limit={50}
        aria-label={t("drawing.find")}
        placeholder={t("drawing.find")}
        data={choices}
        defaultDropdownOpened
        onSearchChange={onSeek}
        onChange={(id) => {
          if (id !== null) onGoTo(id);
          onClose();
        }}
        onBlur={onClose}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
      />
    </div>
  );
}
