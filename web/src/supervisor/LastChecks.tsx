import { CheckResult } from "@/agent/check/CheckCard";
import { useShiftChecks } from "@/agent/check/data";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";

/** So many of a person's checks are shown. */
const SHOWN = 3;

/** What a person's last checks before a shift have found; nothing where there were none. */
export function LastChecks({ agentId }: { agentId: string }) {
  const user = useRecords("users").data?.find(({ agent_id }) => agent_id === agentId);
  return user === undefined ? null : <Of userId={user.user_id} />;
}

function Of({ userId }: { userId: string }) {
  const { t, format } = useText();
  const checks = useShiftChecks(userId).data?.items.slice(0, SHOWN) ?? [];
  if (checks.length === 0) return null;
  return (
    <section aria-label={t("check.last")} style={{ padding: "4px 8px" }}>
      <h3>{t("check.last")}</h3>
      {checks.map((check) => (
        <div key={check.at}>
          <span className="sm t2">{format.fullDateTime(check.at)}</span>
          <CheckResult check={check} />
        </div>
      ))}
    </section>
  );
}
