import { useMemo } from "react";
import { useById } from "@/app/records";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { Owner } from "@/protocol/configuration";
import { StateMark, type Column } from "@/ui";
import { choicesOf } from "../kit/choices";
import { ChoiceField, NumberField, SwitchField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

interface Draft {
  project_id: string | null;
  name: string;
  number: string;
  hours_id: string | null;
  place: number;
  rings_s: number;
  hears_machines: boolean;
}

/** Whom a client has its callers introduced to: by project, in the order in which they are rung. */
export default function Owners() {
  const { t } = useText();
  const projects = useById("projects");
  const hours = useById("hours");
  const spec = useMemo(
    (): FormSpec<"owners", Draft> => ({
      kind: "owners",
      choosesFrom: ["projects", "hours"],
      blank: () => ({
        project_id: [...projects.keys()][0] ?? null,
        name: "",
        number: "",
        hours_id: null,
        place: 1,
        rings_s: 20,
        hears_machines: true,
      }),
      draftOf: ({ project_id, name, number, hours_id, place, rings_s, hears_machines }) => ({
        project_id,
        name,
        number,
        hours_id,
        place,
        rings_s,
        hears_machines,
      }),
      bodyOf: (draft) => ({ ...draft, number: draft.number.replace(/[\s()-]/g, "") }),
      nameOf: ({ name }) => name,
      required: ["project_id", "name", "number"],
      fields: (form) => (
        <>
          <ChoiceField
            form={form}
            name="project_id"
            madeAt="projects"
            label={t("label.project_id")}
            choices={choicesOf(projects)}
          />
          <TextField form={form} name="name" label={t("label.name")} />
          <TextField
            form={form}
            name="number"
            label={t("label.number")}
            hint={t("owner.numberHint")}
            placeholder="+48 600 100 200"
            mono
          />
          <NumberField
            form={form}
            name="place"
            label={t("label.place")}
            hint={t("owner.placeHint")}
            min={1}
            max={100}
          />
          <NumberField form={form} name="rings_s" label={t("label.rings_s")} min={5} max={60} unit="s" />
          <ChoiceField
            form={form}
            name="hours_id"
            label={t("label.hours_id")}
            hint={t("owner.hoursHint")}
            none={t("owner.always")}
            choices={choicesOf(hours)}
          />
          <SwitchField
            form={form}
            name="hears_machines"
            label={t("label.hears_machines")}
            hint={t("owner.machineHint")}
          />
        </>
      ),
    }),
    [t, projects, hours],
  );
  const columns: Column<Owner>[] = [
    { id: "project", title: t("label.project_id"), cell: ({ project_id }) => projects.get(project_id)?.name },
    { id: "place", title: t("label.place"), number: true, cell: ({ place }) => place },
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "number", title: t("label.number"), cell: ({ number }) => phoneGroups(number) },
    {
      id: "hours",
      title: t("label.hours_id"),
      optional: true,
      cell: ({ hours_id }) =>
        hours_id === null ? <span className="t3">{t("owner.always")}</span> : hours.get(hours_id)?.name,
    },
    {
      id: "machines",
      title: t("owner.machineTold"),
      optional: true,
      cell: ({ hears_machines }) => (hears_machines ? <StateMark state="within" /> : null),
    },
  ];
  const projectOf = ({ project_id }: Owner): string => projects.get(project_id)?.name ?? "";
  return (
    <RecordsPage
      spec={spec}
      title={t("owner.list")}
      newTitle={t("owner.new")}
      empty={t("owner.none")}
      columns={columns}
      textOf={(owner) => `${projectOf(owner)} ${owner.number}`}
      orderOf={(owner) => `${projectOf(owner)} ${String(owner.place).padStart(3, "0")} ${owner.name}`}
    />
  );
}
