import {
  Background,
  Controls,
  getViewportForBounds,
  ReactFlow,
  useReactFlow,
  type Connection,
  type Edge,
  type NodeChange,
  type OnConnectEnd,
  type Viewport,
  type XYPosition,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { Spot } from "./edit";
import { useWaysInSight } from "./inSight";
import type { KindName } from "./kind";
import { HEIGHT, WIDTH } from "./layout";
import { NodeCard, type StepNode } from "./NodeCard";
import styles from "./drawing.module.css";

export const DRAGGED = "application/x-ringwell-step";

interface Props {
  steps: readonly StepNode[];
  ways: readonly Edge[];
  spots: Readonly<Record<string, Spot>>;
  selected: ReadonlySet<string>;
  /** Nobody may change it: a version that is looked at. */
  frozen: boolean;
  onSelect: (ids: ReadonlySet<string>) => void;
  onMoved: (spots: Record<string, Spot>) => void;
  onConnect: (from: string, label: string, to: string) => void;
  onCut: (from: string, label: string) => void;
  onDropKind: (kind: KindName, spot: Spot) => void;
  /** A way was drawn into the open. */
  onInto: (from: string, label: string, spot: Spot) => void;
}

const TYPES = { step: NodeCard };

const FEW = 40;
const AROUND = 700;

const SMALLEST_FIRST = 0.4;

/** Where the drawing stands first: all steps of a small flow; of a large one those around its start, so that one begins to read where callers
 * begin. Known before anything is drawn, so that only what is in sight ever is. */
function viewFirst(steps: readonly StepNode[], { width, height }: DOMRect): Viewport {
  const start = steps.find(({ data }) => data.isStart);
  const near =
    steps.length <= FEW || start === undefined
      ? steps
      : steps.filter(
          ({ position: { x, y } }) =>
            Math.abs(x - start.position.x) < AROUND && Math.abs(y - start.position.y) < AROUND,
        );
  if (near.length === 0 || width === 0 || height === 0) return { x: 0, y: 0, zoom: 1 };
  const [left, top] = [
    Math.min(...near.map(({ position }) => position.x)),
    Math.min(...near.map(({ position }) => position.y)),
  ];
  const right = Math.max(...near.map(({ position }) => position.x)) + WIDTH;
  const bottom = Math.max(...near.map(({ position }) => position.y)) + HEIGHT;
  const bounds = { x: left, y: top, width: right - left, height: bottom - top };
  return getViewportForBounds(bounds, width, height, SMALLEST_FIRST, 1, 0.15);
}

/** The drawing, once it is known how much of it is in sight. */
export function Canvas(props: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<Viewport>();
  const { steps } = props;
  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    if (box !== undefined) setView((before) => before ?? viewFirst(steps, box));
  }, [steps]);
  return (
    <div ref={frame} className={styles["sheet"]}>
      {view !== undefined && <Sheet {...props} view={view} />}
    </div>
  );
}

/** The drawing itself: steps to be moved, ways to be drawn from one to another. */
function Sheet(props: Props & { view: Viewport }) {
  const {
    steps,
    ways,
    spots,
    view,
    selected,
    frozen,
    onSelect,
    onMoved,
    onConnect,
    onCut,
    onDropKind,
    onInto,
  } = props;
  const { t } = useText();
  const flow = useReactFlow();
  // Where dragged steps are until they are let go; everything else is the drawing's.
  const [dragged, setDragged] = useState<Readonly<Record<string, XYPosition>>>({});
  const nodes = useMemo(
    () =>
      steps.map((step) => ({
        ...step,
        position: dragged[step.id] ?? step.position,
        selected: selected.has(step.id),
        measured: { width: WIDTH, height: HEIGHT },
      })),
    [steps, selected, dragged],
  );

  const changed = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      const moves = changes.flatMap((change) =>
        change.type === "position" && change.position !== undefined && change.dragging === true
          ? [[change.id, change.position] as const]
          : [],
      );
      if (moves.length > 0) setDragged((before) => ({ ...before, ...Object.fromEntries(moves) }));
      const choices = changes.filter((change) => change.type === "select");
      if (choices.length > 0) {
        const next = new Set(selected);
        for (const { id, selected: chosen } of choices) {
          if (chosen) next.add(id);
          else next.delete(id);
        }
        onSelect(next);
      }
    },
    [selected, onSelect],
  );
  const connectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      if (state.toNode !== null || state.fromHandle === null) return;
      if (state.fromHandle.type !== "source" || state.fromHandle.id == null) return;
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (point === undefined) return;
      const at = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      onInto(state.fromNode.id, state.fromHandle.id, [at.x - WIDTH / 2, at.y]);
    },
    [flow, onInto],
  );
  const drawn = useWaysInSight(ways, spots, selected);
  const labels = useMemo(
    () => ({
      "controls.ariaLabel": t("drawing.controls"),
      "controls.zoomIn.ariaLabel": t("drawing.zoomIn"),
      "controls.zoomOut.ariaLabel": t("drawing.zoomOut"),
      "controls.fitView.ariaLabel": t("drawing.fit"),
      "controls.interactive.ariaLabel": t("drawing.fit"),
      "node.a11yDescription.default": "",
      "node.a11yDescription.keyboardDisabled": "",
      "edge.a11yDescription.default": "",
    }),
    [t],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={drawn}
      nodeTypes={TYPES}
      onNodesChange={changed}
      onNodeDragStop={(_, __, moved) => {
        setDragged({});
        onMoved(Object.fromEntries(moved.map(({ id, position }) => [id, [position.x, position.y]])));
      }}
      onConnect={({ source, sourceHandle, target }: Connection) => {
        if (sourceHandle !== null) onConnect(source, sourceHandle, target);
      }}
      onConnectEnd={connectEnd}
      onEdgesDelete={(gone) => {
        for (const { source, sourceHandle } of gone) if (sourceHandle != null) onCut(source, sourceHandle);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData(DRAGGED);
        if (kind === "") return;
        const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        onDropKind(kind as KindName, [at.x - WIDTH / 2, at.y - HEIGHT / 2]);
      }}
      nodesDraggable={!frozen}
      nodesConnectable={!frozen}
      edgesFocusable={!frozen}
      deleteKeyCode={null}
      disableKeyboardA11y
      multiSelectionKeyCode={["Control", "Meta", "Shift"]}
      onlyRenderVisibleElements
      defaultViewport={view}
      minZoom={0.05}
      maxZoom={1.5}
      connectionRadius={28}
      ariaLabelConfig={labels}
      proOptions={{ hideAttribution: true }}
      className={styles["flow"] ?? ""}
    >
      <Background gap={20} color="var(--line)" />
      <Controls showInteractive={false} position="bottom-left" />
    </ReactFlow>
  );
}
