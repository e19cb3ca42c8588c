import { ActionIcon, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useCallback, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { AskedField } from "@/protocol/resources";
import { StateMark, type StateName } from "@/ui";
import { digitsOf, inFours, isCardNumber, lastFour, masked } from "./card";
import { usePauseInField, type FieldPause, type OwnCall } from "./usePauseInField";
import styles from "./callform.module.css";

interface Props {
  field: AskedField;
  /** The last four digits. */
  value: string | null;
  onChange: (four: string | null) => void;
  own: OwnCall | undefined;
  error: string | undefined;
}

/**
 * A card's number. It is in the field only while it is typed, and nowhere else; of a number that may be one the last
 * four digits are kept. Nothing is recorded as long as the field has the focus, and it takes no digit before that is so.
 */
export function CardField({ field, value, onChange, own, error }: Props) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [digits, setDigits] = useState("");
  const [inside, setInside] = useState(false);
  const pause = usePauseInField(
    own,
    useCallback(() => input.current?.blur(), []),
  );
  const wrong = !inside && digits !== "";

  function leave(): void {
    setInside(false);
    pause.leave();
    if (!isCardNumber(digits)) return;
    onChange(lastFour(digits));
    setDigits("");
  }
  return (
    <TextInput
      ref={input}
      label={field.label}
      required={field.required}
      withAsterisk={field.required}
      value={digits === "" && !inside && value !== null ? masked(value) : inFours(digits)}
      placeholder={value === null ? undefined : masked(value)}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      error={wrong ? t("form.noCard") : error}
      description={<CardHint pause={pause.state} inside={inside} recorded={own?.call.recording !== false} />}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onFocus={() => {
        setInside(true);
        pause.enter();
      }}
      onBlur={leave}
      readOnly={inside && !pause.open}
      onChange={(event) => setDigits(digitsOf(event.currentTarget.value))}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
      rightSection={
        value !== null &&
        !inside && (
          <ActionIcon
            aria-label={t("form.emptyField", { field: field.label })}
            onClick={() => onChange(null)}
          >
            <IconX size={15} />
          </ActionIcon>
        )
      }
    />
  );
}

/** What is to be seen at once. */
const MARKED: Partial<Record<FieldPause, StateName>> = {
  paused: "notready",
  away: "near",
  failed: "near",
  over: "near",
};

function CardHint({ pause, inside, recorded }: { pause: FieldPause; inside: boolean; recorded: boolean }) {
  const { t } = useText();
  const words = {
    none: t(inside && !recorded ? "form.notRecorded" : "form.cardHint"),
    away: t("form.away"),
    pausing: t("form.pausing"),
    paused: t("form.paused"),
    failed: t("form.pauseFailed"),
    over: t("form.pauseOver"),
  }[pause];
  const state = MARKED[pause];
  if (state === undefined) return <span role="status">{words}</span>;
  return (
    <span role="status" className={styles["told"]} style={{ color: `var(--${state}-text)` }}>
      <StateMark state={state} silent /> {words}
    </span>
  );
}
