import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import type { CalendarDocument, Hours } from "@/protocol/configuration";
import type { Column } from "@/ui";
import { TextField } from "../kit/fields";
import type { Faults, Form } from "../kit/form";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";
import { Intervals } from "./Intervals";
import { WeekBars } from "./WeekBars";
import { emptyCalendar, WEEKDAYS, weekHours } from "./week";
import styles from "./hours.module.css";

/** Those whose public holidays can be chosen here; the API takes any that is known. */
const COUNTRIES =
  "AT AU BE BG BR BY CA CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IN IT KZ LT LU LV MD NL NO PL PT RO RS RU SE SI SK TR UA US".split(
    " ",
  );

interface Draft {
  name: string;
  document: CalendarDocument;
}

/** Opening hours: a usual week, and the dates that have hours of their own. */
export default function HoursPage() {
  const { t, format } = useText();
  const { zone } = useMe().workspace;
  const spec = useMemo(
    (): FormSpec<"hours", Draft> => ({
      kind: "hours",
      blank: () => ({ name: "", document: emptyCalendar(zone) }),
      draftOf: ({ name, document }) => ({ name, document }),
      bodyOf: ({ name, document }) => ({ name, document }),
      nameOf: ({ name }) => name,
      required: ["name"],
      faultsOf: ({ document }): Faults =>
        document.exceptions.some(({ date }) => date === "") ? { exceptions: t("hours.dateNeeded") } : {},
      wide: true,
      fields: (form) => <HoursFields form={form} />,
    }),
    [t, zone],
  );
  const columns: Column<Hours>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "zone", title: t("label.zone"), optional: true, cell: ({ document }) => document.zone },
    {
      id: "week",
      title: t("hours.week"),
      cell: ({ document }) => <WeekBars document={document} />,
    },
    {
      id: "hours",
      title: t("hours.perWeek"),
      number: true,
      cell: ({ document }) => t("hours.hours", { n: format.number(weekHours(document), 1) }),
    },
    {
      id: "exceptions",
      title: t("hours.exceptions"),
      optional: true,
      number: true,
      cell: ({ document }) => format.number(document.exceptions.length),
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("admin.hours")}
      newTitle={t("admin.newHours")}
      empty={t("admin.noHours")}
      columns={columns}
    />
  );
}

function HoursFields({ form }: { form: Form<Draft> }) {
  const { t, language } = useText();
  const { document } = form.draft;
  const set = (change: Partial<CalendarDocument>) => form.set("document", { ...document, ...change });
  const dayName = useMemo(
    () => new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }),
    [language],
  );
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    const named = COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code }));
    return named.sort((a, b) => a.label.localeCompare(b.label, language));
  }, [language]);
  const { exceptions } = document;
  return (
    <>
      <TextField form={form} name="name" label={t("label.name")} />
      <Select
        label={t("label.zone")}
        data={zones.includes(document.zone) ? zones : [document.zone, ...zones]}
        value={document.zone}
        searchable
        limit={60}
        onChange={(zone) => {
          if (zone !== null) set({ zone });
        }}
        error={form.fault("document")}
      />
      <section className={styles["part"]} aria-label={t("hours.week")}>
        <h3>{t("hours.week")}</h3>
        <WeekBars document={document} large />
        <div>
          {WEEKDAYS.map((day, index) => {
            // 5 January 1970 was a Monday.
            const name = dayName.format((4 + index) * 86_400_000);
            return (
              <div key={day} className={styles["day"]}>
                <b className={styles["dayName"]}>{name}</b>
                <Intervals
                  label={name}
                  value={document.weekly[day] ?? []}
                  closedWord={t("hours.closed")}
                  onChange={(value) => set({ weekly: { ...document.weekly, [day]: value } })}
                />
              </div>
            );
          })}
        </div>
        <Button
          size="sm"
          style={{ justifySelf: "start" }}
          onClick={() => {
            const monday = document.weekly.mon ?? [];
            set({
              weekly: { ...document.weekly, tue: monday, wed: monday, thu: monday, fri: monday },
            });
          }}
        >
          {t("hours.copyMonday")}
        </Button>
      </section>
      <MultiSelect
        label={t("hours.holidays")}
        description={t("hours.holidaysHint")}
        data={countries}
        value={document.holidays}
        searchable
        clearable
        maxValues={5}
        onChange={(holidays) => set({ holidays })}
      />
      <section className={styles["part"]} aria-label={t("hours.exceptions")}>
        <h3>{t("hours.exceptions")}</h3>
        <p className="t2 sm">{t("hours.exceptionsHint")}</p>
        {exceptions.map((exception, index) => {
          const put = (change: Partial<typeof exception>) =>
            set({ exceptions: exceptions.map((one, at) => (at === index ? { ...one, ...change } : one)) });
          return (
            <div key={index} className={styles["exception"]}>
              <TextInput
                type="date"
                w={150}
                aria-label={t("hours.date")}
                value={exception.date}
                onChange={(event) => put({ date: event.currentTarget.value })}
                error={
                  exception.date === ""
                    ? form.fault("exceptions")
                    : exceptions.some((one, at) => at < index && one.date === exception.date) &&
                      t("hours.dateTwice")
                }
              />
              <Intervals
                label={exception.date}
                value={exception.hours}
                closedWord={t("hours.closedAllDay")}
                onChange={(hours) => put({ hours })}
              />
              <Button
                size="sm"
                variant="subtle"
                onClick={() => set({ exceptions: exceptions.filter((_, at) => at !== index) })}
              >
                {t("admin.remove")}
              </Button>
            </div>
          );
        })}
        <Button
          size="sm"
          style={{ justifySelf: "start" }}
          leftSection={<IconPlus size={14} />}
          onClick={() => set({ exceptions: [...exceptions, { date: "", hours: [] }] })}
        >
          {t("hours.addDate")}
        </Button>
      </section>
    </>
  );
}
