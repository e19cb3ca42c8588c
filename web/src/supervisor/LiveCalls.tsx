import { Button, TextInput } from "@mantine/core";
import { IconEar } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { useOversight } from "@/oversight/context";
import { callerOf, callerOnWall, placeOf, stateOfCall } from "@/oversight/place";
import type { CallView } from "@/protocol/frames";
import { Count, State } from "@/ui";
import styles from "./board.module.css";

/** So many are drawn at once; the rest are found by words. */
const SHOWN = 50;
/** From so many on there is a field to find one. */
const FIND_FROM = 8;

interface Props {
  calls: Readonly<Record<string, CallView>>;
  now: number;
  /** On the wall nobody presses buttons, and no caller is named. */
  quiet: boolean;
}

/** Every live call with its place, first those that no agent has; each can be listened to. Nothing where there are none. */
export function LiveCalls({ calls, now, quiet }: Props) {
  const text = useText();
  const { t } = text;
  const [words, setWords] = useState("");
  const live = Object.values(calls).filter(({ ways }) => ways.length > 0);
  if (live.length === 0) return null;
  // As long as the field is there, and it is until what was typed is taken out: else calls would be hidden by nothing to be seen.
  const finds = !quiet && (live.length >= FIND_FROM || words !== "");
  const found = live.filter((call) => !finds || isMeant(call, words, placeOf(call, text))).sort(byPlace);
  return (
    <section className={`card ${styles["callbacks"] ?? ""}`} aria-label={t("board.liveCalls")}>
      <header>
        <h2>{t("board.liveCalls")}</h2>
        <Count>{live.length}</Count>
        <span className="sp" />
        {finds && (
          <TextInput
            size="xs"
            aria-label={t("board.findCall")}
            placeholder={t("board.findCall")}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
      </header>
      {found.length === 0 ? (
        <p className="t2 sm">{t("board.noCallFound")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("board.callbackWho")}</th>
              <th scope="col">{t("board.queue")}</th>
              <th scope="col">{t("board.wayState")}</th>
              <th scope="col">{t("board.wayFrom")}</th>
              <th scope="col" className="right">
                {t("board.waySince")}
              </th>
              {!quiet && (
                <th scope="col">
                  <span className="unseen">{t("oversight.listen")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((call) => (
              <Row key={call.interaction_id} call={call} now={now} quiet={quiet} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > SHOWN && <p className="t2 sm">{t("board.moreCalls", { n: found.length - SHOWN })}</p>}
    </section>
  );
}

/** Those without an agent first, of each the oldest. */
function byPlace(a: CallView, b: CallView): number {
  return Number(a.segment_id !== null) - Number(b.segment_id !== null) || a.since.localeCompare(b.since);
}

function isMeant(call: CallView, words: string, place: string): boolean {
  const told = [call.caller_name, call.caller_number, call.short_ref, call.queue_name, call.agent_name, place]
    .join(" ")
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}

function Row({ call, now, quiet }: { call: CallView; now: number; quiet: boolean }) {
  const text = useText();
  const { t, format } = text;
  const oversight = useOversight();
  const who = quiet ? callerOnWall(call) : callerOf(call, text);
  const place = placeOf(call, text, quiet);
  const state = stateOfCall(call);
  return (
    <tr>
      <th scope="row">{who}</th>
      <td>{call.queue_name ?? call.project_name}</td>
      <td>{state === undefined ? place : <State state={state}>{place}</State>}</td>
      <td>{call.segment_id === null ? call.from_name : null}</td>
      <td className="right num">{format.span(now - Date.parse(call.since))}</td>
      {!quiet && (
        <td className="right">
          {oversight !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconEar size={14} aria-hidden="true" />}
              aria-label={t("oversight.listenTo", { name: who })}
              onFocus={oversight.warm}
              onPointerEnter={oversight.warm}
              onClick={() => oversight.be(call, "listen")}
            >
              {t("oversight.listen")}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
