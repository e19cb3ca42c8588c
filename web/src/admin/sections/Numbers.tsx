import { useMemo } from "react";
import { Link } from "react-router";
import { useById } from "@/app/records";
import { LANGUAGE_NAMES, LANGUAGES, isLanguage } from "@/i18n/language";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { DialledNumber } from "@/protocol/configuration";
import { Chip, type Column } from "@/ui";
import { ChoiceField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

interface Draft {
  number: string;
  project_id: string | null;
  flow_id: string | null;
  language: string | null;
  fallback_queue_id: string | null;
}

/** What callers dial, and what they meet. */
export function Numbers() {
  const { t } = useText();
  const projects = useById("projects");
  const flows = useById("flows");
  const queues = useById("queues");
  const spec = useMemo(
    (): FormSpec<"numbers", Draft> => ({
      kind: "numbers",
      choosesFrom: ["projects", "flows", "queues"],
      blank: () => ({
        number: "",
        project_id: [...projects.keys()][0] ?? null,
        flow_id: [...flows.values()].find(({ published }) => published > 0)?.flow_id ?? null,
        language: "en",
        fallback_queue_id: null,
      }),
      draftOf: ({ number, project_id, flow_id, language, fallback_queue_id }) => ({
        number,
        project_id,
        flow_id,
        language,
        fallback_queue_id,
      }),
      bodyOf: (draft) => ({ ...draft, number: draft.number.replace(/[\s()-]/g, "") }),
      nameOf: ({ number }) => phoneGroups(number),
      required: ["number", "project_id", "flow_id", "language"],
      fields: (form) => (
        <>
          <TextField form={form} name="number" label={t("label.number")} hint={t("admin.numberHint")} mono />
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
          <ChoiceField
            form={form}
            name="flow_id"
            madeAt="flows"
            label={t("label.flow_id")}
            hint={
              flows.get(form.draft.flow_id ?? "")?.published === 0
                ? t("admin.flowUnpublished")
                : t("admin.flowHint")
            }
            choices={[...flows.values()].map(({ flow_id, name }) => ({ value: flow_id, label: name }))}
          />
          <ChoiceField
            form={form}
            name="language"
            label={t("label.language")}
            hint={t("admin.numberLanguageHint")}
            choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
          <ChoiceField
            form={form}
            name="fallback_queue_id"
            label={t("label.fallback_queue_id")}
            hint={t("admin.fallbackHint")}
            none={t("admin.noFallback")}
            choices={[...queues.values()].map(({ queue_id, name }) => ({ value: queue_id, label: name }))}
          />
        </>
      ),
    }),
    [t, projects, flows, queues],
  );
  const columns: Column<DialledNumber>[] = [
    {
      id: "number",
      title: t("label.number"),
      cell: ({ number, demo }) => (
        <span className="row">
          <b>{phoneGroups(number)}</b> {demo && <Chip>{t("admin.demo")}</Chip>}
        </span>
      ),
    },
    { id: "project", title: t("label.project_id"), cell: ({ project_id }) => projects.get(project_id)?.name },
    {
      id: "flow",
      title: t("label.flow_id"),
      cell: ({ flow_id }) => (
        <Link to={`/admin/flows/${flow_id}`} onClick={(event) => event.stopPropagation()}>
          {flows.get(flow_id)?.name}
        </Link>
      ),
    },
    {
      id: "language",
      title: t("label.language"),
      cell: ({ language }) => (isLanguage(language) ? LANGUAGE_NAMES[language] : language),
    },
    {
      id: "fallback",
      title: t("admin.fallback"),
      optional: true,
      cell: ({ fallback_queue_id }) =>
        fallback_queue_id === null ? (
          <span className="t3">{t("admin.noFallback")}</span>
        ) : (
          queues.get(fallback_queue_id)?.name
        ),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.numbers")}
      newTitle={t("admin.newNumber")}
      empty={t("admin.noNumbers")}
      columns={columns}
      textOf={({ number, project_id, flow_id }) =>
        `${number} ${projects.get(project_id)?.name ?? ""} ${flows.get(flow_id)?.name ?? ""}`
      }
    />
  );
}
