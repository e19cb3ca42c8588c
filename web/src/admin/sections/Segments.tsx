import { Input } from "@mantine/core";
import { useMemo } from "react";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import type { components } from "@/protocol/api.gen";
import type { CallerSegment } from "@/protocol/configuration";
import { Chip, State, type Column } from "@/ui";
import { ChoiceField, LinesField, ManyField, NumberField, SwitchField, TextField } from "../kit/fields";
import type { Faults, Form } from "../kit/form";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { TryForm } from "../kit/TryForm";
import { SegmentNumbers, useSegmentCounts } from "./SegmentNumbers";
import styles from "../admin.module.css";

type Rule = CallerSegment["rule"];
type Found = components["schemas"]["SegmentFound"];
type YesOrNo = "yes" | "no" | null;

interface Draft {
  name: string;
  place: number;
  known: YesOrNo;
  key: YesOrNo;
  owned: YesOrNo;
  prefixes: string;
  languages: string[];
  called_within_days: number;
  gave_up_within_days: number;
  open_promise: boolean;
  blocked_before: boolean;
  listed: boolean;
}

const BLANK: Draft = {
  name: "",
  place: 1,
  known: null,
  key: null,
  owned: null,
  prefixes: "",
  languages: [],
  called_within_days: 0,
  gave_up_within_days: 0,
  open_promise: false,
  blocked_before: false,
  listed: false,
};
/** As the server takes one. */
const PREFIX = /^\+\d{1,15}$/;
const ASKED = ["known", "key", "owned"] as const;
const DAYS = ["called_within_days", "gave_up_within_days"] as const;
const SWITCHES = ["open_promise", "blocked_before", "listed"] as const;

function draftOf({ name, place, rule }: CallerSegment): Draft {
  const said = (value: boolean | null | undefined): YesOrNo => (value == null ? null : value ? "yes" : "no");
  return {
    ...rule,
    name,
    place,
    known: said(rule.known),
    key: said(rule.key),
    owned: said(rule.owned),
    prefixes: rule.prefixes.join(" "),
    languages: [...rule.languages],
    called_within_days: rule.called_within_days ?? 0,
    gave_up_within_days: rule.gave_up_within_days ?? 0,
  };
}

function prefixesOf(draft: Draft): string[] {
  return draft.prefixes.split(/[\s,;]+/).filter((each) => each !== "");
}

function ruleOf(draft: Draft): Rule {
  const told = (value: YesOrNo): boolean | null => (value === null ? null : value === "yes");
  return {
    known: told(draft.known),
    key: told(draft.key),
    owned: told(draft.owned),
    prefixes: prefixesOf(draft),
    languages: draft.languages,
    called_within_days: draft.called_within_days || null,
    gave_up_within_days: draft.gave_up_within_days || null,
    open_promise: draft.open_promise,
    blocked_before: draft.blocked_before,
    listed: draft.listed,
  };
}

/** What the workspace calls some of its callers: the first that fits. */
export default function Segments() {
  const { t } = useText();
  const counts = useSegmentCounts();
  const spec = useMemo(
    (): FormSpec<"segments", Draft> => ({
      kind: "segments",
      blank: () => BLANK,
      draftOf,
      bodyOf: (draft) => ({ name: draft.name, place: draft.place, rule: ruleOf(draft) }),
      nameOf: ({ name }) => name,
      required: ["name"],
      faultsOf: (draft): Faults =>
        prefixesOf(draft).every((each) => PREFIX.test(each)) ? {} : { prefixes: t("segment.prefixesWrong") },
      fields: (form, record) => <Fields form={form} record={record} />,
    }),
    [t],
  );
  const columns: Column<CallerSegment>[] = [
    { id: "place", title: t("label.place"), number: true, cell: ({ place }) => place },
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "rule", title: t("segment.who"), cell: ({ rule }) => <RuleWords rule={rule} /> },
    {
      id: "numbers",
      title: t("segment.numbers"),
      number: true,
      cell: ({ caller_segment_id: id }) => counts[id] ?? "",
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("segment.list")}
      newTitle={t("segment.new")}
      empty={t("segment.none")}
      columns={columns}
      orderOf={({ place, name }) => `${String(place).padStart(4, "0")} ${name}`}
      below={
        <TryForm<Found>
          path="/segments/try"
          label={t("segment.try")}
          hint={t("segment.tryHint")}
          type="tel"
          button={t("segment.tryNow")}
          maxLength={40}
        >
          {({ name, known }) => (
            <State state={name === null ? "offline" : "within"}>
              {name ?? t("segment.inNone")} · {t(known ? "segment.knownYes" : "segment.knownNo")}
            </State>
          )}
        </TryForm>
      }
    />
  );
}

function Fields({ form, record }: { form: Form<Draft>; record: CallerSegment | null }) {
  const { t } = useText();
  const answers = (["yes", "no"] as const).map((value) => ({ value, label: t(`drawing.${value}`) }));
  const languages = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
  const fault = form.fault("rule");
  return (
    <>
      <TextField form={form} name="name" label={t("label.name")} />
      <NumberField
        form={form}
        name="place"
        label={t("label.place")}
        hint={t("segment.placeHint")}
        min={1}
        max={1000}
      />
      {fault === undefined ? (
        <p className="t2">{t("segment.allHold")}</p>
      ) : (
        <Input.Error role="alert">{fault}</Input.Error>
      )}
      {ASKED.map((name) => (
        <ChoiceField
          key={name}
          form={form}
          name={name}
          label={t(`label.${name}`)}
          choices={answers}
          none={t("segment.noMatter")}
        />
      ))}
      <LinesField
        form={form}
        name="prefixes"
        label={t("segment.prefixes")}
        hint={t("segment.prefixesHint")}
        rows={1}
      />
      <ManyField
        form={form}
        name="languages"
        label={t("segment.languages")}
        choices={languages}
        none={t("segment.noMatter")}
      />
      {DAYS.map((name) => (
        <NumberField
          key={name}
          form={form}
          name={name}
          label={t(`label.${name}`)}
          hint={t("segment.daysHint")}
          min={0}
          max={3650}
        />
      ))}
      {SWITCHES.map((name) => (
        <SwitchField key={name} form={form} name={name} label={t(`label.${name}`)} />
      ))}
      {form.draft.listed &&
        (record === null ? (
          <p className="t2">{t("segment.saveFirst")}</p>
        ) : (
          <SegmentNumbers segment={record} />
        ))}
    </>
  );
}

function RuleWords({ rule }: { rule: Rule }) {
  const { t } = useText();
  const words = [
    ...ASKED.flatMap((name) =>
      rule[name] === null ? [] : [`${t(`label.${name}`)}: ${t(rule[name] ? "drawing.yes" : "drawing.no")}`],
    ),
    ...rule.prefixes,
    ...rule.languages.map((each) => (isLanguage(each) ? LANGUAGE_NAMES[each] : each)),
    ...DAYS.flatMap((name) => {
      const days = rule[name];
      return days === null ? [] : [`${t(`label.${name}`)}: ${days}`];
    }),
    ...SWITCHES.filter((name) => rule[name]).map((name) => t(`label.${name}`)),
  ];
  return (
    <span className={styles["chips"]}>
      {words.map((word) => (
        <Chip key={word}>{word}</Chip>
      ))}
    </span>
  );
}
