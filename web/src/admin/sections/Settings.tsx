import { Button, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, requestVersioned, type Versioned } from "@/protocol/api";
import type { WorkspaceSettings } from "@/protocol/configuration";
import { Loading, Page, useToast } from "@/ui";
import { Conflict } from "../kit/Conflict";
import { changed } from "../kit/draft";
import { ChoiceField, NumberField, SwitchField, TextField } from "../kit/fields";
import { useDraftForm, useFaultsOf } from "../kit/form";
import styles from "../admin.module.css";

type Draft = Omit<WorkspaceSettings, "version">;
const SETTINGS = ["settings"] as const;

function draftOf(settings: WorkspaceSettings): Draft {
  return {
    zone: settings.zone,
    language: settings.language,
    misses_limit: settings.misses_limit,
    lost_leg_grace_s: settings.lost_leg_grace_s,
    phone_away_grace_s: settings.phone_away_grace_s,
    show_listening: settings.show_listening,
    max_calls: settings.max_calls,
    caller_choice: settings.caller_choice,
    breather_after: settings.breather_after,
    breather_s: settings.breather_s,
    occupancy_cap_percent: settings.occupancy_cap_percent,
    occupancy_window_s: settings.occupancy_window_s,
    breather_may_end: settings.breather_may_end,
    callback_prefixes: settings.callback_prefixes,
    callbacks_at_once: settings.callbacks_at_once,
    callbacks_per_day: settings.callbacks_per_day,
    callbacks_per_number: settings.callbacks_per_number,
    callbacks_per_second: settings.callbacks_per_second,
    outgoing_at_once: settings.outgoing_at_once,
    outgoing_per_second: settings.outgoing_per_second,
    outgoing_per_agent: settings.outgoing_per_agent,
    outgoing_spend_per_day: settings.outgoing_spend_per_day,
    outgoing_prices: settings.outgoing_prices,
  };
}

