import { Checkbox, Input } from "@mantine/core";
import { useById } from "@/app/records";
import { useMe } from "@/app/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import type { Role, User } from "@/protocol/configuration";
import { State } from "@/ui";
import { choicesOf } from "../kit/choices";
import { ChoiceField, ManyField, SwitchField, TextField } from "../kit/fields";
import type { Form } from "../kit/form";
import { Languages } from "../kit/Languages";
import { Limits } from "../kit/Limits";
import { SkillLevels } from "../kit/SkillLevels";
import { Access, DeskPhonePassword, FirstPassword } from "./secrets";
import type { UserDraft } from "./draft";
import styles from "../admin.module.css";

const ROLES: readonly Role[] = ["agent", "supervisor", "administrator"];

interface FieldsProps {
  form: Form<UserDraft>;
  record: User | null;
  onReplaced: (user: User) => void;
}

/** What is known of one person. */
export function UserFields({ form, record, onReplaced }: FieldsProps) {
  const { t } = useText();
  const me = useMe();
  const { draft } = form;
  const agent = draft.roles.includes("agent");
  return (
    <>
      <TextField form={form} name="name" label={t("admin.personName")} />
      {record === null ? (
        <TextField
          form={form}
          name="sign_in"
          label={t("label.sign_in")}
          hint={t("admin.signInHint", {
            login: `${draft.sign_in === "" ? "anna" : draft.sign_in}@${me.workspace.slug}`,
          })}
          mono
        />
      ) : (
        <Input.Wrapper label={t("label.sign_in")} labelElement="div">
          <div>
            {record.sign_in}@{me.workspace.slug}
          </div>
        </Input.Wrapper>
      )}
      <Checkbox.Group
        label={t("label.roles")}
        value={draft.roles}
        onChange={(roles) =>
          form.set(
            "roles",
            ROLES.filter((role) => roles.includes(role)),
          )
        }
        error={form.fault("roles")}
      >
        <div className={styles["checks"]}>
          {ROLES.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`role.${role}_may`)} />
          ))}
        </div>
      </Checkbox.Group>
      {record === null && <FirstPassword form={form} />}
      <ChoiceField
        form={form}
        name="language"
        label={t("label.language")}
        none={t("admin.workspaceLanguage")}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      {agent && (
        <>
          <SkillLevels
            label={t("label.skills")}
            hint={t("admin.levelsHint")}
            value={draft.skills}
            onChange={(skills) => form.set("skills", skills)}
            error={form.fault("skills")}
          />
          <Languages
            value={draft.languages}
            onChange={(languages) => form.set("languages", languages)}
            error={form.fault("languages")}
          />
          <Belonging form={form} />
          <Limits
            value={draft.limits}
            onChange={(limits) => form.set("limits", limits)}
            above={t("limits.ofTeam")}
            error={form.fault("limits")}
          />
          <ChoiceField
            form={form}
            name="phone_kind"
            label={t("label.phone_kind")}
            choices={[
              { value: "browser", label: t("admin.phoneBrowser") },
              { value: "desk", label: t("admin.phoneDesk") },
            ]}
          />
          <TextField
            form={form}
            name="extension"
            label={t("label.extension")}
            hint={t("admin.extensionHint")}
            mono
          />
          {record?.phone_waits === true && <State state="near">{t("admin.phoneWaits")}</State>}
          {draft.phone_kind === "browser" && (
            <SwitchField
              form={form}
              name="auto_answer"
              label={t("label.auto_answer")}
              hint={t("admin.autoAnswerHint")}
            />
          )}
          {record?.phone_kind === "desk" && <DeskPhonePassword user={record} />}
        </>
      )}
      {record !== null && <Access user={record} onReplaced={onReplaced} />}
    </>
  );
}

/** Team, site and projects: what queues and their rings go by besides skills. */
function Belonging({ form }: { form: Form<UserDraft> }) {
  const { t } = useText();
  const teams = useById("teams");
  const sites = useById("sites");
  const projects = useById("projects");
  return (
    <>
      {teams.size > 0 && (
        <ChoiceField
          form={form}
          name="team_id"
          label={t("label.team_id")}
          none={t("rings.none")}
          choices={choicesOf(teams)}
        />
      )}
      {sites.size > 0 && (
        <ChoiceField
          form={form}
          name="site_id"
          label={t("label.site_id")}
          none={t("rings.none")}
          choices={choicesOf(sites)}
        />
      )}
      {projects.size > 1 && (
        <ManyField
          form={form}
          name="project_ids"
          label={t("admin.onlyProjects")}
          hint={t("admin.onlyProjectsHint")}
          none={t("admin.allProjects")}
          choices={choicesOf(projects)}
        />
      )}
    </>
  );
}
