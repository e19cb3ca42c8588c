import { useEffect, useRef } from "react";
import { useText } from "@/i18n/TextProvider";
import { useMicrophoneState, usePhone } from "@/softphone";
import { useToast } from "@/ui";

/** Says in words and sound when the microphone in use was unplugged, what goes on instead, and when it is back. */
export function useUnplugged(): void {
  const { t } = useText();
  const toast = useToast();
  const phone = usePhone();
  const state = useMicrophoneState();
  const using = useRef<string>(undefined);
  const gone = useRef<string>(undefined);
  const label = phone.microphone.stream?.getAudioTracks()[0]?.label;

  useEffect(() => {
    if (state === "missing" && using.current !== undefined) {
      gone.current ??= using.current;
      using.current = undefined;
      void phone.announce();
      toast({ text: t("phone.unpluggedNone", { device: gone.current }), kind: "fault", lasts: 15_000 });
    } else if (state === "open" && label !== undefined) {
      const before = gone.current;
      using.current = label;
      if (before === undefined) return;
      if (before === label) {
        gone.current = undefined;
        toast({ text: t("phone.pluggedAgain", { device: label }) });
      } else {
        toast({ text: t("phone.unplugged", { device: before, other: label }), kind: "bad", lasts: 15_000 });
      }
    }
  }, [state, label, phone, toast, t]);
}
