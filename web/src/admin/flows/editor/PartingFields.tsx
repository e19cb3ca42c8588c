import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { FlowCondition } from "@/protocol/configuration";
import type { NodeProps } from "./kind";
import { AddButton, TakeAway } from "./lines";
import { valueOf } from "./values";
import styles from "./drawing.module.css";

/** Which share of callers goes each way. */
export function SharesField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const shares = node.shares ?? [];
  const put = (next: typeof shares): void => onChange({ ...node, shares: next });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_shares")}</legend>
      {shares.map(({ percent }, index) => (
        <div key={index} className={styles["line"]}>
          <NumberInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.field_shares")}
            min={0}
            max={100}
            suffix=" %"
            value={percent}
            onChange={(value) =>
              put(shares.map((each, at) => (at === index ? { ...each, percent: Number(value) || 0 } : each)))
            }
          />
          {shares.length > 2 && <TakeAway onClick={() => put(shares.filter((_, at) => at !== index))} />}
        </div>
      ))}
      <AddButton onClick={() => put([...shares, { percent: 0, next: "" }])}>
        {t("drawing.addShare")}
      </AddButton>
    </fieldset>
  );
}

const FACTS = ["known", "key", "segment", "language", "waiting", "wait", "ready", "variable"] as const;
const COMPARISONS = ["is", "is_not", "below", "at_least"] as const;
const NAMED: readonly string[] = ["language", "segment"];
const OF_QUEUES: readonly string[] = ["waiting", "wait", "ready"];

/** Ways that open on conditions, the first that holds. */
export function BranchField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const ways = node.ways ?? [];
  const put = (next: typeof ways): void => onChange({ ...node, ways: next });
  const put1 = (index: number, when: FlowCondition[]): void =>
    put(ways.map((way, at) => (at === index ? { ...way, when } : way)));
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_ways")}</legend>
      {ways.map((way, index) => (
        <div key={index} className={styles["list"]}>
          <div className={styles["line"]}>
            <b className={styles["grow"]}>{t("drawing.way_ways", { n: index + 1 })}</b>
            {ways.length > 1 && <TakeAway onClick={() => put(ways.filter((_, at) => at !== index))} />}
          </div>
          {way.when.map((condition, place) => (
            <ConditionField
              key={place}
              condition={condition}
              onChange={(next) =>
                put1(
                  index,
                  way.when.map((each, at) => (at === place ? next : each)),
                )
              }
              onRemove={
                way.when.length > 1
                  ? () =>
                      put1(
                        index,
                        way.when.filter((_, at) => at !== place),
                      )
                  : undefined
              }
            />
          ))}
          <AddButton onClick={() => put1(index, [...way.when, { fact: "known" }])}>
            {t("drawing.addCondition")}
          </AddButton>
        </div>
      ))}
      <AddButton onClick={() => put([...ways, { when: [{ fact: "known" }], next: "" }])}>
        {t("drawing.addWay")}
      </AddButton>
    </fieldset>
  );
}

interface ConditionProps {
  condition: FlowCondition;
  onChange: (condition: FlowCondition) => void;
  onRemove: (() => void) | undefined;
}

/** What a condition about this begins with. */
function conditionOf(fact: FlowCondition["fact"], queue: string, segment: string): FlowCondition {
  if (fact === "known" || fact === "key") return { fact, value: true };
  if (fact === "segment") return { fact, value: segment };
  if (fact === "language") return { fact, value: "en" };
  if (fact === "variable") return { fact, of: "", value: "" };
  return { fact, of: queue, compare: "at_least", value: fact === "wait" ? 120 : 1 };
}

function ConditionField({ condition, onChange, onRemove }: ConditionProps) {
  const { t } = useText();
  const queues = useRecords("queues").data ?? [];
  const segments = useRecords("segments").data ?? [];
  const { fact, of, compare = "is", value = true } = condition;
  const isYesOrNo = fact === "known" || fact === "key";
  return (
    <div className={styles["list"]}>
      <div className={styles["line"]}>
        <Select
          className={styles["grow"] ?? ""}
          aria-label={t("drawing.fact")}
          allowDeselect={false}
          data={FACTS.map((each) => ({ value: each, label: t(`drawing.fact_${each}`) }))}
          value={fact}
          onChange={(chosen) => {
            if (chosen !== null)
              onChange(conditionOf(chosen, queues[0]?.queue_id ?? "", segments[0]?.caller_segment_id ?? ""));
          }}
        />
        {onRemove !== undefined && <TakeAway onClick={onRemove} />}
      </div>
      {OF_QUEUES.includes(fact) && (
        <Select
          aria-label={t("drawing.field_queue")}
          searchable
          data={queues.map(({ queue_id, name }) => ({ value: queue_id, label: name }))}
          value={of ?? null}
          onChange={(queue) => onChange({ ...condition, of: queue ?? "" })}
        />
      )}
      {fact === "variable" && (
        <TextInput
          aria-label={t("drawing.variable")}
          placeholder={t("drawing.variable")}
          value={of ?? ""}
          onChange={(event) => onChange({ ...condition, of: event.currentTarget.value })}
        />
      )}
      {isYesOrNo ? (
        <Switch
          label={t(value === true ? "drawing.yes" : "drawing.no")}
          checked={value === true}
          onChange={(event) => onChange({ ...condition, value: event.currentTarget.checked })}
        />
      ) : (
        <div className={styles["line"]}>
          <Select
            w={120}
            aria-label={t("drawing.compare")}
            allowDeselect={false}
            data={COMPARISONS.filter((each) => !NAMED.includes(fact) || each.startsWith("is")).map(
              (each) => ({
                value: each,
                label: t(`drawing.compare_${each}`),
              }),
            )}
            value={compare}
            onChange={(chosen) => {
              if (chosen !== null) onChange({ ...condition, compare: chosen });
            }}
          />
          {fact === "segment" ? (
            <Select
              className={styles["grow"] ?? ""}
              aria-label={t("drawing.fact_segment")}
              allowDeselect={false}
              searchable
              nothingFoundMessage={t("drawing.none")}
              data={segments.map(({ caller_segment_id: id, name }) => ({ value: id, label: name }))}
              value={String(value)}
              onChange={(chosen) => {
                if (chosen !== null) onChange({ ...condition, value: chosen });
              }}
            />
          ) : (
            <TextInput
              className={styles["grow"] ?? ""}
              aria-label={t("drawing.value")}
              value={String(value)}
              onChange={(event) => onChange({ ...condition, value: valueOf(event.currentTarget.value) })}
            />
          )}
        </div>
      )}
    </div>
  );
}
