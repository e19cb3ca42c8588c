import { useReactFlow } from "@xyflow/react";
import { useCallback, type RefObject } from "react";
import type { FlowDocument } from "@/protocol/configuration";
import { added, copied, isClip, moved, pasted, removed, type Spot } from "./edit";
import type { History } from "./history";
import type { KindName } from "./kind";
import { HEIGHT, WIDTH } from "./layout";
import { freeBelow } from "./walk";

const NOTHING: ReadonlySet<string> = new Set();

interface Hand {
  /** Whose steps are copied, in this tab. */
  me: string;
  history: History<FlowDocument>;
  spots: Readonly<Record<string, Spot>>;
  selected: ReadonlySet<string>;
  /** The only one that is selected. */
  chosen: string | null;
  onSelect: (ids: ReadonlySet<string>) => void;
  /** A new step is there to be filled in. */
  onNew: (id: string) => void;
  frame: RefObject<HTMLElement | null>;
}

/** What one does to steps: add, remove, copy, paste. */
export function useEditing({ me, history, spots, selected, chosen, onSelect, onNew, frame }: Hand) {
  const canvas = useReactFlow();
  const clip = `ringwell.flow.${me}.clip`;
  const { now: document, set } = history;
  const add = useCallback(
    (kind: KindName, spot?: Spot) => {
      const after = chosen === null ? undefined : { id: chosen };
      const beside = after === undefined ? undefined : spots[after.id];
      const centre = canvas.screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
      const place: Spot =
        spot ?? (beside === undefined ? [centre.x, centre.y] : freeBelow(beside, Object.values(spots)));
      // What has been placed for us becomes the document's, so that a new step does not move the others.
      const made = added(moved(document, spots), kind, place, spot === undefined ? after : undefined);
      set(made.document);
      onNew(made.id);
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
    [chosen, spots, canvas, document, set, onNew, frame],
  );
  const remove = useCallback(
    (ids: ReadonlySet<string>) => {
      if (ids.size === 0) return;
      set((before) => removed(before, ids));
      onSelect(NOTHING);
    },
    [set, onSelect],
  );
  const copy = useCallback(() => {
    if (selected.size === 0) return;
    const text = JSON.stringify(copied(document, selected, spots));
    sessionStorage.setItem(clip, text);
    void navigator.clipboard.writeText(text).catch(() => undefined); // the browser may forbid it; ours is enough here
  }, [clip, selected, document, spots]);
  const paste = useCallback(() => {
    const text = sessionStorage.getItem(clip);
    const steps: unknown = text === null ? null : JSON.parse(text);
    if (!isClip(steps)) return;
    const made = pasted(moved(document, spots), steps);
    set(made.document);
    onSelect(new Set(made.ids));
  }, [clip, document, spots, set, onSelect]);
  return { add, remove, copy, paste };
}
