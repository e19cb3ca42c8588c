import { Button, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useFaultsOf } from "@/admin/kit/form";
import { ProblemState } from "@/app/ProblemState";
import { useRecords } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import { useLanguageNames } from "@/speech/languageNames";
import { SayingFields, sayings, type SaidByLanguage } from "@/speech/SayingFields";
import { State, useToast } from "@/ui";
import styles from "./announcements.module.css";
import { LONGEST_S, useRefreshAnnouncements, type Announcement } from "./announcements";
import { endOf, PRESETS, type Preset } from "./ends";
import { TARGETS, useTargets, type Target } from "./targets";

interface Draft {
  target: Target;
  targetId: string | null;
  said: SaidByLanguage;
  promptId: string | null;
  preset: Preset;
  ends: string;
  toWaiting: boolean;
}
const BLANK: Draft = {
  target: "all",
  targetId: null,
  said: {},
  promptId: null,
  preset: "half_hour",
  ends: "",
  toWaiting: true,
};

/** Whom it is for, what is said, until when; then the next caller hears it. */
export function AnnouncementForm({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const refresh = useRefreshAnnouncements();
  const targets = useTargets();
  const prompts = useRecords("own-prompts").data ?? [];
  const { zone } = useMe().workspace;
  const namesOf = useLanguageNames();
  const form = useRef<HTMLFormElement>(null);
  // Who opened it wants to tell something at once.
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const [draft, setDraft] = useState(BLANK);
  const put = (change: Partial<Draft>): void => {
    begin.reset();
    setDraft((was) => ({ ...was, ...change }));
  };
  const begin = useMutation({
    mutationFn: (lacking: boolean) =>
      request<Announcement>("/announcements", {
        method: "POST",
        body: {
          target: draft.target,
          target_id: draft.targetId ?? "",
          said: draft.promptId === null ? sayings(draft.said) : {},
          prompt_id: draft.promptId,
          ends_at: endOf(draft.preset, draft.ends, Date.now(), zone),
          to_waiting: draft.toWaiting,
          although_lacking: lacking,
        },
      }),
    onSuccess: async () => {
      await refresh();
      toast({ text: t("announce.begunNow") });
      onClose();
    },
  });
  const faults = useFaultsOf()(begin.error);
  const lacking = lackingIn(begin.error);
  const says = draft.promptId !== null || Object.keys(sayings(draft.said)).length > 0;
  return (
    <form
      ref={form}
      className={`card pad ${styles["form"] ?? ""}`}
      aria-label={t("announce.new")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate(lacking !== undefined);
      }}
    >
      <div className={styles["fields"]}>
        <Select
          allowDeselect={false}
          label={t("announce.target")}
          value={draft.target}
          data={TARGETS.map((value) => ({ value, label: t(`announce.target_${value}`) }))}
          onChange={(value) => put({ target: value ?? "all", targetId: null })}
        />
        {draft.target !== "all" && (
          <Select
            label={t(`announce.target_${draft.target}`)}
            searchable
            value={draft.targetId}
            data={targets[draft.target]}
            onChange={(targetId) => put({ targetId })}
            error={faults["target_id"]}
          />
        )}
        <Select
          label={t("announce.prompt")}
          placeholder={t("announce.typedHere")}
          clearable
          searchable
          value={draft.promptId}
          data={prompts.map(({ prompt_id, name }) => ({ value: prompt_id, label: name }))}
          onChange={(promptId) => put({ promptId })}
        />
      </div>
      {draft.promptId === null && (
        <SayingFields said={draft.said} onChange={(said) => put({ said })} fault={undefined} />
      )}
      <p className="t2 sm">{t("announce.longest", { seconds: LONGEST_S })}</p>
      <div className={styles["until"]}>
        <span>{t("announce.until")}</span>
        <SegmentedControl
          aria-label={t("announce.until")}
          value={draft.preset}
          data={PRESETS.map((value) => ({ value, label: t(`announce.until_${value}`) }))}
          onChange={(preset) => put({ preset })}
        />
        {draft.preset === "own" && (
          <TextInput
            type="datetime-local"
            aria-label={t("announce.until")}
            value={draft.ends}
            onChange={(event) => put({ ends: event.currentTarget.value })}
          />
        )}
        {faults["ends_at"] !== undefined && <span className={styles["fault"]}>{faults["ends_at"]}</span>}
      </div>
      <Switch
        label={t("announce.toWaiting")}
        checked={draft.toWaiting}
        onChange={(event) => put({ toWaiting: event.currentTarget.checked })}
      />
      {lacking !== undefined && (
        <div role="alert">
          <State state="near">{t("field.announcement_lacks", { languages: namesOf(lacking) })}</State>
        </div>
      )}
      {lacking === undefined && faults["said"] !== undefined && (
        <div className={styles["fault"]} role="alert">
          {faults["said"]}
        </div>
      )}
      {begin.isError && Object.keys(faults).length === 0 && <ProblemState problem={begin.error} />}
      <div className="row">
        <Button
          type="submit"
          variant="filled"
          loading={begin.isPending}
          disabled={!says || (draft.preset === "own" && draft.ends === "")}
        >
          {t(lacking === undefined ? "announce.begin" : "announce.beginAnyway")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("common.close")}
        </Button>
      </div>
    </form>
  );
}

/** The languages in which nothing is said yet, where that is what the server asks about. */
function lackingIn(problem: unknown): string[] | undefined {
  const first = problem instanceof ApiProblem ? problem.errors[0] : undefined;
  const languages = first?.code === "announcement_lacks" ? first.params?.["languages"] : undefined;
  return typeof languages === "string" ? languages.split(", ") : undefined;
}
