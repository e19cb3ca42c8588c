import { ActionIcon, Button, Input, NumberInput, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Link } from "react-router";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { SkillNeed } from "@/protocol/configuration";
import styles from "../admin.module.css";

interface Props {
  label: string;
  hint?: string;
  value: readonly SkillNeed[];
  onChange: (value: SkillNeed[]) => void;
  error?: string | undefined;
}

/** Skills, each with a level from 1 to 10. A skill stands once. */
export function SkillLevels({ label, hint, value, onChange, error }: Props) {
  const { t } = useText();
  const skills = useRecords("skills").data ?? [];
  const free = skills.filter((skill) => !value.some(({ skill_id }) => skill_id === skill.skill_id));
  const put = (index: number, change: Partial<SkillNeed>) =>
    onChange(value.map((need, at) => (at === index ? { ...need, ...change } : need)));
  return (
    <Input.Wrapper label={label} description={hint} error={error} labelElement="div">
      <div role="group" aria-label={label} className={styles["levels"]}>
        {value.map((need, index) => (
          <div key={need.skill_id} className={styles["level"]}>
            <Select
              aria-label={t("admin.skill")}
              data={skills
                .filter(
                  ({ skill_id }) =>
                    skill_id === need.skill_id || free.some((one) => one.skill_id === skill_id),
                )
                .map(({ skill_id, name }) => ({ value: skill_id, label: name }))}
              value={need.skill_id}
              searchable
              onChange={(skill_id) => {
                if (skill_id !== null) put(index, { skill_id });
              }}
            />
            <NumberInput
              aria-label={t("admin.level")}
              min={1}
              max={10}
              clampBehavior="strict"
              allowDecimal={false}
              value={need.level}
              onChange={(level) => {
                if (typeof level === "number" && level >= 1) put(index, { level });
              }}
            />
            <ActionIcon
              aria-label={t("admin.removeSkill")}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
        ))}
        <div>
          {skills.length === 0 ? (
            <Link className="link sm" to="/admin/skills/new">
              {t("admin.noSkillsYet")}
            </Link>
          ) : (
            <Button
              size="sm"
              leftSection={<IconPlus size={14} />}
              disabled={free.length === 0}
              onClick={() => {
                const next = free[0];
                if (next !== undefined) onChange([...value, { skill_id: next.skill_id, level: 5 }]);
              }}
            >
              {t("admin.addSkill")}
            </Button>
          )}
        </div>
      </div>
    </Input.Wrapper>
  );
}
