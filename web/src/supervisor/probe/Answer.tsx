import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useAsk } from "@/app/ask";
import { useById } from "@/app/records";
import { useReasonName } from "@/app/reasons";
import { isLanguage, LANGUAGE_NAMES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import type { ProbeAgent, ProbeResult, ProbeRing } from "@/protocol/routing";
import { DataTable, EmptyState, State, useToast, type Column } from "@/ui";
import { MARKS } from "./data";
import styles from "./probe.module.css";

interface Props {
  answer: ProbeResult;
  /** The caller who waits; null: one who only might. */
  interaction: string | null;
}

/** Who would be rung, which rings are open, and of everybody else what stands in the way. */
export function Answer({ answer, interaction }: Props) {
  const { t, format } = useText();
  const words = useVerdict(answer);
  const give = useGive(interaction);
  const giveTo: Column<ProbeAgent> = {
    id: "give",
    title: t("probe.byHand"),
    cell: (agent) =>
      agent.state === "ready" && (
        <Button size="sm" onClick={() => void give(agent)}>
          {t("probe.give")}
        </Button>
      ),
  };
  const columns: Column<ProbeAgent>[] = [
    {
      id: "name",
      title: t("probe.agent"),
      cell: ({ agent_id, name }) => (agent_id === answer.chosen ? <b>{name}</b> : name),
    },
    { id: "verdict", title: t("probe.verdict"), cell: (agent) => words(agent) },
    {
      id: "ring",
      title: t("probe.ring"),
      cell: ({ ring }) => (ring === null ? <span className="t3">–</span> : <RingName ring={ring} />),
    },
    { id: "state", title: t("probe.state"), cell: (agent) => <AgentState agent={agent} /> },
    {
      id: "since",
      title: t("probe.since"),
      number: true,
      cell: ({ state_s }) => format.span(state_s * 1000),
    },
    ...(interaction === null || answer.offered_to !== null ? [] : [giveTo]),
  ];
  return (
    <>
      <Verdict answer={answer} />
      <Rings rings={answer.rings} waited={answer.waited_s} />
      <section className="card" aria-label={t("probe.everybody")}>
        <header>
          <h2>{t("probe.everybody")}</h2>
          <span className="t2">
            <Counts answer={answer} />
          </span>
        </header>
        {answer.agents.length === 0 ? (
          <EmptyState>{t("probe.noAgents")}</EmptyState>
        ) : (
          <DataTable
            label={t("probe.everybody")}
            columns={columns}
            rows={answer.agents}
            rowId={({ agent_id }) => agent_id}
            selected={answer.chosen ?? undefined}
          />
        )}
      </section>
    </>
  );
}

/** Puts the caller before this agent, whatever queues and skills say. */
function useGive(interaction: string | null): (agent: ProbeAgent) => Promise<void> {
  const { t } = useText();
  const ask = useAsk();
  const queries = useQueryClient();
  const toast = useToast();
  return async ({ agent_id, name }) => {
    if (interaction === null) return;
    const given = await ask({ type: "deal", agent_id, interaction_id: interaction });
    if (given) toast({ text: t("probe.given", { name }) });
    await queries.invalidateQueries({ queryKey: ["probe"] });
  };
}

function Verdict({ answer }: { answer: ProbeResult }) {
  const { t, format } = useText();
  const name = (id: string | null) => answer.agents.find(({ agent_id }) => agent_id === id)?.name ?? "";
  const chosen = answer.agents.find(({ agent_id }) => agent_id === answer.chosen);
  return (
    <section className={`card ${styles["verdict"] ?? ""}`} role="status">
      {answer.offered_to !== null ? (
        <State state="offered">{t("probe.offered", { name: name(answer.offered_to) })}</State>
      ) : chosen !== undefined ? (
        <State state="ready">{t("probe.chosen", { name: chosen.name })}</State>
      ) : (
        <State state="near">{t("probe.nobody")}</State>
      )}
      {chosen !== undefined && answer.offered_to === null && (
        <p className="t2">
          {t("probe.because", {
            time: format.span(chosen.state_s * 1000),
            able: answer.counts["able"] ?? 1,
            ring: chosen.ring ?? 0,
          })}
        </p>
      )}
      {answer.awaited.length > 0 && (
        <p className="t2">
          {t("probe.awaits", {
            names: answer.awaited.map(name).join(", "),
            time: format.span(answer.awaited_for_s * 1000),
          })}
        </p>
      )}
      {answer.paused && <p className="t2">{t("probe.paused")}</p>}
    </section>
  );
}

function languageName(language: string | null): string {
  return isLanguage(language) ? LANGUAGE_NAMES[language] : (language ?? "");
}

function RingName({ ring }: { ring: number }) {
  const { t } = useText();
  return ring === 0 ? t("probe.ownPeople") : t("probe.ringN", { n: ring });
}

/** The rings from within outwards: which are open to this caller, and when the next one is. */
function Rings({ rings, waited }: { rings: readonly ProbeRing[]; waited: number }) {
  const { t, format } = useText();
  return (
    <ol className={styles["rings"]} aria-label={t("probe.rings")}>
      {rings.map(({ ring, by, opens_in_s }) => (
        <li key={ring} data-open={by !== null || undefined}>
          <b>
            <RingName ring={ring} />
          </b>
          <span className="sm">
            {by === "pressure"
              ? t("probe.openPressure")
              : by === "age"
                ? t("probe.open")
                : opens_in_s === null
                  ? t("probe.opensPressure")
                  : t("probe.opensAt", {
                      time: format.span((waited + opens_in_s) * 1000),
                      left: format.span(opens_in_s * 1000),
                    })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Counts({ answer }: { answer: ProbeResult }) {
  const { t } = useText();
  const counts = Object.entries(answer.counts) as [ProbeAgent["reason"], number][];
  const parts = counts.sort((a, b) => b[1] - a[1]).map(([reason, n]) => t(`probe.count_${reason}`, { n }));
  return <>{parts.join(" · ")}</>;
}

function AgentState({ agent }: { agent: ProbeAgent }) {
  const { t } = useText();
  const reasonName = useReasonName();
  if (agent.state === "resting") return <State state="notready">{t("probe.rests")}</State>;
  if (agent.state === "no_phone") return <State state="notready">{t("probe.noPhone")}</State>;
  if (agent.state === "not_ready" && agent.not_ready !== null)
    return <State state="notready">{reasonName(agent.not_ready)}</State>;
  return <State state={MARKS[agent.state]} />;
}

/** What stands in an agent's way, in words. */
function useVerdict(answer: ProbeResult): (agent: ProbeAgent) => string {
  const { t, format } = useText();
  const skills = useById("skills");
  return (agent) => {
    if (agent.agent_id === answer.offered_to) return t("probe.isRung");
    if (agent.agent_id === answer.chosen) return t("probe.isChosen");
    switch (agent.reason) {
      case "skill":
        return t("probe.lacks", {
          skills: agent.lacks
            .map(({ skill_id, level, has }) =>
              t("probe.lack", { skill: skills.get(skill_id)?.name ?? "…", level, has }),
            )
            .join(", "),
        });
      case "language": {
        const lack = agent.lacks[0];
        return t("probe.lacksLanguage", {
          language: languageName(answer.language),
          level: lack?.level ?? answer.language_level ?? 1,
          has: lack?.has ?? 0,
        });
      }
      case "resting":
        return t("probe.restsFor", { left: format.span((agent.rests_s ?? 0) * 1000) });
      case "ring_closed": {
        const ring = answer.rings[agent.ring ?? 0];
        const left = ring?.opens_in_s ?? null;
        return left === null
          ? t("probe.closedPressure")
          : t("probe.closedFor", { left: format.span(left * 1000) });
      }
      default:
        return t(`probe.reason_${agent.reason}`);
    }
  };
}
