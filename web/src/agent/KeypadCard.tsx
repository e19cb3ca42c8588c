import { CloseButton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { isDialKey, Keypad } from "@/softphone";
import type { Softphone } from "@/softphone/softphone";
import { Key } from "@/ui";

/** The keypad for menus on the other side. It takes the focus, so that digits can be typed; Escape puts it away. */
export function KeypadCard({ phone, onClose }: { phone: Softphone; onClose: () => void }) {
  const { t } = useText();
  const [sent, setSent] = useState("");
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    card.current?.focus();
    return () => {
      // Whoever was typing goes on where they were.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);

  function press(key: string): void {
    phone.sendKey(key);
    setSent((keys) => (keys + key).slice(-20));
  }

  return (
    // Digits typed anywhere on it are sent; each key is a button as well.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={card}
      className="card pad"
      role="group"
      aria-label={t("desk.keypad")}
      tabIndex={-1}
      style={{ width: 260, alignSelf: "center", flex: "none" }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (isDialKey(event.key) && !event.repeat) press(event.key);
      }}
    >
      <div className="row" style={{ minHeight: 32, marginBottom: 6 }}>
        <span className="num el" style={{ fontSize: 18 }} aria-live="polite">
          {sent}
        </span>
        <span className="sp" />
        <Key>Esc</Key>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
      <Keypad label={t("desk.keypad")} onPress={press} />
    </div>
  );
}
