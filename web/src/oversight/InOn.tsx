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
  return call !== undefined && call.ways.length > 0;
}

/** Why nobody can be in on this call in this way now; undefined where one can. */
export function whyNot(
  call: CallView | undefined,
  way: Mode,
): "oversight.noAgent" | "oversight.nobodyTalks" | undefined {
  if (call === undefined || call.ways.includes(way)) return undefined;
  return way === "whisper" ? "oversight.noAgent" : "oversight.nobodyTalks";
}

/** The ways to be in on a call, as a group of buttons; of those that cannot be had it says why. */
export function InOn({ call, className, onDone }: { call: CallView; className: string; onDone: () => void }) {
  const { t } = useText();
  const oversight = useOversight();
  const warm = oversight?.warm;
  useEffect(() => warm?.(), [warm]);
  if (oversight === undefined) return null;
  return (
    <div className={className} role="group" aria-label={t("oversight.title")}>
      <h3>{t("oversight.title")}</h3>
      {WAYS.map(([way, Icon]) => {
        const why = whyNot(call, way);
        return (
          <button
            key={way}
            type="button"
            disabled={why !== undefined}
            onClick={() => {
              onDone();
              oversight.be(call, way);
            }}
          >
            <Icon size={15} aria-hidden="true" /> {t(why ?? `oversight.${way}More`)}
          </button>
        );
      })}
    </div>
  );
}
