import { useMemo } from "react";
import { Link } from "react-router";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Queue } from "@/protocol/configuration";
import { Chip, StateMark, type Column } from "@/ui";
import { choicesOf } from "../kit/choices";
import { ChoiceField, ManyField, NumberField, SwitchField, TextField } from "../kit/fields";
import type { Faults } from "../kit/form";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { SkillLevels } from "../kit/SkillLevels";
import { CareFields } from "../queues/CareFields";
import {
  callbackDraft,
  careDraft,
  careOf,
  preferenceDraft,
  preferenceOf,
  type QueueDraft,
} from "../queues/draft";
import { faultsOfRings } from "../queues/pool";
import { PreferenceFields } from "../queues/PreferenceFields";
import { Rings } from "../queues/Rings";
import styles from "../admin.module.css";

/** Where callers wait: what an agent must know to serve it, and its times. */
export function Queues() {
  const { t, format } = useText();
  const projects = useById("projects");
  const skills = useById("skills");
  const hours = useById("hours");
  const teams = useById("teams");
  const sites = useById("sites");
  const spec = useMemo(
    (): FormSpec<"queues", QueueDraft> => ({
      kind: "queues",
      choosesFrom: ["projects", "skills", "hours", "teams", "sites", "groups", "users"],
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
        announce_wait: true,
        record: true,
        teams: [],
        sites: [],
        rings: [],
        ...preferenceDraft(null),
        by_language: false,
        speaks_level: 5,
        in_site_hours: false,
        agent_choice: "longest_idle",
        idle_cap_min: 15,
        weight: 1,
        ...callbackDraft(null),
        ...careDraft(null),
        extension: "",
        follows_up: false,
        follow_up_after_s: 30,
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
        announce_wait: queue.announce_wait,
        record: queue.record,
        teams: queue.teams,
        sites: queue.sites,
        rings: queue.rings,
        ...preferenceDraft(queue),
        by_language: queue.language_level !== null,
        speaks_level: queue.language_level ?? 5,
        in_site_hours: queue.in_site_hours,
        agent_choice: queue.agent_choice,
        idle_cap_min: Math.max(1, Math.round(queue.idle_cap_s / 60)),
        weight: queue.weight,
        ...callbackDraft(queue.callback),
        ...careDraft(queue.care),
        extension: queue.extension,
        follows_up: queue.follow_up_after_s !== null,
        follow_up_after_s: queue.follow_up_after_s ?? 30,
      }),
      bodyOf: ({
        target_percent,
        calls_back,
        callback_mode,
        callback_attempts,
        callback_pause_min,
        callback_keeps_h,
        callback_ring_s,
        callback_hours_id,
        guards_hold,
        hold_limit_s,
        park_s,
        cut_off,
        offers_messages,
        message_target_min,
        messages_to,
        follows_up,
        follow_up_after_s,
        by_language,
        speaks_level,
        idle_cap_min,
        prefers,
        prefers_for_s,
        keys_wait,
        prefers_for_key_s,
        ...rest
      }) => ({
        ...rest,
        ...preferenceOf({ prefers, prefers_for_s, keys_wait, prefers_for_key_s }),
        language_level: by_language ? speaks_level : null,
        idle_cap_s: idle_cap_min * 60,
        service_level_target: target_percent / 100,
        callback: calls_back
          ? {
              mode: callback_mode,
              attempts: callback_attempts,
              pause_s: callback_pause_min * 60,
              ring_s: callback_ring_s,
              hours_id: callback_hours_id,
              keeps_s: callback_keeps_h * 3600,
            }
          : null,
        follow_up_after_s: follows_up ? follow_up_after_s : null,
        care: careOf({
          guards_hold,
          hold_limit_s,
          park_s,
          cut_off,
          offers_messages,
          message_target_min,
          messages_to,
        }),
      }),
      nameOf: ({ name }) => name,
      required: ["name", "project_id"],
      faultsOf: ({ rings }): Faults => (faultsOfRings(rings).size > 0 ? { rings: t("rings.faulty") } : {}),
      wide: true,
      fields: (form, record) => (
        <>
          {record !== null && (
            <p>
              <Link className="link" to={`/who?queue=${record.queue_id}`}>
                {t("probe.title")}
              </Link>
            </p>
          )}
          <TextField form={form} name="name" label={t("label.name")} />
          <TextField
            form={form}
            name="extension"
            label={t("label.extension")}
            hint={t("admin.extensionHint")}
            mono
          />
          <ChoiceField
            form={form}
            name="project_id"
            madeAt="projects"
            label={t("label.project_id")}
            choices={choicesOf(projects)}
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
          <SwitchField form={form} name="announce_wait" label={t("label.announce_wait")} />
          <SwitchField
            form={form}
            name="calls_back"
            label={t("admin.callsBack")}
            hint={t("admin.callsBackHint")}
          />
          {form.fault("callback") !== undefined && <p role="alert">{form.fault("callback")}</p>}
          {form.draft.calls_back && (
            <>
              <div className={styles["pair"]}>
                <ChoiceField
                  form={form}
                  name="callback_mode"
                  label={t("admin.callbackMode")}
                  choices={[
                    { value: "agent_first", label: t("admin.callbackAgentFirst") },
                    { value: "customer_first", label: t("admin.callbackCustomerFirst") },
                  ]}
                />
                <ChoiceField
                  form={form}
                  name="callback_hours_id"
                  label={t("admin.callbackHours")}
                  none={t("admin.callbackAnyTime")}
                  choices={choicesOf(hours)}
                />
              </div>
              <div className={styles["pair"]}>
                <NumberField
                  form={form}
                  name="callback_attempts"
                  label={t("admin.callbackAttempts")}
                  min={1}
                  max={10}
                />
                <NumberField
                  form={form}
                  name="callback_pause_min"
                  label={t("admin.callbackPause")}
                  min={1}
                  max={1440}
                  unit={t("admin.minute")}
                />
              </div>
              <div className={styles["pair"]}>
                <NumberField
                  form={form}
                  name="callback_ring_s"
                  label={t("admin.callbackRing")}
                  min={10}
                  max={120}
                  unit={t("admin.second")}
                />
                <NumberField
                  form={form}
                  name="callback_keeps_h"
                  label={t("admin.callbackKeeps")}
                  min={1}
                  max={168}
                  unit={t("admin.hour")}
                />
              </div>
            </>
          )}
          <SwitchField
            form={form}
            name="follows_up"
            label={t("admin.followsUp")}
            hint={t("admin.followsUpHint")}
          />
          {form.draft.follows_up && (
            <NumberField
              form={form}
              name="follow_up_after_s"
              label={t("label.follow_up_after_s")}
              min={0}
              max={7200}
              unit={t("admin.second")}
            />
          )}
          <CareFields form={form} />
          <SwitchField form={form} name="record" label={t("label.record")} hint={t("admin.recordHint")} />
          {(teams.size > 0 || sites.size > 0) && (
            <div className={styles["pair"]}>
              {teams.size > 0 && (
                <ManyField
                  form={form}
                  name="teams"
                  label={t("rings.ownTeams")}
                  none={t("rings.any")}
                  choices={choicesOf(teams)}
                />
              )}
              {sites.size > 0 && (
                <ManyField
                  form={form}
                  name="sites"
                  label={t("rings.ownSites")}
                  none={t("rings.any")}
                  choices={choicesOf(sites)}
                />
              )}
            </div>
          )}
          <SwitchField
            form={form}
            name="by_language"
            label={t("admin.byLanguage")}
            hint={t("admin.byLanguageHint")}
          />
          {form.draft.by_language && (
            <NumberField form={form} name="speaks_level" label={t("label.language_level")} min={1} max={10} />
          )}
          {sites.size > 0 && (
            <SwitchField
              form={form}
              name="in_site_hours"
              label={t("label.in_site_hours")}
              hint={t("admin.inSiteHoursHint")}
            />
          )}
          <PreferenceFields form={form} />
          <ChoiceField
            form={form}
            name="agent_choice"
            label={t("label.agent_choice")}
            hint={t(
              `admin.agentChoiceHint_${form.draft.agent_choice === "fastest" ? "fastest" : "longest_idle"}`,
            )}
            choices={(["longest_idle", "fastest"] as const).map((value) => ({
              value,
              label: t(`admin.agentChoice_${value}`),
            }))}
          />
          {form.draft.agent_choice === "fastest" && (
            <NumberField
              form={form}
              name="idle_cap_min"
              label={t("label.idle_cap_s")}
              min={1}
              max={480}
              unit={t("admin.minute")}
            />
          )}
          <NumberField
            form={form}
            name="weight"
            label={t("label.weight")}
            hint={t("admin.weightHint")}
            min={1}
            max={100}
          />
          <Rings
            queue={{
              ...form.draft,
              project_id: form.draft.project_id ?? "",
              language_level: form.draft.by_language ? form.draft.speaks_level : null,
            }}
            onChange={(rings) => form.set("rings", rings)}
            error={form.fault("rings")}
          />
        </>
      ),
    }),
    [t, projects, hours, teams, sites],
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
      id: "rings",
      title: t("label.rings"),
      number: true,
      optional: true,
      cell: ({ rings }) => (rings.length === 0 ? "" : format.number(rings.length)),
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
      optional: true,
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
