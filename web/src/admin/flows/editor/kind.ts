import type { Icon } from "@tabler/icons-react";
import type { FlowNode } from "@/protocol/configuration";

export type KindName =
  | "answer"
  | "say"
  | "menu"
  | "collect"
  | "hours"
  | "branch"
  | "split"
  | "set"
  | "lookup"
  | "query"
  | "subflow"
  | "return"
  | "queue"
  | "voicemail"
  | "transfer"
  | "introduce"
  | "send"
  | "callback"
  | "survey"
  | "times"
  | "hangup";

/** One field of a step's form: which control it has, and its bounds. */
export type FieldSpec =
  | { kind: "prompts"; name: "prompts" | "wrong_key" | "wrong_entry" | "timeout" }
  | {
      kind: "number";
      name: NumberName;
      label?: "answer_seconds";
      min: number;
      max: number;
      usual: number | null;
      unit?: "s";
    }
  | { kind: "yes"; name: "interruptible" }
  | {
      kind:
        | "queue"
        | "hours"
        | "flow"
        | "keys"
        | "hearing"
        | "skills"
        | "variables"
        | "callback"
        | "branch"
        | "shares";
    }
  | { kind: "language" }
  | { kind: "text"; name: TextName; long?: boolean; by?: "mail" }
  | { kind: "agent" | "channel" | "meanwhile" | "windows" }
  | { kind: "service"; of: "http" | "sql" }
  | { kind: "method" | "parameters" }
  | { kind: "pairs"; name: "headers" | "body" | "results" };

export type NumberName =
  | "timeout_seconds"
  | "retries"
  | "min_digits"
  | "max_digits"
  | "max_seconds"
  | "silence_seconds"
  | "priority"
  | "max_wait_seconds"
  | "ring_seconds";

export type TextName = "variable" | "url" | "sql" | "number" | "to" | "subject" | "text" | "survey" | "zone";

export interface Kind {
  icon: Icon;
  group: "say" | "decide" | "people" | "end";
  /** Ways out that every step of the kind has, whatever it is told. */
  ways: readonly string[];
  /** Of those, the ones that need not lead anywhere. */
  optional?: readonly string[];
  fields: readonly FieldSpec[];
  /** What a new one begins with. */
  begin: () => FlowNode;
}

/** What every field of a step's form is given. */
export interface NodeProps {
  node: FlowNode;
  onChange: (node: FlowNode) => void;
}
