import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { useSecond } from "@/ui";
import { dayAfter, dayOf, type Days } from "./filters";

const PERIODS = ["any", "today", "yesterday", "week", "month", "own"] as const;
type PeriodName = (typeof PERIODS)[number];

function daysOf(period: PeriodName, today: string): Days {
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: dayAfter(today, -1), to: dayAfter(today, -1) };
    case "week":
      return { from: dayAfter(today, -6), to: today };
    case "month":
      return { from: dayAfter(today, -29), to: today };
    default:
      return { from: "", to: "" };
  }
}

/** Usual periods by one choice, or two days of one's own. */
export function Period({ days, onChange }: { days: Days; onChange: (change: Partial<Days>) => void }) {
  const { t } = useText();
  const zone = useMe().workspace.zone;
  const today = dayOf(useSecond(), zone);
  const [own, setOwn] = useState(false);
  const usual = PERIODS.find((name) => {
    const { from, to } = daysOf(name, today);
    return name !== "own" && from === days.from && to === days.to;
  });
  const shown: PeriodName = own ? "own" : (usual ?? "own");
  return (
    <>
      <Select
        aria-label={t("conversations.period")}
        data={PERIODS.map((value) => ({ value, label: t(`conversations.period_${value}`) }))}
        value={shown}
        onChange={(value) => {
          const period = PERIODS.find((name) => name === value) ?? "any";
          setOwn(period === "own");
          if (period !== "own") onChange(daysOf(period, today));
          else if (days.from === "") onChange({ from: today, to: today });
        }}
      />
      {shown === "own" && (
        <span className="row">
          <TextInput
            type="date"
            w={142}
            aria-label={t("conversations.from")}
            value={days.from}
            max={days.to === "" ? undefined : days.to}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          –
          <TextInput
            type="date"
            w={142}
            aria-label={t("conversations.to")}
            value={days.to}
            min={days.from === "" ? undefined : days.from}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        </span>
      )}
    </>
  );
}
