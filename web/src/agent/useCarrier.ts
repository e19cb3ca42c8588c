import { useSyncExternalStore } from "react";
import { useOversight } from "@/oversight/context";
import type { CallView } from "@/protocol/frames";
import { usePhone, type PhoneState } from "@/softphone";
import type { Softphone } from "@/softphone/softphone";

export interface Carrier extends Pick<PhoneState, "call" | "muted"> {
  phone: Softphone;
}

/** The telephone that carries this call: who has taken it over talks by the one by which they were in on it. */
export function useCarrier(current: CallView | undefined): Carrier {
  const own = usePhone();
  const oversight = useOversight();
  const isTaken = current !== undefined && oversight?.about?.interaction_id === current.interaction_id;
  const phone = isTaken ? oversight.phone : own;
  const { call, muted } = useSyncExternalStore(phone.subscribe, () => phone.state);
  return { phone, call, muted };
}
