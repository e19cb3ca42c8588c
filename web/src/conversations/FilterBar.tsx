import { Button, Select, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "@/app/keys";
import { useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { RESULTS } from "@/protocol/conversations";
import { Key } from "@/ui";
import { isNarrowed, NO_FILTERS, type Filters } from "./filters";
import { Period } from "./Period";
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
      <Period days={filters} onChange={put} />
      <Select
        aria-label={t("conversations.result")}
        data={[
          { value: ANY, label: t("conversations.anyResult") },
          ...RESULTS.map((value) => ({ value, label: t(`result.${value}`) })),
        ]}
        value={filters.result === "" ? ANY : filters.result}
        onChange={(value) => put({ result: value === ANY || value === null ? "" : value })}
      />
      <Select
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
