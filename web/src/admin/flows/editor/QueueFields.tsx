import { NumberInput, Select, Switch } from "@mantine/core";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { NodeProps } from "./kind";
import { AddButton, TakeAway } from "./lines";
import styles from "./drawing.module.css";

/** What an agent must know beside what the queue asks for. */
export function SkillsField({ node, onChange }: NodeProps) {
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

/** Whether and when a callback is offered to who waits. */
export function CallbackField({ node, onChange }: NodeProps) {
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
