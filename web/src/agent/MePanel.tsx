import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconNotes, IconPhone } from "@tabler/icons-react";
import { Link } from "react-router";
import { useStale } from "@/app/connection";
import { useDrafted } from "@/app/note";
import { useReasonName } from "@/app/reasons";
import { useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useCallerName as useNameInList } from "@/conversations/words";
import { useText } from "@/i18n/TextProvider";
import { useSingle } from "@/live";
import type { AgentView, CallView, TodayView } from "@/protocol/frames";
import type { InteractionRow, NotReadyReason } from "@/protocol/resources";
import { Avatar, Count, State, StateMark, Timer, useSecond } from "@/ui";
import { agentState, callState } from "./state";
import { useCallerName } from "./words";
import { WaitingFoot } from "./WaitingFoot";
import type { DeskActions } from "./useDeskActions";
import styles from "./desk.module.css";

interface Props {
  me: AgentView | undefined;
  calls: readonly CallView[];
  current: CallView | undefined;
  actions: DeskActions;
  /** Below the conversations. */
  children: React.ReactNode;
}

/** The left column: me, my day, my conversations. */
export function MePanel({ me, calls, current, actions, children }: Props) {
  const { t } = useText();
  const user = useMe();
  const today = useSingle("desk", "today");
  const stale = useStale();
  const drafted = useDrafted(calls.map(({ interaction_id }) => interaction_id));
  return (
    <aside className={styles["left"]} aria-label={t("desk.mine")}>
      <div className={styles["me"]}>
        <div className="row">
          <Avatar name={user.name} />
          <div className="el">
            <b className="el">{user.name}</b>
            <div className="sm t2 el">{user.workspace.name}</div>
          </div>
        </div>
        <Presence me={me} actions={actions} />
        <Rest me={me} actions={actions} />
        <AfterThis me={me} />
      </div>
      <div className={styles["section"]} style={{ paddingBottom: 0 }}>
        <h3>{t("desk.today")}</h3>
      </div>
      <Figures today={today} stale={stale} />
      <div className={styles["section"]}>
        <h3>{t("desk.conversations")}</h3>
        <Count>{calls.length + drafted.length}</Count>
      </div>
      {calls.length + drafted.length === 0 && <div className="t2 sm pad">{t("desk.noConversations")}</div>}
      {calls.map((call) => (
        <Conversation key={call.interaction_id} call={call} current={call === current} />
      ))}
      {drafted.map((row) => (
        <Unfinished key={row.interaction_id} row={row} />
      ))}
      {children}
      <WaitingFoot agentId={me?.agent_id} />
    </aside>
  );
}

