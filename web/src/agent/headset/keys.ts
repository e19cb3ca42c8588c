import type { Key, Light, Pressed } from "./reports";

/** What the desk's call is, as far as a headset's keys go. */
export interface Line {
  stage: "none" | "ringing" | "up";
  muted: boolean;
  held: boolean;
}

export type Wish = "answer" | "decline" | "end" | "hold" | "mute" | "unmute";

/** What is pressed now, by key. */
export type Held = ReadonlyMap<Key, boolean>;

/**
 * What a report of keys asks for. Headsets follow the lights that we set: whoever answers at the desk has the headset go off its hook, and
 * tell so. Therefore only what leads from the present state to another is a wish.
 */
export function wishesOf(
  before: Held,
  pressed: readonly Pressed[],
  line: Line,
): { held: Held; wishes: Wish[] } {
  const held = new Map(before);
  const wishes: Wish[] = [];
  for (const { key, down, absolute } of pressed) {
    const was = held.get(key) === true;
    held.set(key, down);
    if (was === down) continue;
    const wish = wishOf(key, down, absolute, line);
    if (wish !== undefined) wishes.push(wish);
  }
  return { held, wishes };
}

function wishOf(key: Key, down: boolean, absolute: boolean, line: Line): Wish | undefined {
  if (key === "hook") {
    if (line.stage === "ringing") return down ? "answer" : undefined;
    if (line.stage !== "up") return undefined;
    // Of a switch that tells its state the way back is the end; one that is only pressed ends by the next press.
    return absolute === !down ? "end" : undefined;
  }
  if (key === "drop") {
    if (!down || line.stage === "none") return undefined;
    return line.stage === "ringing" ? "decline" : "end";
  }
  if (line.stage !== "up") return undefined;
  // The mute of most headsets is a press, whatever they call it: what it leads to is told by the light.
  if (key === "mute") return down ? (line.muted ? "unmute" : "mute") : undefined;
  return down ? "hold" : undefined;
}

/** The lights of a state. */
export function lightsOf(line: Line): ReadonlySet<Light> {
  const lit = new Set<Light>();
  if (line.stage === "ringing") lit.add("ring");
  if (line.stage === "up") lit.add("offHook");
  if (line.stage === "up" && line.muted) lit.add("mute");
  if (line.stage === "up" && line.held) lit.add("hold");
  return lit;
}
