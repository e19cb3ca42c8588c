import { useText } from "@/i18n/TextProvider";
import { useAsidesOf } from "./data";
import { Lines } from "./Lines";

/** What was asked and answered beside a call, for its story. */
export function AsideStory({ interactionId }: { interactionId: string }) {
  const { t } = useText();
  const { data = [] } = useAsidesOf(interactionId);
  if (data.length === 0) return null;
  return (
    <section aria-label={t("aside.title")}>
      <h2>{t("aside.title")}</h2>
      {data.map((aside) => (
        <div key={aside.aside_id}>
          <h3 className="t2">{t("aside.toGroup", { group: aside.team_name ?? "" })}</h3>
          <Lines aside={aside} />
        </div>
      ))}
    </section>
  );
}
