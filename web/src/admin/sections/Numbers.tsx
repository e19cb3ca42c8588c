import { useMemo } from "react";
import { Link } from "react-router";
import { useById } from "@/app/records";
import { LANGUAGE_NAMES, LANGUAGES, isLanguage } from "@/i18n/language";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { DialledNumber } from "@/protocol/configuration";
import { Chip, type Column } from "@/ui";
import { choicesOf } from "../kit/choices";
import { ChoiceField, LinesField, TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

interface Draft {
  number: string;
  label: string;
  trunk_id: string | null;
  /** One a line. */
  stands_for: string;
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
  const trunks = useById("trunks");
  const spec = useMemo(
    (): FormSpec<"numbers", Draft> => ({
      kind: "numbers",
      choosesFrom: ["projects", "flows", "queues", "trunks"],
      blank: () => ({
        number: "",
        label: "",
        trunk_id: null,
        stands_for: "",
        project_id: [...projects.keys()][0] ?? null,
        flow_id: [...flows.values()].find(({ published }) => published > 0)?.flow_id ?? null,
        language: "en",
        fallback_queue_id: null,
      }),
      draftOf: ({
        number,
        label,
        trunk_id,
        stands_for,
        project_id,
        flow_id,
        language,
        fallback_queue_id,
      }) => ({
        number,
        label,
        trunk_id,
        stands_for: stands_for.join("\n"),
        project_id,
        flow_id,
        language,
        fallback_queue_id,
      }),
      bodyOf: (draft) => ({
        ...draft,
        number: draft.number.replace(/[\s()-]/g, ""),
        stands_for: draft.stands_for
          .split(/[\n,;]+/)
          .map((each) => each.replace(/[\s()-]/g, ""))
          .filter(Boolean),
      }),
      nameOf: ({ number }) => phoneGroups(number),
      required: ["number", "project_id", "flow_id", "language"],
      fields: (form) => (
        <>
          <TextField form={form} name="number" label={t("label.number")} hint={t("admin.numberHint")} mono />
          <TextField form={form} name="label" label={t("label.note")} />
          <ChoiceField
            form={form}
            name="project_id"
            madeAt="projects"
            label={t("label.project_id")}
            choices={choicesOf(projects)}
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
            choices={choicesOf(flows)}
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
            choices={choicesOf(queues)}
          />
          <LinesField
            form={form}
            name="stands_for"
            label={t("label.stands_for")}
            hint={t("admin.standsForHint")}
            rows={2}
          />
          <ChoiceField
            form={form}
            name="trunk_id"
            label={t("label.trunk_id")}
            hint={t("admin.numberTrunkHint")}
            none={t("admin.anyTrunk")}
            choices={choicesOf(trunks)}
          />
        </>
      ),
    }),
    [t, projects, flows, queues, trunks],
  );
  const columns: Column<DialledNumber>[] = [
    {
      id: "number",
      title: t("label.number"),
      cell: ({ number, label, demo }) => (
        <span className="row">
          <b>{phoneGroups(number)}</b> <span className="t2">{label}</span>{" "}
          {demo && <Chip>{t("admin.demo")}</Chip>}
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
      id: "trunk",
      title: t("label.trunk_id"),
      optional: true,
      cell: ({ trunk_id }) =>
        trunk_id === null ? <span className="t3">{t("admin.anyTrunk")}</span> : trunks.get(trunk_id)?.name,
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
      textOf={({ number, label, project_id, flow_id }) =>
        `${number} ${label} ${projects.get(project_id)?.name ?? ""} ${flows.get(flow_id)?.name ?? ""}`
      }
    />
  );
}
