import { Button } from "@mantine/core";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import styles from "@/speech/speech.module.css";
import { State, useSecond } from "@/ui";
import { isOn, useAnnouncementNews, useAnnouncementsOn, wordsOf } from "./announcements";
import { useEnd } from "./useEnd";

/** On every screen: what callers are told now, until when; whoever oversees ends it here. */
export function AnnouncementBanner() {
  const { t, format, language } = useText();
  const { roles } = useMe();
  const now = useSecond();
  const end = useEnd();
  const oversees = roles.some((role) => role !== "agent");
  useAnnouncementNews();
  const on = useAnnouncementsOn().filter((each) => isOn(each, now));
  return on.map((each) => (
    <div className={styles["banner"]} role="status" key={each.announcement_id}>
      <State state="near">{t("announce.onUntil", { time: format.dateTime(each.ends_at) })}</State>
      <span className={`t2 ${styles["words"] ?? ""}`} title={wordsOf(each, language)}>
        {wordsOf(each, language)}
      </span>
      {oversees && (
        <Button
          size="sm"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate(each.announcement_id)}
        >
          {t("announce.end")}
        </Button>
      )}
    </div>
  ));
}
