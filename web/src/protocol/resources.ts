/** What `/api/v1` gives and takes, as far as the desk, the shell and /try need it. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Role = Me["role"];
/** What a browser needs to be a telephone. */
export type PhoneAccount = Schemas["Phone"];
/** A number of the demo that /try may dial. */
export type TryNumber = Schemas["TryNumber"];

export interface Items<T> {
  items: T[];
  next: string | null;
}

export interface NotReadyReason {
  reason_id: string;
  /** Has words in every language when it ships with Ringwell. */
  code: string;
  name: string;
}

export interface Disposition {
  disposition_id: string;
  /** Two letters to type. */
  code: string;
  name: string;
  project_id: string | null;
  effective: boolean;
}

export interface Contact {
  contact_id: string;
  name: string | null;
  numbers: string[];
  email: string | null;
  company: string | null;
  language: string | null;
  comment: string | null;
}

/** A row of a list of interactions. */
export interface InteractionRow {
  interaction_id: string;
  short_ref: string;
  started_at: string;
  result: string | null;
  queue_name: string | null;
  project_name: string | null;
  agent_name: string | null;
  disposition_name: string | null;
  talk_ms: number | null;
}

export type SetupStepCode = "trunk" | "number" | "people" | "queue" | "flow" | "test_call";

/** What is set up, and what is left before the first call. */
export interface Setup {
  demo: boolean;
  steps: { code: SetupStepCode; done: boolean; count: number }[];
}
