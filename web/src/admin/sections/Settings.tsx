import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, requestVersioned, type Versioned } from "@/protocol/api";
import type { WorkspaceSettings } from "@/protocol/configuration";
import { useToast } from "@/ui";
import { Conflict } from "../kit/Conflict";
import { changed } from "../kit/draft";
import { useDraftForm, useFaultsOf } from "../kit/form";
import { SaveKey } from "../kit/SaveKey";
import { SinglePage, singleKey } from "../kit/SinglePage";
import { SettingsFields, type SettingsDraft } from "./SettingsFields";
import { SettingsIndex } from "./SettingsParts";
import { SpeechNow } from "./SpeechNow";
import styles from "../admin.module.css";

const PATH = "/settings";

function draftOf(settings: WorkspaceSettings): SettingsDraft {
  return {
    zone: settings.zone,
    language: settings.language,
    misses_limit: settings.misses_limit,
    lost_leg_grace_s: settings.lost_leg_grace_s,
    phone_away_grace_s: settings.phone_away_grace_s,
    show_listening: settings.show_listening,
    shift_check: settings.shift_check,
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
    outgoing_longest_s: settings.outgoing_longest_s,
    outgoing_spend_per_day: settings.outgoing_spend_per_day,
    outgoing_prices: settings.outgoing_prices,
  };
}

/** What the workspace decides for itself. */
export default function Settings() {
  const { t } = useText();
  return (
    <SinglePage<WorkspaceSettings> title={t("admin.settings")} path={PATH} above={<SpeechNow />}>
      {(read) => (
        <div className={styles["parted"]}>
          <SettingsForm key={read.value.version} read={read} />
          <SettingsIndex />
        </div>
      )}
    </SinglePage>
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

  async function patch(body: object, etag: string | undefined): Promise<Versioned<WorkspaceSettings>> {
    const saved = await requestVersioned<WorkspaceSettings>(PATH, {
      method: "PATCH",
      body,
      ...(etag === undefined ? {} : { ifMatch: etag }),
    });
    queries.setQueryData(singleKey(PATH), saved);
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
    const theirs = await requestVersioned<WorkspaceSettings>(PATH);
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
      <SettingsFields form={form} />
      <div className={`row ${styles["saveRow"] ?? ""}`}>
        <Button type="submit" variant="filled" loading={save.isPending} disabled={undecided || !form.dirty}>
          {t("admin.save")}
        </Button>
        {form.dirty && (
          <Button variant="subtle" onClick={form.discard}>
            {t("admin.discard")}
          </Button>
        )}
        <span className="sp" />
        <SaveKey title={t("admin.settings")} disabled={undecided} />
      </div>
    </form>
  );
}
