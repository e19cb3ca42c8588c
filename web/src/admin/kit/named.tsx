import { useMemo } from "react";
import { useText } from "@/i18n/TextProvider";
import { TextField } from "./fields";
import type { FormSpec } from "./RecordForm";

interface Named {
  name: string;
}

/** The form of a record that is nothing but its name. */
export function useNamedSpec<K extends "teams" | "skills">(kind: K, hint: string): FormSpec<K, Named> {
  const { t } = useText();
  return useMemo(
    () => ({
      kind,
      blank: () => ({ name: "" }),
      draftOf: ({ name }) => ({ name }),
      bodyOf: ({ name }) => ({ name }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => <TextField form={form} name="name" label={t("label.name")} hint={hint} />,
    }),
    [kind, hint, t],
  );
}
