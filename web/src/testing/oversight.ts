import { vi } from "vitest";
import type { About, Oversight } from "@/oversight/context";
import { PlayedPhone } from "./stage";

/** In on this call by a telephone that plays; what is done with it is noted. */
export function playedOversight(about: About) {
  return {
    about,
    phone: new PlayedPhone(),
    warm: vi.fn(),
    be: vi.fn(),
    leave: vi.fn(),
    takeOver: vi.fn(),
    forget: vi.fn(),
  } satisfies Oversight;
}
