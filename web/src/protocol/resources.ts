/** What `/api/v1` gives and takes, as far as the desk, the shell and /try need it. */
export type Role = "administrator" | "supervisor" | "agent";

export interface Me {
  user_id: string;
  name: string;
  login: string;
  role: Role;
  agent_id: string | null;
  language: string | null;
  theme: "system" | "light" | "dark";
  auto_answer: boolean;
  workspace: {
    workspace_id: string;
    name: string;
    slug: string;
    zone: string;
    language: string;
    demo: boolean;
  };
}

/** What a browser needs to be a telephone. */
export interface PhoneAccount {
  phone_session_id: string;
  endpoint: string;
  password: string;
  uri: string;
  ws_path: string;
  ice_servers: { urls: string; username: string | null; credential: string | null }[];
}

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

/** A number of the demo that /try may dial. */
export interface TryNumber {
  number: string;
  project_name: string;
  client_name: string;
  language: string;
  flow_name: string;
}

export type SetupStepCode = "trunk" | "number" | "people" | "queue" | "flow" | "test_call";

/** What is set up, and what is left before the first call. */
export interface Setup {
  demo: boolean;
  steps: { code: SetupStepCode; done: boolean; count: number }[];
}
