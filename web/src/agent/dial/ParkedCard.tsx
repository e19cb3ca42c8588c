import { Button } from "@mantine/core";
import { IconParking } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/app/ask";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { useCollection } from "@/live";
import { request } from "@/protocol/api";
import type { TransferTargets } from "../transfer/targets";
import styles from "./dial.module.css";

const FRESH_MS = 2_000;

/** The parked calls of one's queues and team, to pick up; nothing while none is parked in a queue of one's own. */
export function ParkedCard({ agentId }: { agentId: string }) {
  const { t, format } = useText();
  const ask = useAsk();
  const some = Object.values(useCollection("desk", "queues")).some((queue) => queue.parked > 0);
  const targets = useQuery({
    queryKey: ["targets"],
    queryFn: () => request<TransferTargets>("/routing/targets"),
    refetchInterval: FRESH_MS,
    staleTime: 0,
    enabled: some,
  });
  const parked = some ? (targets.data?.parked ?? []) : [];
  if (parked.length === 0) return null;
  return (
    <section
      className={`card pad ${styles["card"] ?? ""} ${styles["parked"] ?? ""}`}
      aria-label={t("dial.parked")}
    >
      <h2>{t("dial.parked")}</h2>
      <ul className={styles["list"]}>
        {parked.map((call) => (
          <li key={call.interaction_id}>
            <IconParking size={16} aria-hidden />
            <span className={styles["whom"]}>
              <span className="el">
                <b>{t("dial.place", { place: call.place })}</b> {phoneGroups(call.caller)}
                {call.queue_name !== "" && ` · ${call.queue_name}`}
              </span>
              <span className="sm t2 el">
                {t("dial.parkedBy", { name: call.by_name, time: format.span(call.back_s * 1000) })}
              </span>
            </span>
            <Button
              size="compact-sm"
              aria-label={t("dial.pickUpWho", { name: call.caller })}
              onClick={() =>
                void ask({ type: "pick_up", agent_id: agentId, interaction_id: call.interaction_id })
              }
            >
              {t("dial.pickUp")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
