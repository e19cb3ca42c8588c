import { useText } from "@/i18n/TextProvider";
import type { FormEntry } from "@/protocol/resources";
import { CallFormCard } from "./CallFormCard";
import { masked } from "./card";
import { useCallForm } from "./useCallForm";

interface Props {
  interactionId: string;
  /** Whether somebody still talks: then a card's number belongs on the desk, where it pauses the recording. */
  up: boolean;
  /** The class of a list of facts. */
  facts: string | undefined;
}

/** What was filled in about a conversation; whoever may, puts it right here. */
export function FormStory({ interactionId, up, facts }: Props) {
  const { t } = useText();
  const form = useCallForm(interactionId);
  const fields = form.mayWrite ? form.fields.filter(({ kind }) => !up || kind !== "card") : [];
  const asked = new Set(fields.map(({ name }) => name));
  const rest = form.entries.filter(({ name }) => !asked.has(name));
  if (rest.length === 0 && asked.size === 0) return null;
  return (
    <section aria-label={t("form.ofCall")}>
      {asked.size > 0 ? (
        <CallFormCard form={{ ...form, fields }} own={undefined} onPage />
      ) : (
        <h2>{t("form.title")}</h2>
      )}
      {rest.length > 0 && (
        <dl className={facts}>
          {rest.map((entry) => (
            <div key={entry.name}>
              <dt>{entry.label}</dt>
              <dd>
                <Value entry={entry} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Value({ entry: { kind, value } }: { entry: FormEntry }) {
  const { t, format } = useText();
  if (typeof value === "boolean") return t(value ? "form.yes" : "form.no");
  if (typeof value === "number") return format.plainNumber(value);
  if (kind === "date") return format.date(value);
  return kind === "card" ? masked(value) : value;
}
