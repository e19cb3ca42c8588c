import { createContext, use } from "react";
import type { CallView, ListeningView } from "@/protocol/frames";
import type { Softphone } from "@/softphone/softphone";

export type Mode = ListeningView["mode"];
export type About = Pick<CallView, "interaction_id" | "agent_name">;

export interface Oversight {
  phone: Softphone;
  /** The call that one is in on, or is being connected to. */
  about: About | undefined;
  /** Gets the telephone ready, so that a click is heard at once. */
  warm: () => void;
  /** Be in on this call, or be so in another way. */
  be: (call: About, mode: Mode) => void;
  leave: () => void;
  takeOver: () => void;
  /** The call that was in hand is over. */
  forget: () => void;
}

export const OversightContext = createContext<Oversight | null>(null);

/** Undefined for who oversees nothing. */
export function useOversight(): Oversight | undefined {
  return use(OversightContext) ?? undefined;
}
