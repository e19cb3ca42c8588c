import { IconEar } from "@tabler/icons-react";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import type { Call } from "@/softphone";
import { Avatar, Chip, Key, State, Timer, useSecond } from "@/ui";
import { callState, inTalk } from "./state";
import { useCallerName } from "./words";
import styles from "./desk.module.css";

interface Props {
  call: CallView | undefined;
  /** The phone's own call, when the server cannot tell of it. */
  bare: Call | undefined;
  /** A call may come when the wrap-up is over. */
  nextFollows: boolean;
  onMoreTime: () => void;
}

/** Who is on the line, in which state, for how long. Keeps its height when nobody is. */
export function CallHead({ call, bare, nextFollows, onMoreTime }: Props) {
  const { t } = useText();
  if (call === undefined) return <BareHead bare={bare} />;
  const waited = call.waited_ms;
  return (
    <div className={styles["who"]}>
      <Caller call={call} waited={waited} />
      <span className="sp" />
      {call.state === "wrapping_up" && call.wrap_up_deadline !== null && (
        <div className="right sm t2 nw">
          {nextFollows && (
            <span className="hide-s">
              {t("desk.nextAfter")}
              <br />
            </span>
          )}
          <button type="button" className="link" onClick={onMoreTime}>
            {t("desk.moreTime")}
          </button>{" "}
          <Key>F8</Key>
        </div>
      )}
      <HoldTotal call={call} />
      {call.hold_over && <State state="over">{t("desk.holdOver")}</State>}
      {call.overseen !== null && inTalk(call) && <Overseen mode={call.overseen} />}
      <State state={callState(call)} pill>
        {call.state === "lost"
          ? t("desk.restoring")
          : call.state === "dialling"
            ? t("desk.dialling")
            : call.state === "message"
              ? t("message.title")
              : undefined}
      </State>
      <Timer
        since={inTalk(call) ? (call.answered_at ?? call.since) : call.since}
        className={styles["big"] ?? ""}
      />
    </div>
  );
}

function Caller({ call, waited }: { call: CallView; waited: number | null }) {
  const { t, format } = useText();
  const name = useCallerName(call);
  const parts = [
    name === phoneGroups(call.caller_number) ? "" : phoneGroups(call.caller_number),
    [call.project_name, call.queue_name].filter((part) => part !== null).join(", "),
    waited === null ? "" : t("desk.waited", { time: format.span(waited) }),
  ];
  return (
    <>
      <Avatar name={name} size={40} />
      <div className="el">
        <h1 className="el">{name}</h1>
        <div className="t2 el">{parts.filter((part) => part !== "").join(" · ")}</div>
      </div>
    </>
  );
}

/** A supervisor is in on the call. */
function Overseen({ mode }: { mode: NonNullable<CallView["overseen"]> }) {
  const { t } = useText();
  return (
    <span role="status">
      <Chip title={t(`desk.overseen_${mode}More`)}>
        <IconEar size={13} aria-hidden="true" /> {t(`desk.overseen_${mode}`)}
      </Chip>
    </span>
  );
}

function HoldTotal({ call }: { call: CallView }) {
  const { t, format } = useText();
  const now = useSecond();
  const current = call.hold_since === null ? 0 : Math.max(0, now - Date.parse(call.hold_since));
  const total = call.hold_ms + current;
  if (total < 1000 || call.state === "offered") return null;
  return <div className="right sm t2 nw hide-s">{t("desk.holdTotal", { time: format.span(total) })}</div>;
}

function BareHead({ bare }: { bare: Call | undefined }) {
  const { t } = useText();
  if (bare === undefined)
    return (
      <div className={styles["who"]}>
        <h1 className="t3">{t("desk.noCall")}</h1>
      </div>
    );
  const name = bare.name === "" ? phoneGroups(bare.number) : bare.name;
  return (
    <div className={styles["who"]}>
      <Avatar name={name} size={40} />
      <div className="el">
        <h1 className="el">{name}</h1>
        <div className="t2 el">{t("desk.bare")}</div>
      </div>
      <span className="sp" />
      <State state={bare.stage === "up" ? "talking" : "offered"} pill />
    </div>
  );
}
