import { useMemo } from "react";
import { useById, useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import type { Group, Site, Team, WorkLimits } from "@/protocol/configuration";
import { Chip, type Column } from "@/ui";
import { choicesOf } from "../kit/choices";
import { ChoiceField, ManyField, SwitchField, TextField } from "../kit/fields";
import { Limits } from "../kit/Limits";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import styles from "../admin.module.css";

interface TeamDraft {
  name: string;
  limits: WorkLimits | null;
  /** Whether colleagues may ask it beside a call. */
  answers: boolean;
  project_ids: string[];
  skill_ids: string[];
}

/** Who works together: a queue, a ring or a backup group can be of a team. */
export function Teams() {
  const { t } = useText();
  const users = useRecords("users").data;
  const projects = useById("projects");
  const skills = useById("skills");
  const spec = useMemo(
    (): FormSpec<"teams", TeamDraft> => ({
      kind: "teams",
      choosesFrom: ["projects", "skills"],
      blank: () => ({ name: "", limits: null, answers: false, project_ids: [], skill_ids: [] }),
      draftOf: ({ name, limits, answers }) => ({
        name,
        limits,
        answers: answers !== null,
        project_ids: answers?.project_ids ?? [],
        skill_ids: answers?.skill_ids ?? [],
      }),
      bodyOf: ({ name, limits, answers, project_ids, skill_ids }) => ({
        name,
        limits,
        answers: answers ? { project_ids, skill_ids } : null,
      }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} hint={t("admin.teamHint")} />
          <Limits
            value={form.draft.limits}
            onChange={(limits) => form.set("limits", limits)}
            above={t("limits.ofWorkspace")}
            error={form.fault("limits")}
          />
          <SwitchField
            form={form}
            name="answers"
            label={t("aside.specialists")}
            hint={t("aside.specialistsHint")}
          />
          {form.draft.answers && (
            <>
              <ManyField
                form={form}
                name="project_ids"
                label={t("aside.forProjects")}
                choices={choicesOf(projects)}
                none={t("aside.forAll")}
              />
              <ManyField
                form={form}
                name="skill_ids"
                label={t("aside.forSkills")}
                choices={choicesOf(skills)}
                none={t("aside.forAll")}
              />
            </>
          )}
        </>
      ),
    }),
    [t, projects, skills],
  );
  const columns: Column<Team>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "people",
      title: t("admin.people"),
      number: true,
      cell: (team) => users?.filter(({ team_id }) => team_id === team.team_id).length ?? "",
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.teams")}
      newTitle={t("admin.newTeam")}
      empty={t("admin.noTeams")}
      columns={columns}
    />
  );
}

interface SiteDraft {
  name: string;
  zone: string | null;
  hours_id: string | null;
}

/** Where agents work, and by which clock. */
export function Sites() {
  const { t } = useText();
  const { zone: own } = useMe().workspace;
  const users = useRecords("users").data;
  const hours = useById("hours");
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const spec = useMemo(
    (): FormSpec<"sites", SiteDraft> => ({
      kind: "sites",
      choosesFrom: ["hours"],
      blank: () => ({ name: "", zone: null, hours_id: null }),
      draftOf: ({ name, zone, hours_id }) => ({ name, zone, hours_id }),
      bodyOf: (draft) => ({ ...draft }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} />
          <ChoiceField
            form={form}
            name="zone"
            label={t("label.zone")}
            none={t("admin.workspaceZone", { zone: own })}
            choices={zones.map((zone) => ({ value: zone, label: zone }))}
          />
          <ChoiceField
            form={form}
            name="hours_id"
            label={t("label.hours_id")}
            hint={t("admin.siteHoursHint")}
            none={t("admin.alwaysOpen")}
            choices={choicesOf(hours)}
          />
        </>
      ),
    }),
    [t, own, zones, hours],
  );
  const columns: Column<Site>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "zone",
      title: t("label.zone"),
      cell: ({ zone }) => zone ?? <span className="t2">{own}</span>,
    },
    {
      id: "people",
      title: t("admin.people"),
      number: true,
      cell: (site) => users?.filter(({ site_id }) => site_id === site.site_id).length ?? "",
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.sites")}
      newTitle={t("admin.newSite")}
      empty={t("admin.noSites")}
      columns={columns}
    />
  );
}

interface GroupDraft {
  name: string;
  agent_ids: string[];
  team_ids: string[];
}

/** People who come in at a peak: they take callers only while a ring of a queue calls their group. */
export function Groups() {
  const { t, format } = useText();
  const users = useRecords("users").data;
  const teams = useById("teams");
  const queues = useRecords("queues").data;
  const agents = useMemo(
    () =>
      (users ?? [])
        .flatMap(({ agent_id, name }) => (agent_id === null ? [] : [{ value: agent_id, label: name }]))
        .sort((a, b) => format.compare(a.label, b.label)),
    [users, format],
  );
  const spec = useMemo(
    (): FormSpec<"groups", GroupDraft> => ({
      kind: "groups",
      choosesFrom: ["users", "teams"],
      blank: () => ({ name: "", agent_ids: [], team_ids: [] }),
      draftOf: ({ name, agent_ids, team_ids }) => ({ name, agent_ids, team_ids }),
      bodyOf: (draft) => ({ ...draft }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} hint={t("admin.groupHint")} />
          <ManyField form={form} name="agent_ids" label={t("label.agent_ids")} choices={agents} />
          <ManyField form={form} name="team_ids" label={t("label.team_ids")} choices={choicesOf(teams)} />
        </>
      ),
    }),
    [t, agents, teams],
  );
  const columns: Column<Group>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "members",
      title: t("label.agent_ids"),
      cell: ({ agent_ids, team_ids }) => (
        <span className={styles["chips"]}>
          {team_ids.map((id) => (
            <Chip key={id}>{teams.get(id)?.name ?? "…"}</Chip>
          ))}
          {agents
            .filter(({ value }) => agent_ids.includes(value))
            .map(({ value, label }) => (
              <Chip key={value}>{label}</Chip>
            ))}
        </span>
      ),
    },
    {
      id: "queues",
      title: t("admin.calledBy"),
      cell: ({ group_id }) =>
        queues
          ?.filter(({ rings }) => rings.some(({ groups }) => groups.includes(group_id)))
          .map(({ name }) => name)
          .join(", "),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.groups")}
      newTitle={t("admin.newGroup")}
      empty={t("admin.noGroups")}
      columns={columns}
    />
  );
}
