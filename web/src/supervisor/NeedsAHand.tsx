import { Button, Popover } from "@mantine/core";
import { useKeys } from "@/app/keys";
import { useText } from "@/i18n/TextProvider";
import { useOversight } from "@/oversight/context";
import { Count, EmptyState, Key, StateMark } from "@/ui";
import type { Alert } from "./alerts";
import { RULES } from "./figures";
import { usePresence } from "./usePresence";
import styles from "./board.module.css";

interface Props {
  alerts: readonly Alert[];
  now: number;
  /** On the wall nobody presses buttons. */
  quiet: boolean;
  onPerson: (agentId: string) => void;
  onQueue: (queueId: string) => void;
}

interface Act {
  word: string;
  run: () => void;
}

/** What is past its limit now: who and how much, the limit and since when, and the likely thing to do. */
export function NeedsAHand({ alerts, now, quiet, onPerson, onQueue }: Props) {
  const { t } = useText();
  const setPresence = usePresence();
  const oversight = useOversight();

  function actOf(alert: Alert): Act | undefined {
    const { queueId, agentId, interactionId } = alert;
    if (alert.code.startsWith("agent_paused_missed") && agentId !== undefined)
      return {
        word: t("board.makeReady"),
        run: () => void setPresence(agentId, { presence: "ready", reason: null }),
      };
    if (alert.code === "hand_raised" && interactionId !== undefined && oversight !== undefined)
      return {
        word: t("oversight.listen"),
        run: () => oversight.be({ interaction_id: interactionId, agent_name: agentName(alert) }, "listen"),
      };
    if (queueId !== undefined) return { word: t("board.whoCan"), run: () => onQueue(queueId) };
    if (agentId !== undefined) return { word: t("board.showPerson"), run: () => onPerson(agentId) };
    return undefined;
  }

  const acts = quiet ? [] : alerts.slice(0, 9).map(actOf);
  useKeys(
    t("board.needsAHand"),
    acts.flatMap((act, index) =>
      act === undefined ? [] : [{ keys: String(index + 1), label: act.word, run: act.run }],
    ),
  );

  return (
    <section className={`card ${styles["alerts"] ?? ""}`} aria-label={t("board.needsAHand")}>
      <header>
        <h2>{t("board.needsAHand")}</h2>
        <Count>{alerts.length}</Count>
        <span className="sp" />
        <Rules />
      </header>
      <div
        className={styles["alertList"]}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        tabIndex={-1}
      >
        {alerts.length === 0 && <EmptyState>{t("board.allWell")}</EmptyState>}
        {alerts.map((alert, index) => (
          <Line key={alert.id} alert={alert} now={now} act={acts[index]} index={index} />
        ))}
      </div>
    </section>
  );
}

function agentName(alert: Alert): string | null {
  const name = alert.params["agent"];
  return typeof name === "string" ? name : null;
}

interface LineProps {
  alert: Alert;
  now: number;
  act: Act | undefined;
  index: number;
}

function Line({ alert, now, act, index }: LineProps) {
  const { t, tCode, format } = useText();
  const { limit_ms: limit, share, target } = alert.params;
  const since = alert.since === null ? now : Date.parse(alert.since);
  const params = {
    ...alert.params,
    ...(typeof share === "number" && { share: format.percent(share) }),
    ...(typeof target === "number" && { target: format.percent(target) }),
    for: format.span(now - (alert.running === undefined ? since : Date.parse(alert.running))),
    since: format.time(since),
    limit: typeof limit === "number" ? format.span(limit) : "",
    past: typeof limit === "number" ? format.span(now - since - limit) : "",
  };
  return (
    <article className={styles["alert"]}>
      <StateMark state={alert.level} size={12} />
      <div>
        <b>{tCode(`alert.${alert.code}`, params) ?? t("alert.other", { code: alert.code })}</b>
        <div className="t2 sm">
          {tCode(`alert.${alert.code}_more`, params) ?? t("alert.since", { since: params.since })}
        </div>
      </div>
      {act !== undefined && (
        <Button size="sm" onClick={act.run} rightSection={index < 9 ? <Key>{index + 1}</Key> : undefined}>
          {act.word}
        </Button>
      )}
    </article>
  );
}

/** The limits in figures. */
function Rules() {
  const { t, format } = useText();
  return (
    <Popover width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="link sm">
          {t("board.rules")}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <b>{t("board.rules")}</b>
        <ul className={styles["rules"]}>
          <li>{t("board.ruleWait", { times: RULES.waitOverTargets })}</li>
          <li>
            {t("board.ruleHold", {
              near: format.span(RULES.holdNearSeconds * 1000),
              over: format.span(RULES.holdOverSeconds * 1000),
            })}
          </li>
          <li>{t("board.ruleService", { points: format.number(RULES.serviceLevelNear * 100) })}</li>
          <li>
            {t("board.ruleAbandoned", {
              near: format.percent(RULES.abandonTarget),
              over: format.percent(RULES.abandonOver),
            })}
          </li>
          <li>
            {t("board.ruleBusy", {
              near: format.percent(RULES.busyCap),
              over: format.percent(RULES.busyOver),
            })}
          </li>
          <li>{t("board.ruleEnough", { calls: RULES.callsAtLeast, people: RULES.peopleAtLeast })}</li>
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
