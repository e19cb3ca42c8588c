/** Who would get a caller, as the server tells it. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type ProbeResult = Schemas["ProbeResult"];
export type ProbeAgent = Schemas["ProbeAgent"];
export type ProbeRing = Schemas["ProbeRing"];
export type ProbeQuestion = Partial<Schemas["Probe"]>;
/** Where callers of a number may come to wait. */
export type WayToQueue = Schemas["WayToQueue"];
/** A caller whom an agent may take from the list. */
export type WaitingCaller = Schemas["Waiting"];
