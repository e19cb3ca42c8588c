import { IconEar, IconMessage2, IconUsers } from "@tabler/icons-react";
import { useEffect } from "react";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { useOversight, type Mode } from "./context";

const WAYS = [
  ["listen", IconEar],
  ["whisper", IconMessage2],
  ["join", IconUsers],
] as const satisfies readonly (readonly [Mode, typeof IconEar])[];

/** Whether somebody can be in on this call now. */
export function canBeHeard(call: CallView | undefined): call is CallView {
  return call !== undefined && (call.state === "talking" || call.state === "hold");
}

/** The ways to be in on a call, as a group of buttons. */
export function InOn({ call, className, onDone }: { call: CallView; className: string; onDone: () => void }) {
  const { t } = useText();
  const oversight = useOversight();
  const warm = oversight?.warm;
  useEffect(() => warm?.(), [warm]);
  if (oversight === undefined) return null;
  return (
    <div className={className} role="group" aria-label={t("oversight.title")}>
      <h3>{t("oversight.title")}</h3>
      {WAYS.map(([way, Icon]) => (
        <button
          key={way}
          type="button"
          onClick={() => {
            onDone();
            oversight.be(call, way);
          }}
        >
          <Icon size={15} aria-hidden="true" /> {t(`oversight.${way}More`)}
        </button>
      ))}
    </div>
  );
}
