/** What administrators read and change, by the paths of the API. Ids are text such as `que_…`. */

/** Every record tells its version: what an edit was made from (If-Match). */
interface Versioned {
  version: number;
}

export type Role = "administrator" | "supervisor" | "agent";

export interface User extends Versioned {
  user_id: string;
  sign_in: string;
  name: string;
  roles: Role[];
  language: string | null;
  disabled: boolean;
  agent_id: string | null;
  /** Skill id → level 1–10, of a user who is an agent. */
  skills: Record<string, number>;
  auto_answer: boolean;
}

export interface Skill extends Versioned {
  skill_id: string;
  name: string;
}

export interface Client extends Versioned {
  client_id: string;
  name: string;
}

export interface Project extends Versioned {
  project_id: string;
  client_id: string;
  name: string;
}

export interface SkillNeed {
  skill_id: string;
  level: number;
}

export interface Queue extends Versioned {
  queue_id: string;
  name: string;
  project_id: string;
  needs: SkillNeed[];
  /** Seconds: answered within it counts as in target. */
  target_s: number;
  short_abandon_s: number;
  /** A share, 0 to 1. */
  service_level_target: number;
  offer_timeout_s: number;
  wrap_up_s: number;
  announce_place_every_s: number;
  record: boolean;
}

export interface DialledNumber extends Versioned {
  number_id: string;
  number: string;
  project_id: string;
  flow_id: string;
  language: string;
  fallback_queue_id: string | null;
  demo: boolean;
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** HH:MM; `closes` not after `opens` is on the next day; "24:00" is the end of the day. */
export interface OpenInterval {
  opens: string;
  closes: string;
}

export interface CalendarDocument {
  zone: string;
  weekly: Partial<Record<Weekday, OpenInterval[]>>;
  exceptions?: { date: string; hours?: OpenInterval[] }[];
}

export interface Hours extends Versioned {
  hours_id: string;
  name: string;
  document: CalendarDocument;
}

export interface Disposition extends Versioned {
  disposition_id: string;
  code: string;
  name: string;
  project_id: string | null;
  effective: boolean;
}

export interface Reason extends Versioned {
  reason_id: string;
  code: string;
  name: string;
}

export interface Trunk extends Versioned {
  trunk_id: string;
  name: string;
  addresses: string[];
  server: string | null;
  user: string | null;
  /** There is one; it never leaves the server. */
  has_password: boolean;
  registers: boolean;
  transport: string;
  demo: boolean;
}

export interface FlowHead extends Versioned {
  flow_id: string;
  name: string;
  /** The newest published version; 0 before the first. */
  published: number;
}

export interface FlowVersion {
  flow_id: string;
  version: number;
  name: string;
  document: FlowDocument;
}

export interface Say {
  prompt: string;
  number?: number;
  number_from?: string;
}

/** A node of any kind: what each kind holds stands in docs/flow.schema.json. */
export interface FlowNode {
  type: string;
  note?: string;
  next?: string;
  prompts?: Say[];
  keys?: Record<string, string>;
  default?: string;
  repeat_key?: string | null;
  timeout_seconds?: number;
  retries?: number;
  calendar?: string;
  open?: string;
  closed?: string;
  variables?: Record<string, string | number | boolean>;
  queue?: string;
  priority?: number;
  skills?: { skill: string; level?: number }[];
  language?: string | null;
  max_wait_seconds?: number | null;
  on_nobody?: string | null;
  on_full?: string | null;
  on_timeout?: string | null;
  max_seconds?: number;
}

export interface FlowDocument {
  format: number;
  id: string;
  name?: string;
  language: string;
  start: string;
  nodes: Record<string, FlowNode>;
}

/** One finding in a flow; `node` is null when the document as a whole is meant. */
export interface FlowProblem {
  code: string;
  node: string | null;
  params: Record<string, string | number>;
  severity: "error" | "warning";
  /** In the reader's language. */
  words: string;
}

/** All findings, errors first; `usable` when none of them is an error. */
export interface FlowFindings {
  usable: boolean;
  problems: FlowProblem[];
}

export interface ApiToken {
  token_id: string;
  user_id: string;
  name: string;
  roles: Role[];
  created_at: string;
  last_used_at: string | null;
}

export interface AuditEntry {
  at: string;
  type: string;
  actor_kind: string;
  actor_id: string | null;
  /** Where it is a person still here. */
  actor_name: string | null;
  on_behalf_of: string | null;
  object_id: string | null;
  params: Record<string, unknown>;
}

/** What a workspace decides for itself; durations in seconds. */
export interface WorkspaceSettings extends Versioned {
  zone: string;
  language: string;
  misses_limit: number;
  lost_leg_grace_s: number;
  phone_away_grace_s: number;
  max_calls: number;
}

/** The lists of the configuration, by their paths. */
export interface Records {
  users: User;
  skills: Skill;
  clients: Client;
  projects: Project;
  queues: Queue;
  numbers: DialledNumber;
  hours: Hours;
  dispositions: Disposition;
  reasons: Reason;
  trunks: Trunk;
  flows: FlowHead;
}
export type Kind = keyof Records;

const ID_FIELDS = {
  users: "user_id",
  skills: "skill_id",
  clients: "client_id",
  projects: "project_id",
  queues: "queue_id",
  numbers: "number_id",
  hours: "hours_id",
  dispositions: "disposition_id",
  reasons: "reason_id",
  trunks: "trunk_id",
  flows: "flow_id",
} as const satisfies Record<Kind, string>;

export function recordId<K extends Kind>(kind: K, record: Records[K]): string {
  return (record as unknown as Record<string, string>)[ID_FIELDS[kind]] ?? "";
}
