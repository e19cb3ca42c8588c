import { useQuery } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { State } from "@/ui";
import styles from "../admin.module.css";

type Today = components["schemas"]["SmsToday"];

export const TODAY = ["sms-today"] as const;
const LOOK_EVERY_MS = 5000;

/** How it goes with the texts of the last 24 hours. */
export function SmsToday({ limit }: { limit: number }) {
  const { t, tCode } = useText();
  const read = useQuery({
    queryKey: TODAY,
    queryFn: () => request<Today>("/sms-settings/today"),
    refetchInterval: LOOK_EVERY_MS,
  });
  const today = read.data;
  if (today === undefined) return null;
  return (
    <section
      className={`card pad ${styles["form"] ?? ""} ${styles["narrow"] ?? ""}`}
      style={{ marginTop: 12 }}
      aria-label={t("sms.today")}
    >
      <h3>{t("sms.today")}</h3>
      <p>
        {t("sms.todayCounts", {
          queued: today.queued,
          sent: today.sent,
          delivered: today.delivered,
          failed: today.failed,
        })}
      </p>
      <p className="t2">{t("sms.todayParts", { parts: today.parts, limit })}</p>
      {today.code !== null && (
        <p>
          <State state="near">
            {t("sms.todayWhy", { why: tCode(`sms.why_${today.code}`) ?? today.code })}
          </State>
        </p>
      )}
    </section>
  );
}
