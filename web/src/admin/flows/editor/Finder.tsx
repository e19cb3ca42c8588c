import { Select } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useText } from "@/i18n/TextProvider";
import styles from "./drawing.module.css";

interface Props {
  choices: { value: string; label: string }[];
  onSeek: (typed: string) => void;
  onGoTo: (id: string) => void;
  onClose: () => void;
}

/** A step by its kind, its name, or what it says. */
export function Finder({ choices, onSeek, onGoTo, onClose }: Props) {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={styles["findBox"]}>
      <Select
        ref={field}
        searchable
        limit={50}
        aria-label={t("drawing.find")}
        placeholder={t("drawing.find")}
        data={choices}
        defaultDropdownOpened
        onSearchChange={onSeek}
        onChange={(id) => {
          if (id !== null) onGoTo(id);
          onClose();
        }}
        onBlur={onClose}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
      />
    </div>
  );
}
