import { Button } from "@mantine/core";
import { useAsk } from "@/app/ask";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { callerOnWall } from "@/oversight/place";
import type { CallView } from "@/protocol/frames";
import { Chip, Count, State, useToast } from "@/ui";
import styles from "./board.module.css";

interface Props {
  calls: Readonly<Record<string, CallView>>;
  now: number;
  /** On the wall nobody presses buttons, and no customer is named. */
  quiet: boolean;
}

/** Callers who are owed a callback: since when they wait, until when it was promised, and what is being done. Nothing where there are none. */
export function Callbacks({ calls, now, quiet }: Props) {
  const { t } = useText();
  const owed = Object.values(calls)
    .filter((call) => call.callback !== null && !call.callback.answered && isOwed(call))
    .sort((a, b) => waitsSince(a).localeCompare(waitsSince(b)));
  if (owed.length === 0) return null;
  return (
    <section className={`card ${styles["callbacks"] ?? ""}`} aria-label={t("board.callbacks")}>
      <header>
        <h2>{t("board.callbacks")}</h2>
        <Count>{owed.length}</Count>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("board.callbackWho")}</th>
            <th scope="col">{t("board.queue")}</th>
            <th scope="col">{t("board.callbackState")}</th>
            <th scope="col" className="right">
              {t("board.callbackWaits")}
            </th>
            <th scope="col" className="right">
              {t("board.callbackPromised")}
            </th>
            <th scope="col" className="right">
              {t("board.callbackAttempts")}
            </th>
            {!quiet && (
              <th scope="col">
                <span className="unseen">{t("board.callbackCancel")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {owed.map((call) => (
            <Row key={call.interaction_id} call={call} now={now} quiet={quiet} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const OWED = new Set(["callback", "dialling", "offered"]);

function isOwed(call: CallView): boolean {
  return OWED.has(call.state);
}

function waitsSince(call: CallView): string {
  return call.callback?.waiting_since ?? call.callback?.asked_at ?? call.started_at;
}

function Row({ call, now, quiet }: { call: CallView; now: number; quiet: boolean }) {
  const { t, format } = useText();
  const ask = useAsk();
  const toast = useToast();
  const { callback } = call;
  const promised = callback?.promised_by ?? null;
  const known = call.caller_name ?? (call.caller_number === "" ? "…" : phoneGroups(call.caller_number));
  const name = quiet ? callerOnWall(call) : known;
  const late = promised !== null && Date.parse(promised) < now;

  async function cancel(): Promise<void> {
    const cancelled = await ask({ type: "cancel_callback", interaction_id: call.interaction_id });
    if (cancelled) toast({ text: t("board.callbackCancelled", { name }) });
  }

  return (
    <tr>
      <th scope="row">
        <b>{name}</b>{" "}
        {!quiet && call.caller_name !== null && (
          <span className="t2 sm">{phoneGroups(call.caller_number)}</span>
        )}{" "}
        {call.message !== null && <Chip>{t("message.title")}</Chip>}
      </th>
      <td>{call.queue_name}</td>
      <td>
        <CallbackState call={call} />
      </td>
      <td className="right num">{format.span(now - Date.parse(waitsSince(call)))}</td>
      <td className="right num">
        {promised === null ? (
          <span className="t3">–</span>
        ) : late ? (
          <State state="over">{format.time(promised)}</State>
        ) : (
          format.time(promised)
        )}
      </td>
      <td className="right num">{format.number(callback?.attempts ?? 0)}</td>
      {!quiet && (
        <td className="right">
          <Button size="sm" variant="default" onClick={() => void cancel()}>
            {t("board.callbackCancel")}
          </Button>
        </td>
      )}
    </tr>
  );
}

function CallbackState({ call }: { call: CallView }) {
  const { t, format } = useText();
  if (call.state === "dialling")
    return <State state="talking">{t("board.callbackDialling", { name: call.agent_name ?? "" })}</State>;
  if (call.state === "offered")
    return <State state="offered">{t("board.callbackOffered", { name: call.agent_name ?? "" })}</State>;
  const again = call.callback?.again_at ?? null;
  return again === null ? t("board.callbackInLine") : t("board.callbackAgain", { time: format.time(again) });
}
