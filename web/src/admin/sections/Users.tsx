import { Button, Checkbox, CopyButton, Input } from "@mantine/core";
import { IconCopy, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { recordsKey, useById } from "@/app/records";
import { useMe } from "@/app/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { DeskPhone, Role, SkillNeed, User } from "@/protocol/configuration";
import { Avatar, Chip, State, useToast, type Column } from "@/ui";
import { ChoiceField, ManyField, SecretField, SwitchField, TextField } from "../kit/fields";
import type { Form } from "../kit/form";
import { madePassword } from "../kit/password";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { SkillLevels } from "../kit/SkillLevels";
import styles from "../admin.module.css";

interface Draft {
  sign_in: string;
  name: string;
  roles: Role[];
  language: string | null;
  password: string;
  skills: SkillNeed[];
  auto_answer: boolean;
  phone_kind: User["phone_kind"];
  team_id: string | null;
  site_id: string | null;
  project_ids: string[];
}

const ROLES: readonly Role[] = ["agent", "supervisor", "administrator"];

function byLevel(skills: Record<string, number>): SkillNeed[] {
  return Object.entries(skills)
    .map(([skill_id, level]) => ({ skill_id, level }))
    .sort((a, b) => b.level - a.level || a.skill_id.localeCompare(b.skill_id));
}

/** The people of the workspace: how they sign in, what they may do, what agents know. */
export function Users() {
  const { t } = useText();
  const skills = useById("skills");
  const spec = useMemo(
    (): FormSpec<"users", Draft> => ({
      kind: "users",
      remarkOf: ({ phone_waits }) => (phone_waits ? t("admin.phoneWaits") : null),
      choosesFrom: ["skills", "teams", "sites", "projects"],
      blank: () => ({
        sign_in: "",
        name: "",
        roles: ["agent"],
        language: null,
        password: "",
        skills: [],
        auto_answer: false,
        phone_kind: "browser",
        team_id: null,
        site_id: null,
        project_ids: [],
      }),
      draftOf: (user) => ({
        sign_in: user.sign_in,
        name: user.name,
        roles: user.roles,
        language: user.language,
        password: "",
        skills: byLevel(user.skills),
        auto_answer: user.auto_answer,
        phone_kind: user.phone_kind,
        team_id: user.team_id,
        site_id: user.site_id,
        project_ids: user.project_ids,
      }),
      bodyOf: ({ skills: levels, password, ...rest }) => ({
        ...rest,
        skills: Object.fromEntries(levels.map(({ skill_id, level }) => [skill_id, level])),
        ...(password === "" ? {} : { password }),
      }),
      nameOf: ({ name }) => name,
      required: ["sign_in", "name", "roles"],
      // A person who leaves is disabled: conversations keep their name, and it can be taken back.
      noRemove: true,
      fields: (form, record, replaced) => <UserFields form={form} record={record} onReplaced={replaced} />,
    }),
    [t],
  );
  const columns: Column<User>[] = [
    {
      id: "name",
      title: t("admin.personName"),
      cell: ({ name, disabled }) => (
        <span className="row">
          <Avatar name={name} size={24} />
          <b className={disabled ? "t3" : ""}>{name}</b>
          {disabled && <Chip>{t("admin.disabled")}</Chip>}
        </span>
      ),
    },
    { id: "sign_in", title: t("label.sign_in"), cell: ({ sign_in }) => sign_in },
    {
      id: "roles",
      title: t("label.roles"),
      cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(", "),
    },
    {
      id: "skills",
      title: t("label.skills"),
      cell: (user) => (
        <span className={styles["chips"]}>
          {byLevel(user.skills).map(({ skill_id, level }) => (
            <Chip key={skill_id}>
              {skills.get(skill_id)?.name ?? "…"} {level}
            </Chip>
          ))}
        </span>
      ),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.users")}
      newTitle={t("admin.newUser")}
      empty={t("admin.noUsers")}
      columns={columns}
      textOf={(user) =>
        [
          user.sign_in,
          ...user.roles.map((role) => t(`role.${role}`)),
          ...Object.keys(user.skills).map((id) => skills.get(id)?.name),
        ].join(" ")
      }
    />
  );
}

interface FieldsProps {
  form: Form<Draft>;
  record: User | null;
  onReplaced: (user: User) => void;
}

function UserFields({ form, record, onReplaced }: FieldsProps) {
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
          <Belonging form={form} />
          <ChoiceField
            form={form}
            name="phone_kind"
            label={t("label.phone_kind")}
            choices={[
              { value: "browser", label: t("admin.phoneBrowser") },
              { value: "desk", label: t("admin.phoneDesk") },
            ]}
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
function Belonging({ form }: { form: Form<Draft> }) {
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
          choices={[...teams.values()].map(({ team_id, name }) => ({ value: team_id, label: name }))}
        />
      )}
      {sites.size > 0 && (
        <ChoiceField
          form={form}
          name="site_id"
          label={t("label.site_id")}
          none={t("rings.none")}
          choices={[...sites.values()].map(({ site_id, name }) => ({ value: site_id, label: name }))}
        />
      )}
      {projects.size > 1 && (
        <ManyField
          form={form}
          name="project_ids"
          label={t("admin.onlyProjects")}
          hint={t("admin.onlyProjectsHint")}
          none={t("admin.allProjects")}
          choices={[...projects.values()].map(({ project_id, name }) => ({ value: project_id, label: name }))}
        />
      )}
    </>
  );
}

