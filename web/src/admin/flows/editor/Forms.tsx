import { Button, NumberInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { FlowCondition, FlowDocument, FlowNode } from "@/protocol/configuration";
import { Key } from "@/ui";
import { outlets, withWay } from "./edit";
import { HearingFields } from "./HearingFields";
import type { FieldSpec } from "./kind";
import { kindOf } from "./kinds";
import { AgentChoice, ChannelChoice, MeanwhileChoice, WindowsField } from "./ActFields";
import { AddButton, TakeAway } from "./lines";
import { PromptsField } from "./PromptsField";
import { MethodChoice, PairsField, ParametersField, ServiceChoice, TemplateField } from "./QuestionFields";
import { useWayWord } from "./words";
import styles from "./drawing.module.css";

interface Props {
  document: FlowDocument;
  id: string;
  node: FlowNode;
  onChange: (node: FlowNode) => void;
  onRename: (to: string) => boolean;
}

/** The form of a step, made of its kind's description: fields, where its ways lead, a note, its name. */
export function StepForm({ document, id, node, onChange, onRename }: Props) {
  const { t } = useText();
  return (
    <div className={styles["fields"]}>
      {kindOf(node).fields.map((field) => (
        <Field
          key={`${field.kind} ${"name" in field ? field.name : ""}`}
          field={field}
          node={node}
          onChange={onChange}
        />
      ))}
      <Ways document={document} node={node} onChange={onChange} />
      <Textarea
        label={t("drawing.note")}
        autosize
        minRows={1}
        maxLength={500}
        value={node.note ?? ""}
        onChange={(event) => onChange({ ...node, note: event.currentTarget.value })}
      />
      <NameField id={id} onRename={onRename} />
    </div>
  );
}

function NameField({ id, onRename }: { id: string; onRename: (to: string) => boolean }) {
  const { t } = useText();
  const [typed, setTyped] = useState(id);
  const [refused, setRefused] = useState(false);
  return (
    <TextInput
      label={t("drawing.stepName")}
      description={t("drawing.stepNameHint")}
      spellCheck={false}
      value={typed}
      error={refused && t("drawing.stepNameWrong")}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setRefused(false);
      }}
      onBlur={() => {
        if (typed === id) return;
        if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(typed) || !onRename(typed)) setRefused(true);
      }}
    />
  );
}

interface FieldProps {
  field: FieldSpec;
  node: FlowNode;
  onChange: (node: FlowNode) => void;
}

function Field({ field, node, onChange }: FieldProps) {
  const { t } = useText();
  switch (field.kind) {
    case "prompts": {
      const usual = field.name === "prompts" ? t("drawing.field_prompts") : t(`drawing.field_${field.name}`);
      return (
        <PromptsField
          label={usual}
          says={node[field.name]}
          onChange={(says) => onChange({ ...node, [field.name]: says })}
        />
      );
    }
    case "number":
      return (
        <NumberInput
          label={t(`drawing.field_${field.label ?? field.name}`)}
          min={field.min}
          max={field.max}
          suffix={field.unit === "s" ? ` ${t("drawing.seconds")}` : ""}
          placeholder={field.usual === null ? t("drawing.none") : ""}
          value={node[field.name] ?? field.usual ?? ""}
          onChange={(value) =>
            onChange({ ...node, [field.name]: value === "" ? field.usual : Number(value) })
          }
        />
      );
    case "yes":
      return (
        <Switch
          label={t("drawing.field_interruptible")}
          checked={node.interruptible === true}
          onChange={(event) => onChange({ ...node, interruptible: event.currentTarget.checked })}
        />
      );
    case "queue":
    case "hours":
    case "flow":
      return <RecordChoice kind={field.kind} node={node} onChange={onChange} />;
    case "language":
      return (
        <LanguageSelect
          label={t("drawing.field_language")}
          clearable
          value={node.language ?? null}
          onChange={(language) => onChange({ ...node, language })}
        />
      );
    case "keys":
      return <KeysField node={node} onChange={onChange} />;
    case "hearing":
      return <HearingFields node={node} onChange={onChange} />;
    case "skills":
      return <SkillsField node={node} onChange={onChange} />;
    case "variables":
      return <VariablesField node={node} onChange={onChange} />;
    case "callback":
      return <CallbackField node={node} onChange={onChange} />;
    case "branch":
      return <BranchField node={node} onChange={onChange} />;
    case "shares":
      return <SharesField node={node} onChange={onChange} />;
    case "text":
      return <TemplateField name={field.name} long={field.long === true} node={node} onChange={onChange} />;
    case "service":
      return <ServiceChoice of={field.of} node={node} onChange={onChange} />;
    case "agent":
      return <AgentChoice node={node} onChange={onChange} />;
    case "channel":
      return <ChannelChoice node={node} onChange={onChange} />;
    case "meanwhile":
      return <MeanwhileChoice node={node} onChange={onChange} />;
    case "windows":
      return <WindowsField node={node} onChange={onChange} />;
    case "method":
      return <MethodChoice node={node} onChange={onChange} />;
    case "parameters":
      return <ParametersField node={node} onChange={onChange} />;
    case "pairs":
      return <PairsField name={field.name} node={node} onChange={onChange} />;
  }
}

