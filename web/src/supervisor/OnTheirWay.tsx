import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { Count, State } from "@/ui";
import styles from "./board.module.css";

const WITHOUT_AGENT = new Set(["transferring", "outside"]);

/** Calls that no agent has now: on their way to somebody, or with somebody outside. Nothing where there are none. */
export function OnTheirWay({ calls, now }: { calls: Readonly<Record<string, CallView>>; now: number }) {
  const { t } = useText();
  const shown = Object.values(calls)
    .filter(({ state }) => WITHOUT_AGENT.has(state))
    .sort((a, b) => a.since.localeCompare(b.since));
  if (shown.length === 0) return null;
  return (
    <section className={`card ${styles["callbacks"] ?? ""}`} aria-label={t("board.onTheirWay")}>
      <header>
        <h2>{t("board.onTheirWay")}</h2>
        <Count>{shown.length}</Count>
      </header>
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
          </tr>
        </thead>
        <tbody>
          {shown.map((call) => (
            <Row key={call.interaction_id} call={call} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ call, now }: { call: CallView; now: number }) {
  const { t, format } = useText();
  const number = call.caller_number === "" ? t("desk.hidden") : phoneGroups(call.caller_number);
  const outside = call.state === "outside";
  const whom = call.parties
    .map(
      (party) =>
        party.name ?? (party.number === null ? t("desk.somebodyOutside") : phoneGroups(party.number)),
    )
    .join(", ");
  return (
    <tr>
      <th scope="row">{call.caller_name ?? number}</th>
      <td>{call.queue_name}</td>
      <td>
        <State state={outside ? "talking" : "offered"}>
          {t(outside ? "board.wayOutside" : "board.wayRings", { whom })}
        </State>
      </td>
      <td>{call.from_name}</td>
      <td className="right num">{format.span(now - Date.parse(call.since))}</td>
    </tr>
  );
}