function Presence({ me, actions }: { me: AgentView | undefined; actions: DeskActions }) {
  const { t, format } = useText();
  const reasons = useRecords("reasons").data ?? [];
  const reasonName = useReasonName();
  if (me === undefined)
    return (
      <div className={styles["presence"]}>
        <State state="offline">{t("desk.unknownState")}</State>
      </div>
    );
  const state = agentState(me);
  const rests = me.presence === "ready" ? me.rest_until : null;
  const named =
    rests !== null
      ? t("desk.restUntil", { time: format.time(rests) })
      : state === "notready" && me.reason !== null
        ? reasonName(me.reason)
        : undefined;
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={styles["presence"]} title={t("desk.changeState")}>
          <State state={state}>{named}</State>
          <span className="sp" />
          <Timer since={me.since} className={styles["time"] ?? ""} />
          <IconChevronDown size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<StateMark state="ready" silent />}
          onClick={() => actions.setPresence("ready")}
        >
          {t("state.ready")}
        </Menu.Item>
        <Menu.Label>{t("state.notready")}</Menu.Label>
        {reasons.map((reason: NotReadyReason) => (
          <Menu.Item
            key={reason.reason_id}
            leftSection={<StateMark state="notready" silent />}
            onClick={() => actions.setPresence("not_ready", reason.reason_id)}
          >
            {reasonName(reason.reason_id)}
          </Menu.Item>
        ))}
        {reasons.length === 0 && (
          <Menu.Item
            leftSection={<StateMark state="notready" silent />}
            onClick={() => actions.setPresence("not_ready")}
          >
            {t("state.notready")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<StateMark state="offline" silent />}
          onClick={() => actions.setPresence("offline")}
        >
          {t("state.offline")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Why no calls come for a while, and the way back to them where the rule lets one go it. */
function Rest({ me, actions }: { me: AgentView | undefined; actions: DeskActions }) {
  const { t } = useText();
  if (me?.rest_for == null || me.presence !== "ready") return null;
  return (
    <div className={styles["rest"]}>
      <span className="sm t2">{t(`desk.restFor_${me.rest_for}`)}</span>
      {me.rest_may_end && (
        <Button size="compact-sm" onClick={actions.endRest}>
          {t("desk.endRest")}
        </Button>
      )}
    </div>
  );
}

/** What comes after the conversation, when the agent has chosen other than ready. */
function AfterThis({ me }: { me: AgentView | undefined }) {
  const { t } = useText();
  const reasonName = useReasonName();
  if (me === undefined || me.activity === "idle" || me.activity === "resting") return null;
  const next = { ready: t("state.ready"), not_ready: t("state.notready"), offline: t("state.offline") }[
    me.presence
  ];
  const named = me.presence === "not_ready" && me.reason !== null ? reasonName(me.reason) : next;
  return (
    <div className="sm t2 el" style={{ marginTop: 7 }}>
      {t("desk.afterThis", { state: named })}
    </div>
  );
}

function Figures({ today, stale }: { today: TodayView | undefined; stale: boolean }) {
  const { t, format } = useText();
  const figures = today ?? {
    handled: 0,
    talk_ms: 0,
    hold_ms: 0,
    acw_ms: 0,
    missed: 0,
    ready_ms: 0,
    transferred: 0,
  };
  const each = (total: number): string =>
    figures.handled === 0 ? "–" : format.span(total / figures.handled);
  const rows: readonly [string, string][] = [
    [t("desk.handled"), format.number(figures.handled)],
    [t("desk.handleTime"), each(figures.talk_ms + figures.hold_ms + figures.acw_ms)],
    [t("desk.holdTime"), each(figures.hold_ms)],
    [t("desk.wrapUpTime"), each(figures.acw_ms)],
    [t("desk.missed"), format.number(figures.missed)],
    [t("desk.transferred"), format.number(figures.transferred)],
    [t("desk.readyTime"), format.span(figures.ready_ms)],
  ];
  return (
    <dl className={styles["figures"]} style={stale ? { color: "var(--text-3)" } : undefined}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt title={name}>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Conversation({ call, current }: { call: CallView; current: boolean }) {
  const { t } = useText();
  const name = useCallerName(call);
  const mark = call.state === "offered" ? "offered" : current ? "current" : undefined;
  return (
    <div className={styles["conversation"]} data-state={mark} aria-current={current || undefined}>
      <IconPhone size={16} />
      <b className="el">{name}</b>
      <Timer since={call.since} />
      <span className={styles["line"]}>
        <State state={callState(call)}>
          {call.state === "lost"
            ? t("desk.restoring")
            : call.state === "dialling"
              ? t("desk.dialling")
              : call.state === "message"
                ? t("message.title")
                : undefined}
        </State>
        <span className="el">{call.queue_name}</span>
      </span>
    </div>
  );
}

/** A conversation whose note was begun and not finished: its page has it, to be kept. */
function Unfinished({ row }: { row: InteractionRow }) {
  const { t, format } = useText();
  const name = useNameInList()(row);
  const today = format.day(row.started_at) === format.day(useSecond());
  const line = [t("desk.unfinished"), row.queue_name].filter((part) => part !== null).join(" · ");
  return (
    <Link className={styles["conversation"]} to={`/conversations/${row.interaction_id}`}>
      <IconNotes size={16} />
      <b className="el">{name}</b>
      <span className="t2 sm nw" title={format.fullDateTime(row.started_at)}>
        {today ? format.time(row.started_at) : format.day(row.started_at)}
      </span>
      <span className={styles["line"]}>
        <span className="el">{line}</span>
      </span>
    </Link>
  );
}
