import { useText } from "@/i18n/TextProvider";
import { State } from "@/ui";
import { MOST_PARTS, roomOf } from "./gsm";

/** How many messages a text takes, told as one types. What stands for {variables} comes on top. */
export function PartCount({ text }: { text: string }) {
  const { t } = useText();
  const { coding, parts, used, holds } = roomOf(text.replace(/\{[^{}]*\}/g, ""));
  const words = t(coding === "gsm" ? "drawing.smsRoomGsm" : "drawing.smsRoomUcs2", { parts, used, holds });
  return (
    <p className="t2" data-parts={parts}>
      {parts > MOST_PARTS ? (
        <State state="over">
          {words} {t("drawing.smsTooLong", { most: MOST_PARTS })}
        </State>
      ) : (
        words
      )}
    </p>
  );
}
