import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useRecords } from "@/app/records";
import { dayNames } from "@/i18n/days";
import { useText } from "@/i18n/TextProvider";
import type { FlowWindow } from "@/protocol/configuration";
import type { NodeProps } from "./kind";
import { AddButton, TakeAway } from "./lines";
import { WEEK } from "./windows";
import styles from "./drawing.module.css";

/** One of ours who is rung instead of a number. Who has been disabled stays shown, for the step says so. */
export function AgentChoice({ node, onChange }: NodeProps) {
  const { t } = useText();
  const users = useRecords("users").data ?? [];
  const agents = users.flatMap(({ agent_id, name, disabled }) =>
    agent_id !== null && (!disabled || agent_id === node.agent) ? [{ value: agent_id, label: name }] : [],
  );
  const named = agents.find(({ value, label }) => value === node.agent || label === node.agent);
  return (
    <Select
      searchable
      clearable
      label={t("drawing.field_agent")}
      description={t("drawing.hint_agent")}
      placeholder={t("drawing.none")}
      nothingFoundMessage={t("drawing.noAgent")}
      data={agents}
      value={named?.value ?? null}
      onChange={(agent) => onChange(agent === null ? { ...node, agent } : { ...node, agent, number: "" })}
    />
  );
}

export function ChannelChoice({ node, onChange }: NodeProps) {
  const { t } = useText();
  return (
    <Choice
      label={t("drawing.field_channel")}
      data={(["mail", "sms"] as const).map((by) => ({ value: by, label: t(`drawing.by_${by}`) }))}
      value={node.by ?? "mail"}
      onChange={(by) => onChange({ ...node, by })}
    />
  );
}

/** What the caller hears while somebody outside is rung. */
export function MeanwhileChoice({ node, onChange }: NodeProps) {
  const { t } = useText();
  return (
    <Choice
      label={t("drawing.field_meanwhile")}
      data={(["music", "ringing"] as const).map((each) => ({
        value: each,
        label: t(`drawing.hears_${each}`),
      }))}
      value={node.meanwhile ?? "music"}
      onChange={(meanwhile) => onChange({ ...node, meanwhile })}
    />
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  data: { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, ...rest }: ChoiceProps<V>) {
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{label}</legend>
      <SegmentedControl aria-label={label} {...rest} />
    </fieldset>
  );
}

/** Times by the clock: days, a time of day, dates. What is left empty does not matter. */
export function WindowsField({ node, onChange }: NodeProps) {
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
  const names = dayNames(language);
  return (
    <div className={styles["window"]}>
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
            {names[at]}
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
      <div className={styles["away"]}>
        <TakeAway onClick={onTakeAway} />
      </div>
    </div>
  );
}
