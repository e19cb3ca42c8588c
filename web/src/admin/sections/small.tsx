import { useMemo } from "react";
import { useById, useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Client, Disposition, Project, Reason, Skill } from "@/protocol/configuration";
import { StateMark, type Column } from "@/ui";
import { formBody } from "../callform/fields";
import { FormEditor } from "../callform/FormEditor";
import { choicesOf } from "../kit/choices";
import { ChoiceField, NumberField, SwitchField, TextField } from "../kit/fields";
import { GreetingFields, greetingsOf, type Greetings } from "../kit/GreetingFields";
import { useNamedSpec } from "../kit/named";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

/** What agents can know or do; queues ask for it. */
export function Skills() {
  const { t } = useText();
  const users = useRecords("users").data;
  const spec = useNamedSpec("skills", t("admin.skillHint"));
  const columns: Column<Skill>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "people",
      title: t("admin.people"),
      number: true,
      cell: ({ skill_id }) => users?.filter(({ skills }) => skill_id in skills).length ?? "",
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.skills")}
      newTitle={t("admin.newSkill")}
      empty={t("admin.noSkills")}
      columns={columns}
    />
  );
}

/** The companies that are served. */
export function Clients() {
  const { t } = useText();
  const projects = useRecords("projects").data;
  const spec = useMemo(
    (): FormSpec<"clients", { name: string; email: string }> => ({
      kind: "clients",
      blank: () => ({ name: "", email: "" }),
      draftOf: ({ name, email }) => ({ name, email }),
      bodyOf: (draft) => draft,
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} hint={t("admin.clientHint")} />
          <TextField
            form={form}
            name="email"
            label={t("label.email")}
            hint={t("admin.clientEmailHint")}
            mono
          />
        </>
      ),
    }),
    [t],
  );
  const columns: Column<Client>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "projects",
      title: t("admin.projects"),
      cell: ({ client_id }) =>
        projects
          ?.filter((project) => project.client_id === client_id)
          .map(({ name }) => name)
          .join(", "),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.clients")}
      newTitle={t("admin.newClient")}
      empty={t("admin.noClients")}
      columns={columns}
    />
  );
}

const RULES = ["all", "none", "share", "consent"] as const satisfies readonly Project["recording"][];

interface ProjectDraft {
  name: string;
  client_id: string | null;
  recording: Project["recording"];
  recording_share: number;
  recording_beeps: boolean;
  shown_number: string;
  /** Empty: the team always answers. */
  phone: string;
  ring_s: number;
  hours_id: string | null;
  owner_prompt_id: string | null;
  whisper_prompt_id: string | null;
  greetings: Greetings;
  says_recorded: boolean;
  form: Project["form"];
}

/** A telephone number as it is sent; null where there is none. */
function digitsOf(text: string): string | null {
  const digits = text.replace(/[\s()-]/g, "");
  return digits === "" ? null : digits;
}

