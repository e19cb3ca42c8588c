import { Popover } from "@mantine/core";
import { IconHeadsetOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { useById, useRecords } from "@/app/records";
import { useReasonName } from "@/app/reasons";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { canBeHeard, InOn } from "@/oversight/InOn";
import type { AgentView, CallView } from "@/protocol/frames";
import { Chip, latinKey, State, StateMark, stateKey } from "@/ui";
import { stateOf } from "./figures";
import { LastChecks } from "./LastChecks";
import { usePresence } from "./usePresence";
import styles from "./board.module.css";

interface Props {
  agent: AgentView;
  call: CallView | undefined;
  queueName: string | undefined;
  /** Past a limit. */
  level: "near" | "over" | undefined;
  now: number;
  /** On the wall nobody is told with whom. */
  quiet: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
  onArrow: (event: React.KeyboardEvent<HTMLElement>) => void;
}

/** One person: shape, name, what and with whom, since when. Enter or S opens what one can do. */
export function Person({ agent, call, queueName, level, now, quiet, open, onOpen, onArrow }: Props) {
  const { t, format } = useText();
  const reasonName = useReasonName();
  const state = stateOf(agent);
  const rests = agent.presence === "ready" ? agent.rest_until : null;
  const about = [
    rests === null ? t(stateKey(state)) : t("desk.restUntil", { time: format.time(rests) }),
    // Why nothing more comes says nothing of what is in hand.
    agent.activity === "idle" && agent.presence === "not_ready" && agent.reason !== null
      ? reasonName(agent.reason)
      : undefined,
    agent.activity === "idle" ? undefined : queueName,
    agent.helps === null ? undefined : t(`board.helps_${agent.helps}`),
    agent.activity === "idle" || agent.with_name === null || quiet ? undefined : phoneGroups(agent.with_name),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
  const since = format.span(now - Date.parse(agent.since));
  const noPhone = agent.presence !== "offline" && !agent.phone;
  return (
    <li>
      <Popover
        opened={open}
        onChange={onOpen}
        position="bottom-start"
        width={280}
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <button
            type="button"
            id={`person-${agent.agent_id}`}
            data-person=""
            className={styles["person"]}
            data-level={level}
            onClick={() => onOpen(!open)}
            onKeyDown={(event) => {
              if (latinKey(event).toLowerCase() === "s") onOpen(true);
              else if (!open) onArrow(event);
            }}
          >
            <StateMark state={state} size={13} silent />
            <span className="el">
              <b className="el">{agent.name}</b>
              <span className="el" title={about}>
                {about}
              </span>
            </span>
            <span className={styles["personTime"]}>
              {noPhone && <IconHeadsetOff size={14} aria-label={t("board.noPhone")} />}
              {level !== undefined && <StateMark state={level} size={12} />}
              {state !== "offline" && <span className="num">{since}</span>}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={4} aria-label={agent.name}>
          {open && (
            <Choices
              agent={agent}
              call={call}
              queueName={queueName}
              now={now}
              quiet={quiet}
              onDone={() => onOpen(false)}
            />
          )}
        </Popover.Dropdown>
      </Popover>
    </li>
  );
}

interface ChoicesProps {
  agent: AgentView;
  call: CallView | undefined;
  queueName: string | undefined;
  now: number;
  quiet: boolean;
  onDone: () => void;
}

/** Reasons that Ringwell gives by itself; nobody chooses them. */
const OWN_REASONS = ["missed_calls", "phone_lost"];

/** What is known of the person, then the states they can be given. */
function Choices({ agent, call, queueName, now, quiet, onDone }: ChoicesProps) {
  const { t, format } = useText();
  const setPresence = usePresence();
  const reasons = (useRecords("reasons").data ?? []).filter(({ code }) => !OWN_REASONS.includes(code));
  const skills = useById("skills");
  const reasonName = useReasonName();
  const known = Object.entries(agent.skills)
    .map(([id, level]) => ({ name: skills.get(id)?.name, level }))
    .filter((skill): skill is { name: string; level: number } => skill.name !== undefined)
    .sort((a, b) => b.level - a.level);
  const inCall = ["talking", "hold", "consulting"].includes(agent.activity);
  const give = (presence: AgentView["presence"], reason: string | null = null) => {
    onDone();
    void setPresence(agent.agent_id, { presence, reason });
  };
  return (
    <>
      <div className={styles["personCard"]}>
        <b>{agent.name}</b>
        <State state={stateOf(agent)}>
          {agent.rest_until !== null && agent.presence === "ready"
            ? t("desk.restUntil", { time: format.time(agent.rest_until) })
            : undefined}
        </State>
        {agent.rest_for !== null && <span className="t2 sm">{t(`board.restFor_${agent.rest_for}`)}</span>}
        <span className="t2 sm">
          {t("board.sinceFor", {
            time: format.time(agent.since),
            for: format.span(now - Date.parse(agent.since)),
          })}
        </span>
        {!quiet && agent.with_name !== null && agent.activity !== "idle" && (
          <span className="sm">{[phoneGroups(agent.with_name), queueName].filter(Boolean).join(" · ")}</span>
        )}
        {!agent.phone && agent.presence !== "offline" && (
          <span className="t2 sm">{t("board.noPhoneMore")}</span>
        )}
        {known.length > 0 && (
          <span className={styles["skills"]}>
            {known.map(({ name, level }) => (
              <Chip key={name}>
                {name} {level}
              </Chip>
            ))}
          </span>
        )}
        {call !== undefined && (
          <Link className="sm" to={`/conversations/${call.interaction_id}`}>
            {t("board.openCall")} {call.short_ref}
          </Link>
        )}
      </div>
      <LastChecks agentId={agent.agent_id} />
      {canBeHeard(call) && <InOn call={call} className={styles["states"] ?? ""} onDone={onDone} />}
      <div className={styles["states"]} role="group" aria-label={t("board.changeState")}>
        <h3>{t("board.changeState")}</h3>
        {agent.presence !== "ready" && (
          <button type="button" onClick={() => give("ready")}>
            <StateMark state="ready" silent /> {t("state.ready")}
          </button>
        )}
        {reasons.map((reason) => (
          <button key={reason.reason_id} type="button" onClick={() => give("not_ready", reason.reason_id)}>
            <StateMark state="notready" silent />{" "}
            {t("board.notReadyFor", { reason: reasonName(reason.reason_id) })}
          </button>
        ))}
        {reasons.length === 0 && agent.presence !== "not_ready" && (
          <button type="button" onClick={() => give("not_ready")}>
            <StateMark state="notready" silent /> {t("state.notready")}
          </button>
        )}
        {agent.presence !== "offline" && (
          <button type="button" disabled={inCall} onClick={() => give("offline")}>
            <StateMark state="offline" silent /> {inCall ? t("board.signOutLater") : t("board.signOut")}
          </button>
        )}
      </div>
    </>
  );
}
