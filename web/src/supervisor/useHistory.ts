import { useEffect, useSyncExternalStore } from "react";
import { useMe } from "@/app/session";
import { EVERY_MS, remembered, type Sample } from "./history";

const FIGURES = ["served", "waiting", "waited", "abandoned", "ready", "busy"] as const;
type Figure = (typeof FIGURES)[number];
type History = Record<Figure, readonly Sample[]>;

const NOTHING: History = { served: [], waiting: [], waited: [], abandoned: [], ready: [], busy: [] };

/** What this tab has seen of the last hour, by person and choice of project; kept with the tab. */
class Histories {
  private readonly kept = new Map<string, History>();
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  of(name: string): History {
    let history = this.kept.get(name);
    if (history === undefined) {
      history = stored(name);
      this.kept.set(name, history);
    }
    return history;
  }

  add(name: string, at: number, figures: Record<Figure, number | null>): void {
    const before = this.of(name);
    const next = { ...before };
    for (const figure of FIGURES) {
      const value = figures[figure];
      if (value !== null) next[figure] = remembered(before[figure], { at, value });
    }
    this.kept.set(name, next);
    store(name, next);
    for (const listener of this.listeners) listener();
  }
}

const histories = new Histories();

function stored(name: string): History {
  try {
    return { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(name) ?? "{}") as Partial<History>) };
  } catch {
    return NOTHING;
  }
}

function store(name: string, history: History): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(history));
  } catch {
    return; // storage forbidden or full: the lines last for this page
  }
}

/** Figures over the last hour, one list for each choice of project. A figure that is null is not drawn for that moment. */
export function useHistory(project: string, now: number, figures: Record<Figure, number | null>): History {
  const name = `ringwell.board.${useMe().user_id}.${project}`;
  const turn = Math.floor(now / EVERY_MS);
  useEffect(() => {
    histories.add(name, now, figures);
    // A sample a turn, not one at each change of a figure.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, turn]);
  return useSyncExternalStore(histories.subscribe, () => histories.of(name));
}
