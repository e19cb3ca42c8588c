import { useEffect, useRef } from "react";
import { useText } from "@/i18n/TextProvider";
import type { AskedField } from "@/protocol/resources";
import { State } from "@/ui";
import { CardField } from "./CardField";
import { Field } from "./Fields";
import type { FormInHand } from "./useCallForm";
import type { OwnCall } from "./usePauseInField";
import styles from "./callform.module.css";

interface Props {
  form: FormInHand;
  /** The call whose recording a card's number pauses; undefined where none is up. */
  own: OwnCall | undefined;
  /** On a page among other sections it is headed as they are. */
  onPage?: boolean;
}

/** The form beside a conversation: in the same place from the first word to the end of the wrap-up. */
export function CallFormCard({ form, own, onPage = false }: Props) {
  const { t, format } = useText();
  const section = useRef<HTMLElement>(null);
  const first = form.asked[0]?.name;
  useEffect(() => {
    if (first === undefined) return;
    section.current?.querySelector<HTMLInputElement>(`[data-field="${first}"] input`)?.focus();
    // Only when it is asked for: filling in one does not jump to the next.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first === undefined]);
  if (form.fields.length === 0) return null;
  return (
    <section ref={section} aria-label={t("form.title")} className={styles["form"]}>
      <div className="row">
        <h2 className={onPage ? undefined : "cap"}>{t("form.title")}</h2>
        {form.asked.length > 0 && (
          <span className="sm" role="alert">
            <State state="near">
              {t("form.asked", { fields: form.asked.map(({ label }) => label).join(", ") })}
            </State>
          </span>
        )}
        <span className="sp" />
        <span className="sm t3">
          {form.keptAt === undefined ? "" : t("form.kept", { time: format.time(form.keptAt) })}
        </span>
      </div>
      <div className={styles["fields"]}>
        {form.fields.map((field) => (
          <div key={field.name} data-field={field.name}>
            <OneField field={field} form={form} own={own} />
          </div>
        ))}
      </div>
    </section>
  );
}

function OneField({ field, form, own }: Omit<Props, "onPage"> & { field: AskedField }) {
  const { t, tCode } = useText();
  const value = form.valueOf(field);
  const code = form.faultOf(field.name);
  const wanted = form.asked.some(({ name }) => name === field.name) ? t("form.wanted") : undefined;
  const error = code === undefined ? wanted : (tCode(`field.${code}`) ?? t("field.unknown"));
  const write = (next: typeof value): void => form.write(field.name, next);
  return field.kind === "card" ? (
    <CardField
      field={field}
      value={typeof value === "string" ? value : null}
      onChange={write}
      own={own}
      error={error}
    />
  ) : (
    <Field field={field} value={value} onChange={write} error={error} />
  );
}