/** One line of work for a client. */
export function Projects() {
  const { t } = useText();
  const clients = useById("clients");
  const hours = useById("hours");
  const prompts = useById("own-prompts");
  const queues = useRecords("queues").data;
  const numbers = useRecords("numbers").data;
  const spec = useMemo(
    (): FormSpec<"projects", ProjectDraft> => ({
      kind: "projects",
      choosesFrom: ["clients", "hours", "own-prompts"],
      blank: () => ({
        name: "",
        client_id: [...clients.keys()][0] ?? null,
        recording: "all",
        recording_share: 100,
        recording_beeps: false,
        shown_number: "",
        phone: "",
        ring_s: 15,
        hours_id: null,
        owner_prompt_id: null,
        whisper_prompt_id: null,
        greetings: {},
        says_recorded: false,
        form: [],
      }),
      draftOf: ({
        name,
        client_id,
        recording,
        recording_share,
        recording_beeps,
        shown_number,
        reserve,
        owner_prompt_id,
        whisper_prompt_id,
        greetings,
        says_recorded,
        form,
      }) => ({
        name,
        owner_prompt_id,
        whisper_prompt_id,
        greetings,
        says_recorded,
        form,
        client_id,
        recording,
        recording_share,
        recording_beeps,
        shown_number: shown_number ?? "",
        phone: reserve?.phone ?? "",
        ring_s: reserve?.ring_s ?? 15,
        hours_id: reserve?.hours_id ?? null,
      }),
      bodyOf: ({ shown_number, phone, ring_s, hours_id, greetings, form, ...rest }) => ({
        ...rest,
        greetings: greetingsOf(greetings),
        form: formBody(form),
        shown_number: digitsOf(shown_number),
        reserve: digitsOf(phone) === null ? null : { phone: digitsOf(phone), ring_s, hours_id },
      }),
      nameOf: ({ name }) => name,
      required: ["name", "client_id"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} />
          <ChoiceField
            form={form}
            name="client_id"
            madeAt="clients"
            label={t("label.client_id")}
            choices={choicesOf(clients)}
          />
          <ChoiceField
            form={form}
            name="recording"
            label={t("label.recording")}
            hint={t(
              form.draft.recording === "consent" ? "admin.recordingConsentHint" : "admin.recordingHint",
            )}
            choices={RULES.map((rule) => ({ value: rule, label: t(`admin.recording_${rule}`) }))}
          />
          {form.draft.recording === "share" && (
            <NumberField
              form={form}
              name="recording_share"
              label={t("label.recording_share")}
              min={0}
              max={100}
              unit="%"
            />
          )}
          {form.draft.recording !== "none" && (
            <SwitchField
              form={form}
              name="says_recorded"
              label={t("label.says_recorded")}
              hint={t("admin.saysRecordedHint")}
            />
          )}
          <SwitchField
            form={form}
            name="recording_beeps"
            label={t("label.recording_beeps")}
            hint={t("admin.recordingBeepsHint")}
          />
          <GreetingFields
            value={form.draft.greetings}
            onChange={(greetings) => form.set("greetings", greetings)}
            error={form.fault("greetings")}
          />
          <TextField
            form={form}
            name="shown_number"
            label={t("label.shown_number")}
            hint={t("admin.shownNumberHint")}
            mono
          />
          <ChoiceField
            form={form}
            name="owner_prompt_id"
            madeAt="own-prompts"
            label={t("label.owner_prompt_id")}
            hint={t("admin.ownerPromptHint")}
            none={t("admin.ownerPromptNone")}
            choices={choicesOf(prompts)}
          />
          <ChoiceField
            form={form}
            name="whisper_prompt_id"
            madeAt="own-prompts"
            label={t("label.whisper_prompt_id")}
            hint={t("admin.whisperPromptHint")}
            none={t("admin.whisperPromptNone")}
            choices={choicesOf(prompts)}
          />
          <TextField
            form={form}
            name="phone"
            label={t("label.reserve_phone")}
            hint={t("admin.reservePhoneHint")}
            mono
          />
          {form.draft.phone.trim() !== "" && (
            <>
              <NumberField
                form={form}
                name="ring_s"
                label={t("label.reserve_ring_s")}
                min={5}
                max={60}
                unit={t("admin.second")}
              />
              <ChoiceField
                form={form}
                name="hours_id"
                label={t("label.reserve_hours_id")}
                hint={t("admin.reserveHoursHint")}
                none={t("admin.reserveAlways")}
                choices={choicesOf(hours)}
              />
            </>
          )}
          <FormEditor
            form={form.draft.form}
            onChange={(fields) => form.set("form", fields)}
            error={form.fault("form")}
          />
        </>
      ),
    }),
    [t, clients, hours, prompts],
  );
  const columns: Column<Project>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "client", title: t("label.client_id"), cell: ({ client_id }) => clients.get(client_id)?.name },
    {
      id: "queues",
      title: t("admin.queues"),
      number: true,
      cell: ({ project_id }) => queues?.filter((queue) => queue.project_id === project_id).length ?? "",
    },
    {
      id: "numbers",
      title: t("admin.numbers"),
      cell: ({ project_id }) =>
        numbers
          ?.filter((number) => number.project_id === project_id)
          .map(({ number }) => number)
          .join(", "),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.projects")}
      newTitle={t("admin.newProject")}
      empty={t("admin.noProjects")}
      columns={columns}
      textOf={({ client_id }) => clients.get(client_id)?.name ?? ""}
    />
  );
}

