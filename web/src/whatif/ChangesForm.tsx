import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useId } from "react";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import { ClockField, Key } from "@/ui";
import { changeCount, emptyDraft, NEW_ROWS, POLICIES, type Draft } from "./draft";
import styles from "./whatif.module.css";

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** The newest day that can be replayed. */
  today: string;
  onSend: () => void;
  sending: boolean;
}

interface Choice {
  value: string;
  label: string;
}

type Rows = "more" | "skills" | "rings" | "targets";

/** The day, and what is to be otherwise than it was. */
export function ChangesForm({ draft, onChange, today, onSend, sending }: Props) {
  const { t, format } = useText();
  const byLabel = (a: Choice, b: Choice) => format.compare(a.label, b.label);
  const queues = (useRecords("queues").data ?? [])
    .map(({ queue_id, name }) => ({ value: queue_id, label: name }))
    .sort(byLabel);
  const skills = (useRecords("skills").data ?? [])
    .map(({ skill_id, name }) => ({ value: skill_id, label: name }))
    .sort(byLabel);
  const agents = (useRecords("users").data ?? [])
    .flatMap(({ agent_id, name }) => (agent_id === null ? [] : [{ value: agent_id, label: name }]))
    .sort(byLabel);
  const put = (change: Partial<Draft>) => onChange({ ...draft, ...change });

  function rows<K extends Rows>(kind: K) {
    type Row = Draft[K][number];
    const all = draft[kind] as Row[];
    return {
      all,
      add: () => put({ [kind]: [...all, NEW_ROWS[kind]] }),
      remove: (at: number) => put({ [kind]: all.filter((_, place) => place !== at) }),
      set: (at: number, change: Partial<Row>) =>
        put({ [kind]: all.map((row, place) => (place === at ? { ...row, ...change } : row)) }),
    };
  }
  const more = rows("more");
  const levels = rows("skills");
  const rings = rows("rings");
  const targets = rows("targets");
  const queueField = (value: string | null, choose: (queue: string | null) => void) => (
    <Choose label={t("whatif.queue")} data={queues} value={value} onChange={choose} />
  );
  const numberField = (
    label: string,
    value: number,
    max: number,
    set: (value: number) => void,
    min = 1,
    unit = "",
  ) => (
    <NumberInput
      aria-label={label}
      title={label}
      value={value}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      suffix={unit}
      onChange={(next) => typeof next === "number" && set(next)}
    />
  );
  const seconds = `\u00a0${t("admin.second")}`;

  return (
    <form
      className={`card ${styles["form"] ?? ""}`}
      aria-label={t("whatif.changesTitle")}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <div className={styles["fields"]}>
        <TextInput
          type="date"
          label={t("whatif.day")}
          value={draft.day}
          max={today}
          required
          withAsterisk={false}
          onChange={(event) => put({ day: event.currentTarget.value })}
        />
        <Group title="whatif.people" add="whatif.addPeople" onAdd={more.add}>
          {more.all.map((row, at) => (
            <Row key={at} columns="minmax(0, 1fr) minmax(0, 1fr)" onRemove={() => more.remove(at)}>
              {queueField(row.queue, (queue) => more.set(at, { queue }))}
              {numberField(t("whatif.count"), row.count, 200, (count) => more.set(at, { count }))}
              <ClockField
                label={t("whatif.from")}
                value={row.from}
                onChange={(from) => more.set(at, { from })}
              />
              <ClockField label={t("whatif.to")} value={row.to} onChange={(to) => more.set(at, { to })} />
            </Row>
          ))}
        </Group>
        <MultiSelect
          label={t("whatif.without")}
          placeholder={draft.without.length === 0 ? t("whatif.everybody") : ""}
          data={agents}
          value={draft.without.filter((id) => agents.some(({ value }) => value === id))}
          onChange={(without) => put({ without })}
          searchable
        />
        <Group title="whatif.skills" add="whatif.addSkill" onAdd={levels.add}>
          {levels.all.map((row, at) => (
            <Row key={at} columns="minmax(0, 1fr) minmax(0, 1fr) 68px" onRemove={() => levels.remove(at)}>
              <Choose
                label={t("whatif.person")}
                data={agents}
                value={row.agent}
                onChange={(agent) => levels.set(at, { agent })}
              />
              <Choose
                label={t("whatif.skill")}
                data={skills}
                value={row.skill}
                onChange={(skill) => levels.set(at, { skill })}
              />
              {numberField(t("whatif.level"), row.level, 10, (level) => levels.set(at, { level }), 0)}
            </Row>
          ))}
        </Group>
        <Group title="whatif.rings" add="whatif.addRing" onAdd={rings.add}>
          {rings.all.map((row, at) => (
            <Row key={at} columns="minmax(0, 1fr) 92px 68px" onRemove={() => rings.remove(at)}>
              {queueField(row.queue, (queue) => rings.set(at, { queue }))}
              {numberField(
                t("whatif.after"),
                row.afterS,
                7200,
                (afterS) => rings.set(at, { afterS }),
                0,
                seconds,
              )}
              {numberField(
                t("whatif.levelsLess"),
                row.levelsLess,
                9,
                (levelsLess) => rings.set(at, { levelsLess }),
                0,
              )}
            </Row>
          ))}
        </Group>
        <Group title="whatif.targets" add="whatif.addTarget" onAdd={targets.add}>
          {targets.all.map((row, at) => (
            <Row key={at} columns="minmax(0, 1fr) 92px" onRemove={() => targets.remove(at)}>
              {queueField(row.queue, (queue) => targets.set(at, { queue }))}
              {numberField(
                t("whatif.target"),
                row.seconds,
                3600,
                (value) => targets.set(at, { seconds: value }),
                1,
                seconds,
              )}
            </Row>
          ))}
        </Group>
        <Select
          label={t("whatif.policy")}
          description={t(`whatif.policyHint_${draft.policy}`)}
          data={POLICIES.map((value) => ({ value, label: t(`whatif.policy_${value}`) }))}
          value={draft.policy}
          allowDeselect={false}
          onChange={(value) => put({ policy: POLICIES.find((each) => each === value) ?? "as_it_is" })}
        />
      </div>
      <footer className={styles["foot"]}>
        <Button
          variant="subtle"
          onClick={() => onChange(emptyDraft(draft.day))}
          disabled={changeCount(draft) === 0}
        >
          {t("whatif.clear")}
        </Button>
        <span className="sp" />
        <Button
          type="submit"
          variant="filled"
          loading={sending}
          disabled={draft.day === "" || draft.day > today}
        >
          <span className="row">
            {t("whatif.play")} <Key>Ctrl ↵</Key>
          </span>
        </Button>
      </footer>
    </form>
  );
}

function Group({
  title,
  add,
  onAdd,
  children,
}: {
  title: TextKey;
  add: TextKey;
  onAdd: () => void;
  children: React.ReactNode;
}) {
  const { t } = useText();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles["group"]}>
      <div className="row">
        <span id={id} className={styles["label"]}>
          {t(title)}
        </span>
        <span className="sp" />
        <Button size="sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={onAdd}>
          {t(add)}
        </Button>
      </div>
      {children}
    </div>
  );
}

function Row({
  columns,
  onRemove,
  children,
}: {
  columns: string;
  onRemove: () => void;
  children: React.ReactNode;
}) {
  const { t } = useText();
  return (
    <div className={styles["line"]} style={{ gridTemplateColumns: `${columns} 28px` }}>
      {children}
      <ActionIcon
        className={styles["remove"] ?? ""}
        variant="subtle"
        aria-label={t("whatif.remove")}
        title={t("whatif.remove")}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

function Choose({
  label,
  data,
  value,
  onChange,
}: {
  label: string;
  data: Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const known = data.some((choice) => choice.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={known ? value : null}
      onChange={onChange}
      searchable
    />
  );
}
