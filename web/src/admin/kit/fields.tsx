import { MultiSelect, PasswordInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";
import type { Kind } from "@/protocol/configuration";
import type { Choice } from "./choices";
import { Counted } from "./Counted";
import type { Form } from "./form";

type Of<D, Value> = { [Name in keyof D]: D[Name] extends Value ? Name : never }[keyof D] & string;

interface Common<D, Value> {
  form: Form<D>;
  name: Of<D, Value>;
  label: string;
  /** One line under the field: what it does. */
  hint?: string | undefined;
}

/** One line of text. */
export function TextField<D extends object>({
  form,
  name,
  label,
  hint,
  placeholder,
  mono,
  id,
}: Common<D, string> & {
  placeholder?: string;
  mono?: boolean;
  /** Where a link leads to it. */ id?: string;
}) {
  return (
    <TextInput
      {...(id !== undefined && { id })}
      label={label}
      description={hint}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={mono === true ? false : undefined}
      value={form.draft[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

/** Several lines. */
export function LinesField<D extends object>({
  form,
  name,
  label,
  hint,
  rows = 3,
}: Common<D, string> & { rows?: number }) {
  return (
    <Textarea
      label={label}
      description={hint}
      minRows={rows}
      autosize
      spellCheck={false}
      value={form.draft[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

export function SecretField<D extends object>({ form, name, label, hint }: Common<D, string>) {
  const { t } = useText();
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ "aria-label": t("common.showPassword") }}
      label={label}
      description={hint}
      autoComplete="new-password"
      value={form.draft[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

interface NumberProps<D> extends Common<D, number> {
  min: number;
  max: number;
  /** Behind the figure: "s", "%". */
  unit?: string;
}

export function NumberField<D extends object>({ form, name, label, hint, min, max, unit }: NumberProps<D>) {
  return (
    <Counted
      label={label}
      hint={hint}
      unit={unit}
      range={[min, max]}
      value={form.draft[name] as number}
      onChange={(value) => form.set(name, value as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

interface ChoiceProps<D> extends Common<D, string | null> {
  choices: readonly Choice[];
  /** Where one is made, for when there is none to choose. */
  madeAt?: Kind;
  /** The word for null; without it a choice must be made. */
  none?: string;
  placeholder?: string;
}

/** One of a few; typing finds it. */
export function ChoiceField<D extends object>({
  form,
  name,
  label,
  hint,
  choices,
  madeAt,
  none,
  placeholder,
}: ChoiceProps<D>) {
  const { t } = useText();
  const value = form.draft[name] as string | null;
  const nothing = madeAt !== undefined && choices.length === 0 && none === undefined;
  const NONE = "\u0000";
  return (
    <Select
      label={label}
      description={
        nothing ? (
          <Link className="link" to={`/admin/${madeAt}/new`}>
            {t("admin.addFirst")}
          </Link>
        ) : (
          hint
        )
      }
      placeholder={placeholder}
      disabled={nothing}
      data={[...(none === undefined ? [] : [{ value: NONE, label: none }]), ...choices]}
      value={value ?? (none === undefined ? null : NONE)}
      searchable
      // The first field has the focus as soon as a form opens: its list would hide the next ones.
      openOnFocus={false}
      onChange={(chosen) => form.set(name, (chosen === NONE ? null : chosen) as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

/** Any number of some; typing finds them. */
export function ManyField<D extends object>({
  form,
  name,
  label,
  hint,
  choices,
  none,
}: Common<D, string[]> & { choices: readonly Choice[]; none?: string }) {
  const value = form.draft[name] as string[];
  return (
    <MultiSelect
      label={label}
      description={hint}
      data={[...choices]}
      value={value}
      placeholder={value.length === 0 ? none : ""}
      searchable
      onChange={(chosen) => form.set(name, chosen as D[typeof name])}
      error={form.fault(name)}
    />
  );
}

export function SwitchField<D extends object>({ form, name, label, hint }: Common<D, boolean>) {
  return (
    <Switch
      label={label}
      description={hint}
      checked={form.draft[name] as boolean}
      onChange={(event) => form.set(name, event.currentTarget.checked as D[typeof name])}
      error={form.fault(name)}
    />
  );
}