interface DispositionDraft {
  code: string;
  name: string;
  project_id: string | null;
  effective: boolean;
}

/** What a conversation came to: agents choose one in wrap-up by typing its letters. */
export function Dispositions() {
  const { t } = useText();
  const projects = useById("projects");
  const spec = useMemo(
    (): FormSpec<"dispositions", DispositionDraft> => ({
      kind: "dispositions",
      choosesFrom: ["projects"],
      blank: () => ({ code: "", name: "", project_id: null, effective: true }),
      draftOf: ({ code, name, project_id, effective }) => ({ code, name, project_id, effective }),
      bodyOf: (draft) => ({ ...draft }),
      nameOf: ({ name }) => name,
      required: ["code", "name"],
      fields: (form) => (
        <>
          <TextField
            form={form}
            name="code"
            label={t("label.code")}
            hint={t("admin.dispositionCodeHint")}
            mono
          />
          <TextField form={form} name="name" label={t("label.name")} />
          <ChoiceField
            form={form}
            name="project_id"
            madeAt="projects"
            label={t("label.project_id")}
            none={t("admin.allProjects")}
            choices={choicesOf(projects)}
          />
          <SwitchField
            form={form}
            name="effective"
            label={t("label.effective")}
            hint={t("admin.effectiveHint")}
          />
        </>
      ),
    }),
    [t, projects],
  );
  const columns: Column<Disposition>[] = [
    { id: "code", title: t("label.code"), cell: ({ code }) => <b>{code}</b> },
    { id: "name", title: t("label.name"), cell: ({ name }) => name },
    {
      id: "project",
      title: t("label.project_id"),
      cell: ({ project_id }) =>
        project_id === null ? (
          <span className="t2">{t("admin.allProjects")}</span>
        ) : (
          projects.get(project_id)?.name
        ),
    },
    {
      id: "effective",
      title: t("label.effective"),
      cell: ({ effective }) => (effective ? <StateMark state="within" /> : null),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.dispositions")}
      newTitle={t("admin.newDisposition")}
      empty={t("admin.noDispositions")}
      columns={columns}
      textOf={({ code }) => code}
    />
  );
}

interface ReasonDraft {
  code: string;
  name: string;
}

/** Why somebody is not ready. Codes that ship with Ringwell are worded in each reader's language. */
export function Reasons() {
  const { t, tCode } = useText();
  const spec = useMemo(
    (): FormSpec<"reasons", ReasonDraft> => ({
      kind: "reasons",
      blank: () => ({ code: "", name: "" }),
      draftOf: ({ code, name }) => ({ code, name }),
      bodyOf: (draft) => ({ ...draft }),
      nameOf: ({ code, name }) => tCode(`reason.${code}`) ?? name,
      required: ["code", "name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} />
          <TextField form={form} name="code" label={t("label.code")} hint={t("admin.reasonCodeHint")} mono />
        </>
      ),
    }),
    [t, tCode],
  );
  const columns: Column<Reason>[] = [
    {
      id: "name",
      title: t("label.name"),
      cell: ({ code, name }) => <b>{tCode(`reason.${code}`) ?? name}</b>,
    },
    { id: "code", title: t("label.code"), cell: ({ code }) => <span className="t2">{code}</span> },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.reasons")}
      newTitle={t("admin.newReason")}
      empty={t("admin.noReasons")}
      columns={columns}
    />
  );
}
