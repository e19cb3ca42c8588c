import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useParams } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useAnswered, useById } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { Loading, State } from "@/ui";
import { Canvas } from "./Canvas";
import { ConflictNotice } from "./ConflictNotice";
import { moved, renamed, setNode, withWay } from "./edit";
import { Finder } from "./Finder";
import { Inspector, type Tab } from "./Inspector";
import { drawnUp, HEIGHT, spotsOf, WIDTH } from "./layout";
import { emptyFlow, openFlow, type Opened } from "./load";
import { countOf, differenceOf, saysOlder } from "./merge";
import { Palette } from "./Palette";
import { litBy, stepsShown, waysShown } from "./picture";
import { usePromptsAnswered } from "./prompts";
import { Toolbar } from "./Toolbar";
import { useDraft } from "./useDraft";
import { useEditing } from "./useEditing";
import { useProblems } from "./useProblems";
import { usePublish } from "./usePublish";
import { useTraffic } from "./useTraffic";
import { neighbour, type Direction } from "./walk";
import { useSummary, useWayWord } from "./words";
import styles from "./drawing.module.css";

const NAMED = ["queues", "hours", "flows", "own-prompts", "users"] as const;
const NOTHING: ReadonlySet<string> = new Set();

/** A flow as a drawing: drawn, tried out, published, watched. */
export default function FlowEditor() {
  const { id = "" } = useParams();
  const { user_id: me, workspace } = useMe();
  const opened = useQuery({
    queryKey: ["flow-drawing", id],
    queryFn: () => openFlow(me, id, workspace.language),
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

function Drawing({ opened }: { opened: Opened }) {
  const { t, tCode, format } = useText();
  const canvas = useReactFlow();
  const flowId = opened.head.flow_id;
  const me = useMe().user_id;
  const draft = useDraft(me, flowId, opened);
  const { now: document, set, undo, redo } = draft.history;
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING);
  const [tab, setTab] = useState<Tab>("step");
  const [trail, setTrail] = useState<{ trail: readonly string[]; node: string | null } | null>(null);
  const [finding, setFinding] = useState(false);
  const [sought, setSought] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const spots = useMemo(() => spotsOf(document), [document]);
  const problems = useProblems(flowId, document);
  const { period, setPeriod, counts } = useTraffic(flowId);
  const { published, publish, publishing } = usePublish(opened, draft, setTab);
  const summary = useSummary();
  const word = useWayWord();
  const title = useCallback(
    (node: { type: string }) => tCode(`flow.type_${node.type}`) ?? node.type,
    [tCode],
  );
  const choices = useMemo(
    () =>
      !finding
        ? []
        : Object.entries(document.nodes).map(([id, node]) => ({
            value: id,
            label: `${title(node)}: ${summary(node)} (${id})`,
          })),
    [finding, document, title, summary],
  );
  const found = useMemo(() => {
    const wanted = sought.trim().toLowerCase();
    if (wanted === "") return NOTHING;
    const hits = choices.filter(({ label }) => label.toLowerCase().includes(wanted));
    return new Set(hits.map(({ value }) => value));
  }, [choices, sought]);
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

  const begin = useCallback((id: string) => {
    setSelected(new Set([id]));
    setTab("step");
  }, []);
  const goTo = useCallback(
    (id: string) => {
      const spot = spots[id];
      if (spot === undefined) return;
      begin(id);
      void canvas.setCenter(spot[0] + WIDTH / 2, spot[1] + HEIGHT / 2, {
        zoom: Math.max(canvas.getZoom(), 0.8),
        duration: 0,
      });
    },
    [spots, canvas, begin],
  );
  const chosen = selected.size === 1 ? ([...selected][0] ?? null) : null;

  const { add, remove, copy, paste } = useEditing({
    me,
    history: draft.history,
    spots,
    selected,
    chosen,
    onSelect: setSelected,
    onNew: begin,
    frame,
  });
  const publishNow = useCallback(async () => {
    if (await draft.flush()) publish(document);
  }, [draft, publish, document]);

  const next = useCallback(
    (direction: Direction) => {
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
      <Toolbar
        name={opened.head.name}
        version={published?.version ?? 0}
        changes={changes}
        saving={draft.saving}
        period={period}
        onPeriod={setPeriod}
        history={draft.history}
        mayPublish={errors === 0 && draft.conflict === null && (changes > 0 || older)}
        publishing={publishing}
        onPublish={() => void publishNow()}
      />
      <Palette frozen={false} onAdd={(kind) => add(kind)} />
      <div className={styles["canvas"]}>
        <Canvas
          steps={steps}
          ways={ways}
          spots={spots}
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
        rolling={publishing}
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
        onRollBack={(version) => publish(version.document)}
        onTidy={() => {
          set((before) => ({ ...before, layout: drawnUp(before) }));
        }}
      />
    </main>
  );
}
