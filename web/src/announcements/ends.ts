import { dayAfter, dayOf, midnight } from "@/conversations/filters";

/** The presets of how long an announcement is on. */
export const PRESETS = ["half_hour", "two_hours", "day", "own"] as const;
export type Preset = (typeof PRESETS)[number];

/** When it ends: `own` is what was typed of a local time. Null where that is no time. */
export function endOf(preset: Preset, own: string, now: number, zone: string): string | null {
  switch (preset) {
    case "half_hour":
      return new Date(now + 30 * 60_000).toISOString();
    case "two_hours":
      return new Date(now + 120 * 60_000).toISOString();
    case "day":
      return midnight(dayAfter(dayOf(now, zone)), zone);
    case "own": {
      const chosen = new Date(own);
      return Number.isNaN(chosen.getTime()) ? null : chosen.toISOString();
    }
  }
}
