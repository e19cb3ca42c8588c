import { phoneGroups } from "@/i18n/format";
import type { Texts } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import type { StateName } from "@/ui/theme/theme";

/** Whoever calls, as people know them. */
export function callerOf(call: CallView, { t }: Pick<Texts, "t">): string {
  if (call.caller_name !== null) return call.caller_name;
  return call.caller_number === "" ? t("desk.hidden") : phoneGroups(call.caller_number);
}

/** Whoever calls, on a wall that everybody in the room can read: neither a name nor a number. */
export function callerOnWall(call: CallView): string {
  return call.short_ref;
}

/** Where a live call is now, in words: in which step of its flow, in which queue, with whom; on a wall without the names and numbers of those outside. */
export function placeOf(call: CallView, { t, tCode }: Pick<Texts, "t" | "tCode">, onWall = false): string {
  const agent = call.agent_name ?? "";
  const queue = call.queue_name ?? "";
  const whom = call.parties
    .map(({ agent_id, name, number }) =>
      onWall && agent_id === null
        ? t("desk.somebodyOutside")
        : (name ?? (number === null ? t("desk.somebodyOutside") : phoneGroups(number))),
    )
    .join(", ");
  switch (call.state) {
    case "flow":
    case "voicemail": {
      if (call.step === null) return t("board.placeStart");
      const step = tCode(`flow.type_${call.step_type ?? ""}`) ?? call.step_type ?? "";
      return t("board.placeFlow", { flow: call.flow_name ?? "", step, name: call.step });
    }
    case "waiting":
      return t("board.placeWaiting", { queue });
    case "offered":
      return t("board.placeOffered", { name: agent });
    case "dialling":
      return t("board.placeDialling", { name: agent });
    case "message":
      return t("board.placeMessage", { name: agent });
    case "transferring":
      return t("board.wayRings", { whom });
    case "outside":
      return t("board.wayOutside", { whom });
    case "parked":
      return t("board.placeParked", { place: call.parked_at ?? "" });
    case "hold":
      return whom === ""
        ? t("board.placeHold", { name: agent })
        : t("board.placeConsults", { name: agent, whom });
    case "lost":
      return t("board.placeLost", { name: agent });
    default:
      return t("board.wayOutside", { whom: [agent, whom].filter((part) => part !== "").join(", ") });
  }
}

const SHOWN_AS: Readonly<Record<string, StateName>> = {
  talking: "talking",
  outside: "talking",
  offered: "offered",
  dialling: "offered",
  transferring: "offered",
  hold: "hold",
  parked: "hold",
};

/** The state in whose shape and colour a call is shown; undefined where nobody is with its caller, nor is to come yet. */
export function stateOfCall(call: CallView): StateName | undefined {
  return SHOWN_AS[call.state];
}
