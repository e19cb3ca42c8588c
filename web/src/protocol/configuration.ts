/** What administrators read and change, by the paths of the API: the server's own types, under the field's words. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type User = Schemas["UserView"];
export type Role = User["role"];
export type LevelsSaved = Schemas["LevelsSaved"];
export type DeskPhone = Schemas["DeskPhone"];
export type Skill = Schemas["SkillView"];
export type WorkLimits = Schemas["WorkLimitsView"];
export type Team = Schemas["TeamView"];
export type Site = Schemas["SiteView"];
export type Group = Schemas["GroupView"];
export type Client = Schemas["ClientView"];
export type Project = Schemas["ProjectView"];
export type Owner = Schemas["OwnerView"];
export type SkillNeed = Schemas["Need"];
export type Queue = Schemas["QueueView"];
export type QueueRing = Schemas["QueueRingView"];
export type DialledNumber = Schemas["NumberView"];
export type Disposition = Schemas["DispositionView"];
export type Reason = Schemas["ReasonView"];
export type Trunk = Schemas["TrunkView"];
export type TrunkStatus = Schemas["TrunkStatusView"];
export type TrunkSpent = Schemas["TrunkSpendingView"];
export type TestCall = Schemas["TestCallView"];
export type ApiToken = Schemas["TokenView"];
export type NewApiToken = Schemas["TokenWithSecret"];
export type AuditEntry = Schemas["AuditItem"];
export type WorkspaceSettings = Schemas["SettingsView"];

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
/** HH:MM; `closes` not after `opens` is on the next day; "24:00" is the end of the day. */
export type OpenInterval = Schemas["Interval"];
/** Days that are not named are closed. */
export type CalendarDocument = Omit<Schemas["Calendar"], "weekly"> & {
  weekly: Partial<Record<Weekday, OpenInterval[]>>;
};
export type Hours = Omit<Schemas["HoursView"], "document"> & { document: CalendarDocument };

export type FlowHead = Schemas["FlowView"];
export type FlowVersion = Omit<Schemas["FlowVersionView"], "document"> & { document: FlowDocument };
export type FlowProblem = Schemas["FlowProblem"];
export type FlowFindings = Schemas["FlowProblems"];

export interface Say {
  prompt?: string;
  /** A variable to say, as what, and in which currency; then there is no prompt. */
  value_of?: string;
  said_as?: "number" | "digits" | "date" | "money";
  currency?: string;
  number?: number;
  number_from?: string;
  /** A prompt of the workspace's own, or a text by language that a voice speaks; `sounds` are pinned when it is published. */
  own?: string;
  text?: Record<string, string>;
  sounds?: Record<string, string>;
}

/** A node of any kind: what each kind holds stands in docs/flow.schema.json. */
/** What callers say for a key of a menu: phrases by language, and what the key means. */
export interface SaidForKey {
  phrases?: Record<string, string[]>;
  means?:
    | "yes"
    | "no"
    | "operator"
    | "order"
    | "payment"
    | "document"
    | "address"
    | "hours"
    | "repeat"
    | "back"
    | "cancel"
    | null;
}

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
  silence_seconds?: number;
  interruptible?: boolean;
  wrong_key?: Say[];
  hear?: "keys" | "speech" | "both";
  said?: Record<string, SaidForKey>;
  talk_over?: boolean;
  not_heard?: Say[];
  by_keys?: Say[];
  timeout?: Say[];
  callback?: {
    after_seconds?: number | null;
    wait_over_seconds?: number | null;
    by_speech?: boolean;
  } | null;
  ways?: { when: FlowCondition[]; next: string }[];
  otherwise?: string;
  shares?: { percent: number; next: string }[];
  flow?: string;
  variable?: string;
  min_digits?: number;
  max_digits?: number;
  on_zero?: string | null;
  wrong_entry?: Say[];
  service?: string | null;
  method?: "GET" | "POST";
  url?: string;
  headers?: Record<string, string>;
  body?: Record<string, string>;
  sql?: string;
  parameters?: string[];
  results?: Record<string, string>;
  found?: string;
  not_found?: string;
  failed?: string | null;
  after?: string | null;
  number?: string;
  agent?: string | null;
  no_answer?: string;
  busy?: string | null;
  not_there?: string | null;
  refused?: string | null;
  ring_seconds?: number;
  meanwhile?: "music" | "ringing";
  by?: "mail" | "sms";
  to?: string;
  subject?: string;
  text?: string;
  sent?: string;
  not_sent?: string;
  message?: string;
  call_back?: string;
  declined?: string;
  not_possible?: string;
  nobody?: string;
  survey?: string;
  windows?: FlowWindow[];
  zone?: string | null;
  within?: string;
}

/** A time: what is not told does not matter. */
export interface FlowWindow {
  first?: string | null;
  last?: string | null;
  days?: string[];
  since?: string | null;
  until?: string | null;
}

export interface FlowCondition {
  fact: "variable" | "language" | "known" | "key" | "segment" | "waiting" | "wait" | "ready";
  of?: string;
  compare?: "is" | "is_not" | "below" | "at_least";
  value?: string | number | boolean;
}

export interface FlowDocument {
  format: number;
  id: string;
  name?: string;
  language: string;
  start: string;
  nodes: Record<string, FlowNode>;
  /** Where nodes stand in the drawing: left, top. */
  layout?: Record<string, [number, number]>;
}

export type FlowDraft = Omit<Schemas["DraftView"], "document"> & { document: FlowDocument | null };
export type FlowTraffic = Schemas["TrafficView"];
export type FlowTrial = Schemas["TrialView"];
export type FlowService = Schemas["ServiceView"];
export type CallerSegment = Schemas["CallerSegmentView"];
export type OwnPrompt = Schemas["OwnPromptView"];
export type Saying = Schemas["SayingView"];
export type PromptInfo = Schemas["PromptView"];
export type Simulation = Schemas["Simulation"];
export type SimulatedCaller = Schemas["SimulatedCaller"];
export type Happening = Schemas["Happening"];

/** The lists of the configuration, by their paths. */
export interface Records {
  users: User;
  skills: Skill;
  teams: Team;
  sites: Site;
  groups: Group;
  clients: Client;
  projects: Project;
  queues: Queue;
  numbers: DialledNumber;
  hours: Hours;
  dispositions: Disposition;
  reasons: Reason;
  trunks: Trunk;
  owners: Owner;
  segments: CallerSegment;
  flows: FlowHead;
  "own-prompts": OwnPrompt;
}
export type Kind = keyof Records;

const ID_FIELDS = {
  users: "user_id",
  skills: "skill_id",
  teams: "team_id",
  sites: "site_id",
  groups: "group_id",
  clients: "client_id",
  projects: "project_id",
  queues: "queue_id",
  numbers: "number_id",
  hours: "hours_id",
  dispositions: "disposition_id",
  reasons: "reason_id",
  trunks: "trunk_id",
  owners: "owner_id",
  segments: "caller_segment_id",
  flows: "flow_id",
  "own-prompts": "prompt_id",
} as const satisfies Record<Kind, string>;

export function recordId<K extends Kind>(kind: K, record: Records[K]): string {
  return (record as unknown as Record<string, string>)[ID_FIELDS[kind]] ?? "";
}