function FirstPassword({ form }: { form: Form<Draft> }) {
  const { t } = useText();
  return (
    <div className={styles["withButton"]}>
      <SecretField form={form} name="password" label={t("label.password")} hint={t("admin.passwordHint")} />
      <Button
        size="sm"
        leftSection={<IconRefresh size={14} />}
        onClick={() => form.set("password", madePassword())}
      >
        {t("admin.makePassword")}
      </Button>
      {form.draft.password !== "" && <Copy text={form.draft.password} />}
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useText();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="sm" leftSection={<IconCopy size={14} />} onClick={copy}>
          {copied ? t("admin.copied") : t("admin.copy")}
        </Button>
      )}
    </CopyButton>
  );
}

/** What to type into a desk phone; the password is shown once. */
function DeskPhonePassword({ user }: { user: User }) {
  const { t } = useText();
  const make = useMutation({
    mutationFn: () => request<DeskPhone>(`/users/${user.user_id}/desk-phone`, { method: "POST" }),
  });
  const made = make.data;
  return (
    <section className={styles["access"]}>
      <h3>{t("admin.phoneDesk")}</h3>
      <p className="t2">{t("admin.deskPhoneHint")}</p>
      <Button size="sm" loading={make.isPending} onClick={() => make.mutate()}>
        {t("admin.makeDeskPassword")}
      </Button>
      {made !== undefined && (
        <div className={styles["secret"]} role="status">
          <p>{t("admin.deskPhoneMade")}</p>
          {(
            [
              ["admin.sipServer", made.server],
              ["admin.sipUser", made.user],
              ["label.password", made.password],
            ] as const
          ).map(([label, value]) => (
            <div className={styles["typed"]} key={label}>
              <span className="sm t2">{t(label)}</span> <Copy text={value} /> <code>{value}</code>
            </div>
          ))}
        </div>
      )}
      {make.isError && <ProblemState problem={make.error} />}
    </section>
  );
}

/** A new password, and whether the person may sign in at all: each acts at once. */
function Access({ user, onReplaced }: { user: User; onReplaced: (user: User) => void }) {
  const { t } = useText();
  const me = useMe();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const toast = useToast();
  const [shown, setShown] = useState<string | null>(null);

  const change = useMutation({
    mutationFn: (body: { password?: string; disabled?: boolean }) =>
      request<User>(`/users/${user.user_id}`, { method: "PATCH", body, ifMatch: `"${user.version}"` }),
    onSuccess: async (saved, body) => {
      onReplaced(saved);
      setShown(body.password ?? null);
      await queries.invalidateQueries({ queryKey: recordsKey("users") });
    },
  });
  function setDisabled(disabled: boolean): void {
    change.mutate(
      { disabled },
      {
        onSuccess: (saved) =>
          toast({
            text: t(disabled ? "admin.nowDisabled" : "admin.nowEnabled", { name: user.name }),
            undo: () => {
              void request<User>(`/users/${user.user_id}`, {
                method: "PATCH",
                body: { disabled: !disabled },
                ifMatch: `"${saved.version}"`,
              })
                .then((again) => {
                  onReplaced(again);
                  return queries.invalidateQueries({ queryKey: recordsKey("users") });
                })
                .catch((problem: unknown) => toast({ kind: "fault", text: problemText(problem) }));
            },
          }),
      },
    );
  }

  return (
    <section className={styles["access"]}>
      <h3>{t("admin.access")}</h3>
      <div className="row" style={{ flexWrap: "wrap" }}>
        <Button
          size="sm"
          loading={change.isPending}
          onClick={() => change.mutate({ password: madePassword() })}
        >
          {t("admin.resetPassword")}
        </Button>
        {user.user_id !== me.user_id && (
          <Button size="sm" loading={change.isPending} onClick={() => setDisabled(!user.disabled)}>
            {user.disabled ? t("admin.enable") : t("admin.disable")}
          </Button>
        )}
      </div>
      {shown !== null && (
        <div className={styles["secret"]} role="status">
          <p>{t("admin.newPassword", { name: user.name })}</p>
          <div className="row">
            <code>{shown}</code> <Copy text={shown} />
          </div>
        </div>
      )}
      {change.isError && <ProblemState problem={change.error} />}
    </section>
  );
}