type NodeProps = Pick<FieldProps, "node" | "onChange">;

const RECORDS = {
  queue: { list: "queues", field: "queue", id: "queue_id" },
  hours: { list: "hours", field: "calendar", id: "hours_id" },
  flow: { list: "flows", field: "flow", id: "flow_id" },
} as const;

function RecordChoice({ kind, node, onChange }: NodeProps & { kind: keyof typeof RECORDS }) {
  const { t } = useText();
  const { list, field, id } = RECORDS[kind];
  const records = (useRecords(list).data ?? []) as unknown as readonly Record<string, string>[];
  const value = node[field] ?? "";
  const known = records.map((record) => ({ value: record[id] ?? "", label: record["name"] ?? "" }));
  const named = known.find(({ value: each, label }) => each === value || label === value);
  return (
    <Select
      searchable
      label={t(`drawing.field_${kind}`)}
      placeholder={t("drawing.choose")}
      data={known}
      value={named?.value ?? null}
      onChange={(chosen) => onChange({ ...node, [field]: chosen ?? "" })}
    />
  );
}

interface LanguageProps {
  label: string;
  value: string | null;
  clearable?: boolean;
  onChange: (language: string | null) => void;
}

export function LanguageSelect({ label, value, clearable = false, onChange }: LanguageProps) {
  const { language, t } = useText();
  const names = new Intl.DisplayNames([language], { type: "language" });
  return (
    <Select
      label={label}
      placeholder={t("drawing.asSpoken")}
      clearable={clearable}
      allowDeselect={clearable}
      data={["en", "ru", "pl"].map((code) => ({ value: code, label: names.of(code) ?? code }))}
      value={value}
      onChange={onChange}
    />
  );
}

const DIAL = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

function KeysField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const keys = node.keys ?? {};
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_keys")}</legend>
      <div className={styles["keys"]}>
        {DIAL.map((key) => (
          <Button
            key={key}
            size="sm"
            variant={key in keys ? "filled" : "default"}
            aria-pressed={key in keys}
            disabled={node.repeat_key === key}
            onClick={() => {
              const rest = Object.entries(keys).filter(([each]) => each !== key);
              onChange({ ...node, keys: Object.fromEntries(key in keys ? rest : [...rest, [key, ""]]) });
            }}
          >
            {key}
          </Button>
        ))}
      </div>
      <Select
        label={t("drawing.field_repeat_key")}
        placeholder={t("drawing.none")}
        clearable
        data={DIAL.filter((key) => !(key in keys))}
        value={node.repeat_key ?? null}
        onChange={(repeat) => onChange({ ...node, repeat_key: repeat })}
      />
    </fieldset>
  );
}

function SkillsField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const skills = useRecords("skills").data ?? [];
  const needs = node.skills ?? [];
  const put = (next: typeof needs): void => onChange({ ...node, skills: next });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_skills")}</legend>
      {needs.map((need, index) => (
        <div key={index} className={styles["line"]}>
          <Select
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.field_skills")}
            searchable
            data={skills.map(({ skill_id, name }) => ({ value: skill_id, label: name }))}
            value={need.skill}
            onChange={(skill) =>
              put(needs.map((each, at) => (at === index ? { ...each, skill: skill ?? "" } : each)))
            }
          />
          <NumberInput
            w={66}
            aria-label={t("drawing.level")}
            min={1}
            max={10}
            value={need.level ?? 1}
            onChange={(level) =>
              put(needs.map((each, at) => (at === index ? { ...each, level: Number(level) || 1 } : each)))
            }
          />
          <TakeAway onClick={() => put(needs.filter((_, at) => at !== index))} />
        </div>
      ))}
      <AddButton onClick={() => put([...needs, { skill: skills[0]?.skill_id ?? "", level: 1 }])}>
        {t("drawing.addSkill")}
      </AddButton>
    </fieldset>
  );
}

/** What was typed as the document keeps it: a number, yes or no, else text. */
export function valueOf(typed: string): string | number | boolean {
  if (/^-?\d{1,15}$/.test(typed)) return Number(typed);
  if (typed === "true" || typed === "false") return typed === "true";
  return typed;
}

