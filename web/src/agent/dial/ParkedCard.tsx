import { Button } from "@mantine/core";
import { IconParking } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useProblemText } from "@/app/problems";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useCommand } from "@/live";
import { request } from "@/protocol/api";
import { useToast } from "@/ui";
import type { TransferTargets } from "../transfer/targets";
import styles from "./dial.module.css";

const FRESH_MS = 2_000;

/** The parked calls of one's queues and team, to pick up; nothing while none is parked in a queue of one's own. */
export function ParkedCard({ agentId }: { agentId: string }) {
  const { t, format } = useText();
  const command = useCommand();
  const toast = useToast();
  const problemText = useProblemText();
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
  async function pickUp(interaction_id: string): Promise<void> {
    const problem = await command({ type: "pick_up", agent_id: agentId, interaction_id });
    if (problem !== undefined) toast({ text: problemText(problem), kind: "fault" });
  }
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
              onClick={() => void pickUp(call.interaction_id)}
            >
              {t("dial.pickUp")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
