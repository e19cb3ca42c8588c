import { useMemo, useRef } from "react";
import { useKeys } from "@/app/keys";
import { useText } from "@/i18n/TextProvider";
import { Key } from "@/ui";

/** Ctrl+Enter sends the form that this stands in, as its button does; not from within another form. It says so. */
export function SaveKey({ title, disabled = false }: { title: string; disabled?: boolean }) {
  const { t } = useText();
  const line = useRef<HTMLParagraphElement>(null);
  useKeys(
    title,
    useMemo(
      () => [
        {
          keys: "Ctrl+Enter",
          label: t("admin.save"),
          whileTyping: true,
          disabled,
          run: () => {
            const mine = line.current?.closest("form");
            const here = document.activeElement?.closest("form") ?? mine;
            if (here === mine) mine?.requestSubmit();
          },
        },
      ],
      [t, disabled],
    ),
  );
  return (
    <p ref={line} className="t3 sm">
      <Key>Ctrl</Key> <Key>Enter</Key> {t("admin.savesToo")}
    </p>
  );
}
