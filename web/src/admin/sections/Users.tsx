import { useMemo } from "react";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { SkillNeed, User } from "@/protocol/configuration";
import { Avatar, Chip, type Column } from "@/ui";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import type { UserDraft } from "../users/draft";
import { UserFields } from "../users/UserFields";
import styles from "../admin.module.css";

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
    (): FormSpec<"users", UserDraft> => ({
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
        extension: "",
        team_id: null,
        site_id: null,
        project_ids: [],
        languages: {},
        limits: null,
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
        extension: user.extension,
        team_id: user.team_id,
        site_id: user.site_id,
        project_ids: user.project_ids,
        languages: user.languages,
        limits: user.limits,
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
