import { NumberInput } from "@mantine/core";

interface Props {
  label: string;
  /** One line under the field: what it does. */
  hint?: string | undefined;
  /** Behind the figure: "s", "%". */
  unit?: string | undefined;
  range: readonly [number, number];
  value: number;
  onChange: (value: number) => void;
  error?: string | undefined;
}

/** A whole number within a range; while the field is empty it is as before. */
export function Counted({ label, hint, unit, range: [min, max], value, onChange, error }: Props) {
  return (
    <NumberInput
      label={label}
      description={hint}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      suffix={unit === undefined ? "" : `\u00a0${unit}`}
      value={value}
      onChange={(next) => {
        if (typeof next === "number") onChange(next);
      }}
      error={error}
    />
  );
}
