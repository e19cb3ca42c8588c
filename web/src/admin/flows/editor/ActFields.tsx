import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { FlowNode, FlowWindow } from "@/protocol/configuration";
import { AddButton, TakeAway } from "./lines";
import styles from "./drawing.module.css";

interface Props {
  node: FlowNode;
  onChange: (node: FlowNode) => void;
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** A Monday, for the days' names. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

export function ChannelChoice({ node, onChange }: Props) {
  const { t } = useText();
  return (
    <SegmentedControl
      aria-label={t("drawing.field_channel")}
      data={(["mail", "sms"] as const).map((by) => ({ value: by, label: t(`drawing.by_${by}`) }))}
      value={node.by ?? "mail"}
      onChange={(by) => onChange({ ...node, by })}
    />
  );
}

/** What the caller hears while somebody outside is rung. */
export function MeanwhileChoice({ node, onChange }: Props) {
  const { t } = useText();
  return (
    <SegmentedControl
      aria-label={t("drawing.field_meanwhile")}
      data={(["music", "ringing"] as const).map((each) => ({
        value: each,
        label: t(`drawing.hears_${each}`),
      }))}
      value={node.meanwhile ?? "music"}
      onChange={(meanwhile) => onChange({ ...node, meanwhile })}
    />
  );
}

/** Times by the clock: days, a time of day, dates. What is left empty does not matter. */
export function WindowsField({ node, onChange }: Props) {
  const { t } = useText();
  const windows = node.windows ?? [];
  const put = (next: FlowWindow[]): void => onChange({ ...node, windows: next });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_windows")}</legend>
      {windows.map((window, index) => (
        <OneWindow
          key={index}
          window={window}
          onChange={(changed) => put(windows.map((each, at) => (at === index ? changed : each)))}
          onTakeAway={() => put(windows.filter((_, at) => at !== index))}
        />
      ))}
      <AddButton onClick={() => put([...windows, { since: "09:00", until: "17:00" }])}>
        {t("drawing.addLine")}
      </AddButton>
    </fieldset>
  );
}

interface WindowProps {
  window: FlowWindow;
  onChange: (window: FlowWindow) => void;
  onTakeAway: () => void;
}

function OneWindow({ window, onChange, onTakeAway }: WindowProps) {
  const { t, language } = useText();
  const days = window.days ?? [];
  const names = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return (
    <div className={styles["list"]}>
      <div className={styles["days"]} role="group" aria-label={t("drawing.window_days")}>
        {WEEK.map((day, at) => (
          <Button
            key={day}
            size="compact-sm"
            variant={days.includes(day) ? "filled" : "default"}
            aria-pressed={days.includes(day)}
            onClick={() =>
              onChange({
                ...window,
                days: WEEK.filter((each) => days.includes(each) !== (each === day)),
              })
            }
          >
            {names.format(MONDAY + at * DAY_MS)}
          </Button>
        ))}
      </div>
      {(
        [
          ["since", "until", "time"],
          ["first", "last", "date"],
        ] as const
      ).map(([from, to, type]) => (
        <div key={type} className={styles["times"]}>
          {([from, to] as const).map((name) => (
            <TextInput
              key={name}
              type={type}
              label={t(`drawing.window_${name}`)}
              value={window[name] ?? ""}
              onChange={(event) => onChange({ ...window, [name]: event.currentTarget.value || null })}
            />
          ))}
        </div>
      ))}
      <TakeAway onClick={onTakeAway} />
    </div>
  );
}
