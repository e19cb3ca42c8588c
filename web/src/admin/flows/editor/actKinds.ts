import {
  IconCalendarTime,
  IconMail,
  IconPhoneCall,
  IconPhoneOutgoing,
  IconStar,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { Kind } from "./kind";

type ActName = "transfer" | "introduce" | "send" | "callback" | "survey" | "times";

/** Steps that have something done outside the flow, tell of something, or look at the clock. */
export const ACTS: Readonly<Record<ActName, Kind>> = {
  transfer: {
    icon: IconPhoneOutgoing,
    group: "people",
    ways: ["no_answer", "busy", "not_there", "refused", "failed"],
    optional: ["busy", "not_there", "refused", "failed"],
    fields: [
      { kind: "agent" },
      { kind: "text", name: "number" },
      { kind: "number", name: "ring_seconds", min: 5, max: 120, usual: 30, unit: "s" },
      { kind: "meanwhile" },
    ],
    begin: () => ({ type: "transfer", number: "", no_answer: "" }),
  },
  introduce: {
    icon: IconUserQuestion,
    group: "people",
    ways: ["message", "call_back", "nobody"],
    fields: [{ kind: "prompts", name: "prompts" }, { kind: "language" }],
    begin: () => ({
      type: "introduce",
      prompts: [
        { prompt: "owner-call-for-you" },
        { value_of: "caller_number", said_as: "digits" },
        { prompt: "owner-choose" },
      ],
      message: "",
      call_back: "",
      nobody: "",
    }),
  },
  send: {
    icon: IconMail,
    group: "people",
    ways: ["sent", "not_sent"],
    fields: [
      { kind: "channel" },
      { kind: "text", name: "to" },
      { kind: "text", name: "subject", by: "mail" },
      { kind: "text", name: "text", long: true },
    ],
    begin: () => ({ type: "send", by: "mail", subject: "", text: "", sent: "", not_sent: "" }),
  },
  callback: {
    icon: IconPhoneCall,
    group: "people",
    ways: ["next", "declined", "not_possible"],
    fields: [
      { kind: "queue" },
      { kind: "number", name: "priority", min: 0, max: 10, usual: 5 },
      { kind: "prompts", name: "prompts" },
    ],
    begin: () => ({ type: "callback", queue: "", next: "", declined: "", not_possible: "" }),
  },
  survey: {
    icon: IconStar,
    group: "people",
    ways: ["next"],
    fields: [{ kind: "text", name: "survey" }],
    begin: () => ({ type: "survey", survey: "", next: "" }),
  },
  times: {
    icon: IconCalendarTime,
    group: "decide",
    ways: ["within", "otherwise"],
    fields: [{ kind: "windows" }, { kind: "text", name: "zone" }],
    begin: () => ({
      type: "times",
      windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], since: "09:00", until: "17:00" }],
      within: "",
      otherwise: "",
    }),
  },
};
