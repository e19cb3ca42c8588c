import { useMemo } from "react";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Queue, SkillNeed } from "@/protocol/configuration";
import { Chip, StateMark, type Column } from "@/ui";
import { ChoiceField, NumberField, SwitchField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { SkillLevels } from "../kit/SkillLevels";
import styles from "../admin.module.css";

interface Draft {
  name: string;
  project_id: string | null;
  needs: SkillNeed[];
  target_s: number;
  /** Whole percent; the wire has a share. */
  target_percent: number;
  short_abandon_s: number;
  offer_timeout_s: number;
  wrap_up_s: number;
  announce_place_every_s: number;
  record: boolean;
}

/** Where callers wait: what an agent must know to serve it, and its times. */
export function Queues() {
  const { t, format } = useText();
  const projects = useById("projects");
  const skills = useById("skills");
  const spec = useMemo(
    (): FormSpec<"queues", Draft> => ({
      kind: "queues",
      choosesFrom: ["projects", "skills"],
      blank: () => ({
        name: "",
        project_id: [...projects.keys()][0] ?? null,
        needs: [],
        target_s: 20,
        target_percent: 80,
        short_abandon_s: 5,
        offer_timeout_s: 20,
        wrap_up_s: 60,
        announce_place_every_s: 30,
        record: true,
      }),
      draftOf: (queue) => ({
        name: queue.name,
        project_id: queue.project_id,
        needs: queue.needs,
        target_s: queue.target_s,
        target_percent: Math.round(queue.service_level_target * 100),
        short_abandon_s: queue.short_abandon_s,
        offer_timeout_s: queue.offer_timeout_s,
        wrap_up_s: queue.wrap_up_s,
        announce_place_every_s: queue.announce_place_every_s,
        record: queue.record,
      }),
      bodyOf: ({ target_percent, ...rest }) => ({ ...rest, service_level_target: target_percent / 100 }),
      nameOf: ({ name }) => name,
      required: ["name", "project_id"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} />
          <ChoiceField
            form={form}
            name="project_id"
            madeAt="projects"
            label={t("label.project_id")}
            choices={[...projects.values()].map(({ project_id, name }) => ({
              value: project_id,
              label: name,
            }))}
          />
          <SkillLevels
            label={t("label.needs")}
            hint={t("admin.needsHint")}
            value={form.draft.needs}
            onChange={(needs) => form.set("needs", needs)}
            error={form.fault("needs")}
          />
          <div className={styles["pair"]}>
            <NumberField
              form={form}
              name="target_percent"
              label={t("label.service_level_target")}
              min={0}
              max={100}
              unit="%"
            />
            <NumberField
              form={form}
              name="target_s"
              label={t("label.target_s")}
              min={1}
              max={3600}
              unit={t("admin.second")}
            />
          </div>
          <div className={styles["pair"]}>
            <NumberField
              form={form}
              name="offer_timeout_s"
              label={t("label.offer_timeout_s")}
              min={5}
              max={120}
              unit={t("admin.second")}
            />
            <NumberField
              form={form}
              name="wrap_up_s"
              label={t("label.wrap_up_s")}
              min={0}
              max={3600}
              unit={t("admin.second")}
            />
          </div>
          <div className={styles["pair"]}>
            <NumberField
              form={form}
              name="short_abandon_s"
              label={t("label.short_abandon_s")}
              min={0}
              max={600}
              unit={t("admin.second")}
            />
            <NumberField
              form={form}
              name="announce_place_every_s"
              label={t("label.announce_place_every_s")}
              min={0}
              max={600}
              unit={t("admin.second")}
            />
          </div>
          <p className="t2 sm">{t("admin.queueTimesHint")}</p>
          <SwitchField form={form} name="record" label={t("label.record")} hint={t("admin.recordHint")} />
        </>
      ),
    }),
    [t, projects],
  );
  const columns: Column<Queue>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "project", title: t("label.project_id"), cell: ({ project_id }) => projects.get(project_id)?.name },
    {
      id: "needs",
      title: t("label.needs"),
      cell: ({ needs }) => (
        <span className={styles["chips"]}>
          {needs.map(({ skill_id, level }) => (
            <Chip key={skill_id}>
              {skills.get(skill_id)?.name ?? "…"} {level}
            </Chip>
          ))}
        </span>
      ),
    },
    {
      id: "target",
      title: t("admin.target"),
      cell: ({ service_level_target, target_s }) =>
        t("admin.targetIn", { share: format.percent(service_level_target), seconds: target_s }),
    },
    {
      id: "wrap",
      title: t("label.wrap_up_s"),
      number: true,
      optional: true,
      cell: ({ wrap_up_s }) => format.span(wrap_up_s * 1000),
    },
    {
      id: "record",
      title: t("admin.recorded"),
      cell: ({ record }) => (record ? <StateMark state="within" /> : null),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.queues")}
      newTitle={t("admin.newQueue")}
      empty={t("admin.noQueues")}
      columns={columns}
      textOf={({ project_id }) => projects.get(project_id)?.name ?? ""}
    />
  );
}
