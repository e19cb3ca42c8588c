import { Button, Select, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "@/app/keys";
import { useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { RESULTS } from "@/protocol/conversations";
import { Key, useSecond } from "@/ui";
import { dayAfter, dayOf, isNarrowed, NO_FILTERS, type Filters } from "./filters";
import styles from "./conversations.module.css";

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Search, days, queue, person, project, result. All of it stands in the address, so it can be kept and sent. */
export function FilterBar({ filters, onChange }: Props) {
  const { t, format } = useText();
  const me = useMe();
  const oversees = me.role !== "agent";
  const queues = useRecords("queues").data ?? [];
  const projects = useRecords("projects").data ?? [];
  const users = useRecords("users", { enabled: oversees }).data ?? [];
  const search = useRef<HTMLInputElement>(null);
  const put = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  useKeys(
    t("conversations.title"),
    useMemo(() => [{ keys: "/", label: t("conversations.search"), run: () => search.current?.focus() }], [t]),
  );
  const byLabel = (a: { label: string }, b: { label: string }) => format.compare(a.label, b.label);
  const ANY = "any";
  return (
    <search className={styles["filters"]}>
      <SearchField field={search} value={filters.q} onChange={(q) => put({ q })} />
      <Period filters={filters} onChange={put} />
      <Select
        w={150}
        aria-label={t("conversations.result")}
        data={[
          { value: ANY, label: t("conversations.anyResult") },
          ...RESULTS.map((value) => ({ value, label: t(`result.${value}`) })),
        ]}
        value={filters.result === "" ? ANY : filters.result}
        onChange={(value) => put({ result: value === ANY || value === null ? "" : value })}
      />
      <Select
        w={150}
        searchable
        aria-label={t("conversations.queue")}
        data={[
          { value: ANY, label: t("conversations.anyQueue") },
          ...queues.map(({ queue_id, name }) => ({ value: queue_id, label: name })).sort(byLabel),
        ]}
        value={filters.queue === "" ? ANY : filters.queue}
        onChange={(value) => put({ queue: value === ANY || value === null ? "" : value })}
      />
      {oversees && (
        <Select
          w={160}
          searchable
          aria-label={t("conversations.agent")}
          data={[
            { value: ANY, label: t("conversations.anyAgent") },
            ...users
              .flatMap(({ agent_id, name }) => (agent_id === null ? [] : [{ value: agent_id, label: name }]))
              .sort(byLabel),
          ]}
          value={filters.agent === "" ? ANY : filters.agent}
          onChange={(value) => put({ agent: value === ANY || value === null ? "" : value })}
        />
      )}
      <Select
        w={150}
        searchable
        aria-label={t("conversations.project")}
        data={[
          { value: ANY, label: t("conversations.anyProject") },
          ...projects.map(({ project_id, name }) => ({ value: project_id, label: name })).sort(byLabel),
        ]}
        value={filters.project === "" ? ANY : filters.project}
        onChange={(value) => put({ project: value === ANY || value === null ? "" : value })}
      />
      {isNarrowed(filters) && (
        <Button variant="subtle" leftSection={<IconX size={14} />} onClick={() => onChange(NO_FILTERS)}>
          {t("conversations.clear")}
        </Button>
      )}
    </search>
  );
}

interface SearchProps {
  field: React.RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (value: string) => void;
}

/** Asks when typing rests. */
function SearchField({ field, value, onChange }: SearchProps) {
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed === value) return;
    const timer = setTimeout(() => {
      onChange(typed);
      setTyped(null);
    }, 350);
    return () => clearTimeout(timer);
    // `onChange` is new at each drawing; what is typed decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, value]);
  return (
    <TextInput
      ref={field}
      className={styles["search"] ?? ""}
      type="search"
      aria-label={t("conversations.search")}
      placeholder={t("conversations.searchHint")}
      leftSection={<IconSearch size={14} />}
      rightSection={<Key>/</Key>}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

const PERIODS = ["any", "today", "yesterday", "week", "month", "own"] as const;
type PeriodName = (typeof PERIODS)[number];

function daysOf(period: PeriodName, today: string): { from: string; to: string } {
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
function Period({ filters, onChange }: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useText();
  const zone = useMe().workspace.zone;
  const today = dayOf(useSecond(), zone);
  const [own, setOwn] = useState(false);
  const usual = PERIODS.find((name) => {
    const { from, to } = daysOf(name, today);
    return name !== "own" && from === filters.from && to === filters.to;
  });
  const shown: PeriodName = own ? "own" : (usual ?? "own");
  return (
    <>
      <Select
        w={150}
        aria-label={t("conversations.period")}
        data={PERIODS.map((value) => ({ value, label: t(`conversations.period_${value}`) }))}
        value={shown}
        onChange={(value) => {
          const period = PERIODS.find((name) => name === value) ?? "any";
          setOwn(period === "own");
          if (period !== "own") onChange(daysOf(period, today));
          else if (filters.from === "") onChange({ from: today, to: today });
        }}
      />
      {shown === "own" && (
        <span className="row">
          <TextInput
            type="date"
            w={142}
            aria-label={t("conversations.from")}
            value={filters.from}
            max={filters.to === "" ? undefined : filters.to}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          –
          <TextInput
            type="date"
            w={142}
            aria-label={t("conversations.to")}
            value={filters.to}
            min={filters.from === "" ? undefined : filters.from}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        </span>
      )}
    </>
  );
}
