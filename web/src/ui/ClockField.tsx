import { TextInput } from "@mantine/core";
import { useState } from "react";
import { clockTime } from "./clockTime";

/** HH:MM; "8" and "830" are understood when the field is left. */
export function ClockField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      w={66}
      aria-label={label}
      value={typed ?? value}
      inputMode="numeric"
      error={typed !== null && clockTime(typed) === null && typed.length > 3}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        const time = typed === null ? null : clockTime(typed);
        if (time !== null) onChange(time);
        setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
