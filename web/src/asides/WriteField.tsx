import { Button, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useText } from "@/i18n/TextProvider";

const LONGEST = 1000;

interface Props {
  label: string;
  send: string;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  busy: boolean;
  /** It was asked for to type into. */
  focused?: boolean;
}

/** One line to write and send: Enter sends, Shift Enter goes on below. */
export function WriteField({ label, send, text, onText, onSend, busy, focused = false }: Props) {
  const { t } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  const may = text.trim() !== "" && !busy;
  return (
    <div className="row" style={{ alignItems: "flex-end" }}>
      <Textarea
        ref={field}
        style={{ flex: 1 }}
        aria-label={label}
        placeholder={t("aside.hint")}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (may) onSend();
        }}
      />
      <Button onClick={onSend} disabled={!may} loading={busy}>
        {send}
      </Button>
    </div>
  );
}
