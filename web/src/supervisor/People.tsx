import { TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { useKeys } from "@/app/keys";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { AgentView, CallView, QueueView } from "@/protocol/frames";
import { Key, State } from "@/ui";
import type { Alert } from "./alerts";
import { headcount, PEOPLE_ORDER, type PersonState } from "./figures";
import { isIn, peopleShown, type PeopleFilter } from "./peopleShown";
import { Person } from "./Person";
import styles from "./board.module.css";

interface Props {
  agents: Readonly<Record<string, AgentView>>;
  calls: Readonly<Record<string, CallView>>;
  queues: Readonly<Record<string, QueueView>>;
  alerts: readonly Alert[];
  now: number;
  filter: PeopleFilter;
  onFilter: (filter: PeopleFilter) => void;
  chosen: string | null;
  onChoose: (agentId: string | null) => void;
  quiet: boolean;
}

/** Everybody, by state: the bar, the counts (which filter), a tile a person. */
export function People({
  agents,
  calls,
  queues,
  alerts,
  now,
  filter,
  onFilter,
  chosen,
  onChoose,
  quiet,
}: Props) {
  const { t, format } = useText();
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLUListElement>(null);
  const needs = useById("queues").get(filter.queueId ?? "")?.needs;
  const all = useMemo(() => Object.values(agents), [agents]);
  const count = useMemo(() => headcount(all), [all]);
  const shown = useMemo(
    () =>
      // On the wall there is no field to see, or take out, what was typed.
      peopleShown(all, quiet ? { ...filter, words: "" } : filter, needs ?? null, format.compare.bind(format)),
    [all, filter, needs, format, quiet],
  );
  const levels = new Map(alerts.map(({ agentId, level }) => [agentId, level]));
  const queueName = filter.queueId === null ? undefined : queues[filter.queueId]?.name;

  useKeys(
    t("board.people"),
    useMemo(
      () => [
        { keys: "/", label: t("board.findPerson"), run: () => search.current?.focus() },
        { keys: "p", label: t("board.toPeople"), run: () => grid.current?.querySelector("button")?.focus() },
      ],
      [t],
    ),
  );

  return (
    <section id="people" className={`card ${styles["people"] ?? ""}`} aria-label={t("board.people")}>
      <header>
        <h2>{t("board.people")}</h2>
        <span className="t2 nw">
          {t("board.signedIn", { n: all.length - count.offline, all: all.length })}
        </span>
        {queueName !== undefined && (
          <button
            type="button"
            className={styles["filterChip"]}
            onClick={() => onFilter({ ...filter, queueId: null })}
          >
            {t("board.canServe", { queue: queueName })}{" "}
            <IconX size={12} aria-label={t("board.removeFilter")} />
          </button>
        )}
        <span className="sp" />
        {!quiet && (
          <TextInput
            ref={search}
            size="sm"
            w={220}
            aria-label={t("board.findPerson")}
            placeholder={t("board.findPerson")}
            leftSection={<IconSearch size={14} />}
            rightSection={<Key>/</Key>}
            value={filter.words}
            onChange={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === "Escape") onFilter({ ...filter, words: "" });
            }}
          />
        )}
      </header>
      <Bar count={count} />
      <Legend
        count={count}
        chosen={filter.state}
        onChoose={(state) => onFilter({ ...filter, state: filter.state === state ? null : state })}
      />
      <ul className={styles["grid"]} ref={grid}>
        {shown.map((agent) => (
          <Person
            key={agent.agent_id}
            agent={agent}
            call={agent.interaction_id === null ? undefined : calls[agent.interaction_id]}
            queueName={agent.queue_id === null ? undefined : queues[agent.queue_id]?.name}
            level={levels.get(agent.agent_id)}
            now={now}
            quiet={quiet}
            open={chosen === agent.agent_id}
            onOpen={(open) => onChoose(open ? agent.agent_id : null)}
            onArrow={moveFocus}
          />
        ))}
        {shown.length === 0 && (
          <li className="t2 pad">
            {all.length === 0 ? t("board.noPeople") : t("board.nobodyMatches")}{" "}
            {all.length > 0 && (
              <button
                type="button"
                className="link"
                onClick={() => onFilter({ words: "", state: null, queueId: null })}
              >
                {t("board.showAll")}
              </button>
            )}
          </li>
        )}
      </ul>
    </section>
  );
}

/** Arrows go from tile to tile as they stand on the screen. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const list = event.currentTarget.closest("ul");
  const tiles = [...(list?.querySelectorAll<HTMLElement>("button[data-person]") ?? [])];
  const index = tiles.indexOf(event.currentTarget);
  const top = tiles[0]?.offsetTop;
  const columns = Math.max(1, tiles.filter((tile) => tile.offsetTop === top).length);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  const next = step === undefined ? undefined : tiles[index + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function Bar({ count }: { count: Record<PersonState, number> }) {
  return (
    <div className={styles["stack"]} aria-hidden="true">
      {PEOPLE_ORDER.map((state) => (
        <span
          key={state}
          style={{ flex: count[state], background: `var(--${state})` }}
          hidden={count[state] === 0}
        />
      ))}
    </div>
  );
}

interface LegendProps {
  count: Record<PersonState, number>;
  chosen: PeopleFilter["state"];
  onChoose: (state: PersonState) => void;
}

function Legend({ count, chosen, onChoose }: LegendProps) {
  const { t } = useText();
  return (
    <div className={styles["legend"]} role="group" aria-label={t("board.byState")}>
      {PEOPLE_ORDER.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen !== null && isIn(chosen, state)}
          onClick={() => onChoose(state)}
        >
          <State state={state}>{t(`board.count_${state}`, { n: count[state] })}</State>
        </button>
      ))}
    </div>
  );
}