function VariablesField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const pairs = Object.entries(node.variables ?? {});
  const put = (next: typeof pairs): void => onChange({ ...node, variables: Object.fromEntries(next) });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_variables")}</legend>
      {pairs.map(([name, value], index) => (
        <div key={index} className={styles["line"]}>
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.variable")}
            value={name}
            onChange={(event) =>
              put(pairs.map((pair, at) => (at === index ? [event.currentTarget.value, pair[1]] : pair)))
            }
          />
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.value")}
            value={String(value)}
            onChange={(event) =>
              put(
                pairs.map((pair, at) =>
                  at === index ? [pair[0], valueOf(event.currentTarget.value)] : pair,
                ),
              )
            }
          />
          <TakeAway onClick={() => put(pairs.filter((_, at) => at !== index))} />
        </div>
      ))}
      <AddButton onClick={() => put([...pairs, [`v${pairs.length + 1}`, ""]])}>
        {t("drawing.addVariable")}
      </AddButton>
    </fieldset>
  );
}

function CallbackField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const offer = node.callback ?? null;
  const put = (name: "after_seconds" | "wait_over_seconds", value: string | number): void =>
    onChange({ ...node, callback: { ...offer, [name]: value === "" ? null : Number(value) } });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <Switch
        label={t("drawing.field_callback")}
        checked={offer !== null}
        onChange={(event) =>
          onChange({ ...node, callback: event.currentTarget.checked ? { after_seconds: 60 } : null })
        }
      />
      {offer !== null &&
        (["after_seconds", "wait_over_seconds"] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`drawing.field_${name}`)}
            min={0}
            max={7200}
            suffix={` ${t("drawing.seconds")}`}
            value={offer[name] ?? ""}
            onChange={(value) => put(name, value)}
          />
        ))}
      {offer !== null && (
        <Switch
          label={t("drawing.field_by_speech")}
          checked={offer.by_speech === true}
          onChange={(event) =>
            onChange({ ...node, callback: { ...offer, by_speech: event.currentTarget.checked } })
          }
        />
      )}
    </fieldset>
  );
}

function SharesField({ node, onChange }: NodeProps) {
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

const FACTS = ["known", "key", "language", "waiting", "wait", "ready", "variable"] as const;
const COMPARISONS = ["is", "is_not", "below", "at_least"] as const;
const OF_QUEUES: readonly string[] = ["waiting", "wait", "ready"];

function BranchField({ node, onChange }: NodeProps) {
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
function conditionOf(fact: FlowCondition["fact"], queue: string): FlowCondition {
  if (fact === "known" || fact === "key") return { fact, value: true };
  if (fact === "language") return { fact, value: "en" };
  if (fact === "variable") return { fact, of: "", value: "" };
  return { fact, of: queue, compare: "at_least", value: fact === "wait" ? 120 : 1 };
}

function ConditionField({ condition, onChange, onRemove }: ConditionProps) {
  const { t } = useText();
  const queues = useRecords("queues").data ?? [];
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
            if (chosen !== null) onChange(conditionOf(chosen, queues[0]?.queue_id ?? ""));
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
            data={COMPARISONS.filter((each) => fact !== "language" || each.startsWith("is")).map((each) => ({
              value: each,
              label: t(`drawing.compare_${each}`),
            }))}
            value={compare}
            onChange={(chosen) => {
              if (chosen !== null) onChange({ ...condition, compare: chosen });
            }}
          />
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.value")}
            value={String(value)}
            onChange={(event) => onChange({ ...condition, value: valueOf(event.currentTarget.value) })}
          />
        </div>
      )}
    </div>
  );
}

interface WaysProps extends NodeProps {
  document: FlowDocument;
}

/** Where each way leads: the keyboard's way of connecting. */
function Ways({ document, node, onChange }: WaysProps) {
  const { t } = useText();
  const word = useWayWord();
  const ways = outlets(node);
  if (ways.length === 0) return null;
  const steps = Object.keys(document.nodes);
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.leadsTo")}</legend>
      {ways.map(({ label, target }) => (
        <div key={label} className={styles["line"]}>
          <span style={{ flex: "0 0 112px" }} className="el" title={word(node, label)}>
            {label.startsWith("keys.") ? <Key>{word(node, label)}</Key> : word(node, label)}
          </span>
          <Select
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.wayLeadsTo", { way: word(node, label) })}
            searchable
            clearable
            placeholder={t("drawing.nowhere")}
            data={steps}
            value={steps.includes(target) ? target : null}
            onChange={(chosen) => onChange(withWay(node, label, chosen ?? ""))}
          />
        </div>
      ))}
    </fieldset>
  );
}
