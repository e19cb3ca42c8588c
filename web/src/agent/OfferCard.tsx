import { IconPhone } from "@tabler/icons-react";
import { useMe } from "@/app/session";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { usePhoneState, type Call } from "@/softphone";
import { Key, State, useSecond } from "@/ui";
import { Greeting } from "./Greeting";
import type { DeskActions } from "./useDeskActions";
import { placesOf, useCallerName, useWhy } from "./words";
import styles from "./desk.module.css";

interface Props {
  call: CallView | undefined;
  bare: Call | undefined;
  actions: DeskActions;
}

/** A call put before the agent: who, from where, how long it waits, why here, and one large button. */
export function OfferCard({ call, bare, actions }: Props) {
  const { t, format } = useText();
  const caller = useCallerName(call);
  const why = useWhy();
  const { phone_kind: kind, agent_id: me } = useMe();
  const line = usePhoneState().call;
  const rings = line?.stage === "ringing";
  const name = call === undefined ? phoneGroups(bare?.number ?? "") : caller;
  const place = call === undefined ? "" : placesOf(call).join(" · ");
  const back = call?.callback ?? null;
  const mine = call?.parties.find((party) => party.agent_id === me && party.state === "ringing");
  const isMessage = call?.message != null;
  const word =
    mine?.purpose === "consult" || mine?.purpose === "transfer"
      ? t("desk.colleagueCalls")
      : isMessage
        ? t("message.title")
        : back === null
          ? t("desk.callOffered")
          : t("desk.callbackOffered");
  const since = back?.waiting_since ?? call?.entered_queue_at;
  return (
    <div className={styles["offer"]} role="alertdialog" aria-live="assertive" aria-label={word}>
      <OfferRing call={call} />
      <div style={{ minWidth: 0 }}>
        <div className="row">
          <State state="offered">{word}</State>
          <span className="t2 sm el">{since != null && <Waited since={since} />}</span>
        </div>
        <div className="el" style={{ fontSize: 18, fontWeight: 600, margin: "2px 0" }}>
          {name}
        </div>
        <div className="el">{place === "" ? t("desk.bare") : place}</div>
        {call !== undefined && (
          <div className="sm t2">
            {mine !== undefined && mine.purpose !== "owner" && (
              <b>{t(`desk.asks.${mine.purpose}`, { name: mine.by_name ?? "" })} · </b>
            )}
            {isMessage && `${t("message.next")} · `}
            {back !== null &&
              !isMessage &&
              `${back.answered ? t("desk.callbackThere") : t("desk.callbackNext", { number: phoneGroups(call.caller_number) })} · `}
            {why(call.why) ?? t("desk.dialled", { number: call.number })}
            {call.keys !== "" && ` · ${t("desk.pressed", { keys: call.keys })}`}
            {` · ${languageName(call.language, format.language)}`}
          </div>
        )}
      </div>
      <div>
        {kind === "desk" ? (
          <div className="row" style={{ fontWeight: 600 }}>
            <IconPhone size={22} /> {t("desk.phoneRings")}
          </div>
        ) : (
          <button
            type="button"
            className={styles["answer"]}
            disabled={!rings}
            aria-keyshortcuts="F2"
            onClick={actions.answer}
          >
            <IconPhone size={22} />
            {line?.stage === "answering" ? t("desk.connecting") : t("desk.answer")} <Key>F2</Key>
          </button>
        )}
        <div className="row sm" style={{ justifyContent: "center", marginTop: 6 }}>
          <button
            type="button"
            className="link t2"
            aria-keyshortcuts="Shift+F2"
            onClick={() => actions.decline(call)}
          >
            {t("desk.passOn")}
          </button>
          <Key>Shift F2</Key>
        </div>
      </div>
      {call !== undefined && <Greeting call={call} size="offer" />}
    </div>
  );
}

/** A language's name as the reader calls it. */
export function languageName(language: string, reader: string): string {
  return new Intl.DisplayNames([reader], { type: "language" }).of(language) ?? language;
}

function Waited({ since }: { since: string }) {
  const { t, format } = useText();
  const now = useSecond();
  return t("desk.waited", { time: format.span(now - Date.parse(since)) });
}

const ROUND = 2 * Math.PI * 27;

/** The time left to answer, as a ring that empties. */
function OfferRing({ call }: { call: CallView | undefined }) {
  const { t, format } = useText();
  const now = useSecond();
  if (call?.offer_deadline == null) return <span />;
  const deadline = Date.parse(call.offer_deadline);
  const left = Math.max(0, deadline - now);
  const whole = Math.max(1, deadline - Date.parse(call.since));
  const time = format.span(left);
  return (
    <svg viewBox="0 0 64 64" role="img" aria-label={t("desk.timeLeft", { time })}>
      <circle cx="32" cy="32" r="27" fill="none" stroke="var(--offered-line)" strokeWidth="5" />
      <circle
        className={styles["offerRing"]}
        cx="32"
        cy="32"
        r="27"
        fill="none"
        stroke="var(--offered)"
        strokeWidth="5"
        strokeDasharray={`${Math.min(1, left / whole) * ROUND} ${ROUND}`}
        transform="rotate(-90 32 32)"
      />
      <text x="32" y="34" textAnchor="middle" fontSize="15" fontWeight="650" style={{ fill: "var(--text)" }}>
        {time}
      </text>
      <text x="32" y="45" textAnchor="middle" fontSize="9">
        {t("desk.left")}
      </text>
    </svg>
  );
}
