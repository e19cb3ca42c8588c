/** What `/api/v1` gives and takes, as far as the desk, the shell and /try need it. */
export type Role = "administrator" | "supervisor" | "agent";

export interface Me {
  user_id: string;
  name: string;
  login: string;
  role: Role;
  agent_id: string | null;
  language: string | null;
  theme: "light" | "dark" | "auto" | null;
  auto_answer: boolean;
  workspace: { workspace_id: string; name: string; slug: string; zone: string; demo?: boolean };
}

/** What a browser needs to be a telephone. */
export interface PhoneAccount {
  phone_session_id: string;
  endpoint: string;
  password: string;
  uri: string;
  ws_path: string;
  ice_servers: RTCIceServer[];
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
