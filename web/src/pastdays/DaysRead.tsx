import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { dayAfter, dayOf, type Days } from "@/conversations/filters";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { EmptyState, Loading, useSecond } from "@/ui";
import styles from "./pastdays.module.css";

type Schemas = components["schemas"];

/** What is read of days, by its name at `/figures/`. */
interface Read {
  queues: Schemas["QueueDayList"];
  callbacks: Schemas["CallbackDays"];
  owners: Schemas["OwnerDays"];
}

const PERIODS = ["7", "31", "92"] as const;

/** Figures of past days: the period to choose, and what there is to see of it. */
export function DaysRead<Of extends keyof Read>({
  of,
  none,
  tools,
  children,
}: {
  of: Of;
  /** What is said when nothing happened in the period. */
  none: string;
  /** Beside the choice of the period, where there is something to see. */
  tools?: (read: Read[Of], days: Days) => React.ReactNode;
  children: (read: Read[Of], days: Days) => React.ReactNode;
}) {
  const { t } = useText();
  const { zone } = useMe().workspace;
  const [period, setPeriod] = useState("7");
  const to = dayOf(useSecond(), zone);
  const from = dayAfter(to, 1 - Number(period));
  const list = useQuery({
    queryKey: ["figures", of, from, to],
    queryFn: () => request<Read[Of]>(`/figures/${of}`, { query: { from, to } }),
  });
  return (
    <>
      <div className={styles["tools"]}>
        <Select
          aria-label={t("followups.period")}
          data={PERIODS.map((value) => ({ value, label: t("followups.lastDays", { n: Number(value) }) }))}
          value={period}
          allowDeselect={false}
          onChange={(value) => setPeriod(value ?? "7")}
          w={200}
        />
        {list.isSuccess && list.data.items.length > 0 && tools?.(list.data, { from, to })}
      </div>
      {list.isPending && <Loading />}
      {list.isError && <ProblemState problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.data.items.length === 0 && <EmptyState>{none}</EmptyState>}
      {list.isSuccess && list.data.items.length > 0 && children(list.data, { from, to })}
    </>
  );
}
