import { IconMessage2, IconPlayerRecord } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { useSecond } from "@/ui";
import { inTalk } from "./state";
import styles from "./greeting.module.css";

/** How long into the talk it is large. */
const LARGE_MS = 30_000;

/** What to say first: the project's greeting and, where nobody else does, that the call is recorded. */
export function Greeting({ call, size }: { call: CallView; size: "offer" | "large" | "small" }) {
  const { t } = useText();
  if (call.greeting === null && !call.say_recorded) return null;
  const icon = size === "large" ? 18 : 14;
  return (
    <div className={styles["greeting"]} data-size={size}>
      {call.greeting !== null && (
        <p>
          <IconMessage2 size={icon} aria-hidden="true" />
          <span>
            <span className={styles["word"]}>{t("desk.sayFirst")}</span> <q>{call.greeting}</q>
          </span>
        </p>
      )}
      {call.say_recorded && (
        <p>
          <IconPlayerRecord size={icon} aria-hidden="true" />
          <span>{t("desk.sayRecorded")}</span>
        </p>
      )}
    </div>
  );
}

/** The same at the top of the call in hand: large until half a minute of the talk is over, small after. */
export function GreetingOfCall({ call }: { call: CallView }) {
  const now = useSecond();
  if (call.state !== "dialling" && !inTalk(call)) return null;
  const talked = call.answered_at === null ? 0 : now - Date.parse(call.answered_at);
  return <Greeting call={call} size={talked < LARGE_MS ? "large" : "small"} />;
}