/** What the workspace decides for itself. */
export default function Settings() {
  const { t } = useText();
  const read = useQuery({
    queryKey: SETTINGS,
    queryFn: () => requestVersioned<WorkspaceSettings>("/settings"),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Page title={t("admin.settings")}>
      {read.isPending && <Loading />}
      {read.isError && <ProblemState problem={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <SettingsForm key={read.data.value.version} read={read.data} />}
    </Page>
  );
}

function SettingsForm({ read }: { read: Versioned<WorkspaceSettings> }) {
  const { t } = useText();
  const problemText = useProblemText();
  const faultsOf = useFaultsOf();
  const queries = useQueryClient();
  const toast = useToast();
  const [base, setBase] = useState(read);
  const initial = useMemo(() => draftOf(base.value), [base]);
  const form = useDraftForm("settings", initial, base.value.version);
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);

  async function patch(body: object, etag: string | undefined): Promise<Versioned<WorkspaceSettings>> {
    const saved = await requestVersioned<WorkspaceSettings>("/settings", {
      method: "PATCH",
      body,
      ...(etag === undefined ? {} : { ifMatch: etag }),
    });
    queries.setQueryData(SETTINGS, saved);
    await queries.invalidateQueries({ queryKey: ["session"] });
    return saved;
  }
  const save = useMutation({
    mutationFn: () => patch(changed({ ...initial }, { ...form.draft }), base.etag),
    onSuccess: (saved) => {
      form.saved();
      const before = changed({ ...draftOf(saved.value) }, { ...initial });
      toast({
        text: t("admin.saved", { name: t("admin.settings") }),
        undo: () =>
          void patch(before, saved.etag).catch((problem: unknown) =>
            toast({ kind: "fault", text: problemText(problem) }),
          ),
      });
    },
    onError: (problem) => {
      form.setFaults(faultsOf(problem));
      if (problem instanceof ApiProblem && problem.code === "version_conflict") void readTheirs();
    },
  });
  const undecided = form.clash !== null;

  /** What was typed is laid over what the other one has saved. */
  async function readTheirs(): Promise<void> {
    const theirs = await requestVersioned<WorkspaceSettings>("/settings");
    form.rebase(draftOf(theirs.value));
    setBase(theirs);
    save.reset();
  }

  return (
    <form
      className={`card pad ${styles["form"] ?? ""} ${styles["narrow"] ?? ""}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.dirty && !undecided && !save.isPending) save.mutate();
      }}
    >
      {form.found && !undecided && <p className={styles["kept"]}>{t("admin.draftKept")}</p>}
      {form.clash !== null && (
        <Conflict
          clash={form.clash}
          onMine={() => {
            form.settle();
            save.mutate();
          }}
          onTheirs={form.discard}
        />
      )}
      {save.isError && !undecided && <ProblemState problem={save.error} />}
      <Select
        label={t("label.zone")}
        description={t("admin.zoneHint")}
        data={zones.includes(form.draft.zone) ? zones : [form.draft.zone, ...zones]}
        value={form.draft.zone}
        searchable
        limit={60}
        onChange={(zone) => {
          if (zone !== null) form.set("zone", zone);
        }}
        error={form.fault("zone")}
      />
      <ChoiceField
        form={form}
        name="language"
        label={t("label.language")}
        hint={t("admin.languageHint")}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <NumberField
        form={form}
        name="misses_limit"
        label={t("label.misses_limit")}
        hint={t("admin.missesHint")}
        min={1}
        max={20}
      />
      <NumberField
        form={form}
        name="lost_leg_grace_s"
        label={t("label.lost_leg_grace_s")}
        hint={t("admin.lostLegHint")}
        min={5}
        max={120}
        unit={t("admin.second")}
      />
      <NumberField
        form={form}
        name="phone_away_grace_s"
        label={t("label.phone_away_grace_s")}
        hint={t("admin.phoneAwayHint")}
        min={5}
        max={600}
        unit={t("admin.second")}
      />
      <NumberField
        form={form}
        name="max_calls"
        label={t("label.max_calls")}
        hint={t("admin.maxCallsHint")}
        min={1}
        max={10_000}
      />
      <ChoiceField
        form={form}
        name="caller_choice"
        label={t("label.caller_choice")}
        hint={t(`admin.callerChoiceHint_${form.draft.caller_choice}`)}
        choices={(["oldest", "ratio", "cost_rate"] as const).map((value) => ({
          value,
          label: t(`admin.callerChoice_${value}`),
        }))}
      />
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="breather_after"
          label={t("label.breather_after")}
          hint={t("admin.noneAtZero")}
          min={0}
          max={100}
        />
        <NumberField
          form={form}
          name="breather_s"
          label={t("label.breather_s")}
          min={10}
          max={3600}
          unit={t("admin.second")}
        />
      </div>
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="occupancy_cap_percent"
          label={t("label.occupancy_cap_percent")}
          hint={t("admin.noneAtZero")}
          min={0}
          max={100}
          unit="%"
        />
        <NumberField
          form={form}
          name="occupancy_window_s"
          label={t("limits.window")}
          min={300}
          max={28_800}
          unit={t("admin.second")}
        />
      </div>
      <SwitchField
        form={form}
        name="breather_may_end"
        label={t("label.breather_may_end")}
        hint={t("admin.limitsHint")}
      />
      <TextField
        form={form}
        name="callback_prefixes"
        label={t("label.callback_prefixes")}
        hint={t("admin.callbackPrefixesHint")}
        placeholder="+48 +49"
      />
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="callbacks_at_once"
          label={t("label.callbacks_at_once")}
          min={0}
          max={1000}
        />
        <NumberField
          form={form}
          name="callbacks_per_day"
          label={t("label.callbacks_per_day")}
          min={0}
          max={100000}
        />
      </div>
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="callbacks_per_number"
          label={t("label.callbacks_per_number")}
          min={1}
          max={100}
        />
        <NumberField
          form={form}
          name="callbacks_per_second"
          label={t("label.callbacks_per_second")}
          min={1}
          max={100}
        />
      </div>
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="outgoing_at_once"
          label={t("label.outgoing_at_once")}
          min={0}
          max={10_000}
        />
        <NumberField
          form={form}
          name="outgoing_per_second"
          label={t("label.outgoing_per_second")}
          min={1}
          max={100}
        />
      </div>
      <div className={styles["pair"]}>
        <NumberField
          form={form}
          name="outgoing_per_agent"
          label={t("label.outgoing_per_agent")}
          min={0}
          max={10_000}
        />
        <NumberField
          form={form}
          name="outgoing_spend_per_day"
          label={t("label.outgoing_spend_per_day")}
          hint={t("admin.noneAtZero")}
          min={0}
          max={1_000_000}
        />
      </div>
      <TextField
        form={form}
        name="outgoing_prices"
        label={t("label.outgoing_prices")}
        hint={t("admin.pricesHint")}
        placeholder="+48 0.05, +49 0.2"
      />
      <SwitchField
        form={form}
        name="show_listening"
        label={t("label.show_listening")}
        hint={t("admin.showListeningHint")}
      />
      <div className="row">
        <Button type="submit" variant="filled" loading={save.isPending} disabled={undecided || !form.dirty}>
          {t("admin.save")}
        </Button>
        {form.dirty && (
          <Button variant="subtle" onClick={form.discard}>
            {t("admin.discard")}
          </Button>
        )}
      </div>
    </form>
  );
}
