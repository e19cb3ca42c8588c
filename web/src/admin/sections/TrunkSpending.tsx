import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { Trunk, TrunkSpent } from "@/protocol/configuration";
import { StateMark, type StateName } from "@/ui";
import { UnpricedHere } from "./Unpriced";
import styles from "../admin.module.css";

const LOOK_MS = 10_000;
const THOUSANDTHS = 1000;
/** As supervisors are told. */
const NEAR = 0.8;

/** What calls by the trunk have come to today and in this month, beside what they may. */
export function TrunkSpending({ trunk }: { trunk: Trunk }) {
  const { t } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ["trunk-spending", trunk.trunk_id],
    queryFn: () => request<TrunkSpent>(`/trunks/${trunk.trunk_id}/spending`),
    refetchInterval: LOOK_MS,
    retry: false,
  });
  if (data === undefined && error === null) return null;
  return (
    <section className={styles["trial"]} aria-label={t("trunk.spent")}>
      <h3>{t("trunk.spent")}</h3>
      {data !== undefined && (
        <>
          <Spent name={t("trunk.spent_day")} spent={data.today} limit={trunk.spend_per_day} />
          <Spent name={t("trunk.spent_month")} spent={data.month} limit={trunk.spend_per_month} />
        </>
      )}
      {error !== null && <ProblemState problem={error} onRetry={() => void refetch()} />}
      <UnpricedHere />
    </section>
  );
}

interface SpentProps {
  name: string;
  /** Thousandths; null: it is being counted. */
  spent: number | null;
  limit: number | null;
}

function Spent({ name, spent, limit }: SpentProps) {
  const { t, format } = useText();
  if (spent === null)
    return (
      <span>
        {name}: <span className="t3">{t("trunk.spent_counting")}</span>
      </span>
    );
  const money = format.money(spent / THOUSANDTHS);
  if (limit === null)
    return (
      <span>
        {name}: <span className="tn">{money}</span>
      </span>
    );
  const share = spent / (limit * THOUSANDTHS);
  const state: StateName = share >= 1 ? "over" : share >= NEAR ? "near" : "within";
  return (
    <div>
      <span className="row">
        <StateMark state={state} silent />
        {name}:
        <span className="tn">{t("trunk.spent_of", { spent: money, limit: format.number(limit) })}</span>
      </span>
      <Progress
        mt={4}
        value={Math.min(1, share) * 100}
        aria-label={name}
        color={`var(--${state})`}
        transitionDuration={0}
      />
    </div>
  );
}
