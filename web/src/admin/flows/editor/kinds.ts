import {
  IconArrowBackUp,
  IconArrowsSplit,
  IconClockHour9,
  IconDatabaseSearch,
  IconDialpad,
  IconMicrophone,
  IconNumbers,
  IconPercentage,
  IconPhoneIncoming,
  IconPhoneOff,
  IconQuestionMark,
  IconRoute,
  IconTag,
  IconUsers,
  IconVolume,
  IconWorldSearch,
} from "@tabler/icons-react";
import type { FlowNode } from "@/protocol/configuration";
import { ACTS } from "./actKinds";
import type { FieldSpec, Kind, KindName } from "./kind";

/** How long a service may take to answer. */
const ANSWER_SECONDS: FieldSpec = {
  kind: "number",
  name: "timeout_seconds",
  label: "answer_seconds",
  min: 1,
  max: 30,
  usual: 5,
  unit: "s",
};

/** All kinds of steps, once: the palette, the drawing and the forms are made of this. */
export const KINDS: Readonly<Record<KindName, Kind>> = {
  answer: {
    icon: IconPhoneIncoming,
    group: "say",
    ways: ["next"],
    fields: [],
    begin: () => ({ type: "answer", next: "" }),
  },
  say: {
    icon: IconVolume,
    group: "say",
    ways: ["next"],
    fields: [
      { kind: "prompts", name: "prompts" },
      { kind: "yes", name: "interruptible" },
    ],
    begin: () => ({ type: "say", prompts: [{ prompt: "please-wait" }], next: "" }),
  },
  menu: {
    icon: IconDialpad,
    group: "say",
    ways: ["default"],
    fields: [
      { kind: "prompts", name: "prompts" },
      { kind: "keys" },
      { kind: "hearing" },
      { kind: "number", name: "timeout_seconds", min: 1, max: 60, usual: 6, unit: "s" },
      { kind: "number", name: "retries", min: 0, max: 10, usual: 2 },
      { kind: "prompts", name: "wrong_key" },
      { kind: "prompts", name: "timeout" },
    ],
    begin: () => ({ type: "menu", prompts: [{ prompt: "menu-shop" }], keys: { "1": "" }, default: "" }),
  },
  collect: {
    icon: IconNumbers,
    group: "say",
    ways: ["next", "default", "on_zero"],
    optional: ["on_zero"],
    fields: [
      { kind: "prompts", name: "prompts" },
      { kind: "text", name: "variable" },
      { kind: "number", name: "min_digits", min: 1, max: 32, usual: 1 },
      { kind: "number", name: "max_digits", min: 1, max: 32, usual: 12 },
      { kind: "hearing" },
      { kind: "number", name: "timeout_seconds", min: 1, max: 60, usual: 5, unit: "s" },
      { kind: "number", name: "retries", min: 0, max: 10, usual: 2 },
      { kind: "prompts", name: "wrong_entry" },
      { kind: "prompts", name: "timeout" },
    ],
    begin: () => ({
      type: "collect",
      prompts: [{ prompt: "enter-order" }],
      variable: "number",
      next: "",
      default: "",
    }),
  },
  hours: {
    icon: IconClockHour9,
    group: "decide",
    ways: ["open", "closed"],
    fields: [{ kind: "hours" }],
    begin: () => ({ type: "hours", calendar: "", open: "", closed: "" }),
  },
  branch: {
    icon: IconArrowsSplit,
    group: "decide",
    ways: ["otherwise"],
    fields: [{ kind: "branch" }],
    begin: () => ({ type: "branch", ways: [{ when: [{ fact: "known" }], next: "" }], otherwise: "" }),
  },
  split: {
    icon: IconPercentage,
    group: "decide",
    ways: [],
    fields: [{ kind: "shares" }],
    begin: () => ({
      type: "split",
      shares: [
        { percent: 50, next: "" },
        { percent: 50, next: "" },
      ],
    }),
  },
  set: {
    icon: IconTag,
    group: "decide",
    ways: ["next"],
    fields: [{ kind: "variables" }],
    begin: () => ({ type: "set", variables: { language: "en" }, next: "" }),
  },
  lookup: {
    icon: IconWorldSearch,
    group: "decide",
    ways: ["found", "not_found", "failed"],
    fields: [
      { kind: "service", of: "http" },
      { kind: "method" },
      { kind: "text", name: "url" },
      { kind: "pairs", name: "headers" },
      { kind: "pairs", name: "body" },
      { kind: "pairs", name: "results" },
      ANSWER_SECONDS,
      { kind: "prompts", name: "prompts" },
    ],
    begin: () => ({ type: "lookup", url: "", results: {}, found: "", not_found: "", failed: "" }),
  },
  query: {
    icon: IconDatabaseSearch,
    group: "decide",
    ways: ["found", "not_found", "failed"],
    fields: [
      { kind: "service", of: "sql" },
      { kind: "text", name: "sql", long: true },
      { kind: "parameters" },
      { kind: "pairs", name: "results" },
      ANSWER_SECONDS,
      { kind: "prompts", name: "prompts" },
    ],
    begin: () => ({
      type: "query",
      service: "",
      sql: "SELECT 1 AS one",
      results: {},
      found: "",
      not_found: "",
      failed: "",
    }),
  },
  times: ACTS.times,
  subflow: {
    icon: IconRoute,
    group: "decide",
    ways: ["next"],
    fields: [{ kind: "flow" }],
    begin: () => ({ type: "subflow", flow: "", next: "" }),
  },
  queue: {
    icon: IconUsers,
    group: "people",
    ways: ["on_nobody", "on_full", "on_timeout", "after"],
    optional: ["on_nobody", "on_full", "on_timeout", "after"],
    fields: [
      { kind: "queue" },
      { kind: "number", name: "priority", min: 0, max: 10, usual: 5 },
      { kind: "number", name: "max_wait_seconds", min: 5, max: 86_400, usual: null, unit: "s" },
      { kind: "skills" },
      { kind: "language" },
      { kind: "callback" },
    ],
    begin: () => ({ type: "queue", queue: "" }),
  },
  voicemail: {
    icon: IconMicrophone,
    group: "people",
    ways: ["next"],
    fields: [
      { kind: "prompts", name: "prompts" },
      { kind: "number", name: "max_seconds", min: 1, max: 3600, usual: 120, unit: "s" },
      { kind: "number", name: "silence_seconds", min: 1, max: 60, usual: 5, unit: "s" },
    ],
    begin: () => ({ type: "voicemail", next: "" }),
  },
  transfer: ACTS.transfer,
  introduce: ACTS.introduce,
  callback: ACTS.callback,
  send: ACTS.send,
  survey: ACTS.survey,
  return: { icon: IconArrowBackUp, group: "end", ways: [], fields: [], begin: () => ({ type: "return" }) },
  hangup: {
    icon: IconPhoneOff,
    group: "end",
    ways: [],
    fields: [{ kind: "prompts", name: "prompts" }],
    begin: () => ({ type: "hangup", prompts: [{ prompt: "thank-you-goodbye" }] }),
  },
};

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** The kind of a step; one that this page does not know (yet) has a question mark and no fields. */
export function kindOf(node: FlowNode): Kind {
  return (KINDS as Readonly<Record<string, Kind>>)[node.type] ?? UNKNOWN;
}

const UNKNOWN: Kind = {
  icon: IconQuestionMark,
  group: "end",
  ways: [],
  fields: [],
  begin: () => ({ type: "hangup" }),
};
