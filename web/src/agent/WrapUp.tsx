import { Button, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useKeys } from "@/app/keys";
import type { Note } from "@/app/note";
import { useProblemText } from "@/app/problems";
import { useReasonName } from "@/app/reasons";
import { useRecords } from "@/app/records";
import type { FormInHand } from "@/callform/useCallForm";
import { useText } from "@/i18n/TextProvider";
import { useCommand } from "@/live";
import type { AgentView, CallView } from "@/protocol/frames";
import { Key, useSecond, useToast } from "@/ui";
import type { DispositionChoice } from "./useDispositionChoice";
import styles from "./desk.module.css";

interface Props {
  call: CallView;
  choice: DispositionChoice;
}

interface EndProps extends Props {
  agentId: string;
  me: AgentView | undefined;
  note: Note;
  form: FormInHand;
}

/** What the agent is after it; null leaves it as was chosen before. */
interface End {
  then: "ready" | "not_ready" | null;
  reason?: string | undefined;
  words: string;
}

/** After the call: what it was about. The note stays under it, then done: one screen, no mouse needed. */
export function WrapUp({ call, choice }: Props) {
  return (
    <div style={{ minHeight: 0, display: "grid", gridTemplateRows: "auto minmax(0,1fr)" }}>
      <WrapUpProgress call={call} />
      <div className={styles["body"]}>
        <div className="card pad">
          <DispositionField choice={choice} />
        </div>
      </div>
    </div>
  );
}

/** The ways out of the wrap-up. */
export function WrapUpEnd({ call, agentId, me, note, form, choice }: EndProps) {
  const { t } = useText();
  const { finish, busy } = useFinish(call, agentId, note, form, choice);
  const { usual, other } = useEnds(me);
  useKeys(
    t("desk.wrapUpKeys"),
    useMemo(
      () => [{ keys: "Ctrl+Enter", label: usual.words, whileTyping: true, run: () => finish(usual) }],
      [usual, finish],
    ),
  );
  return (
    <div className={styles["fin"]}>
      <span className="t2 sm hide-s">{t("desk.nothingLost")}</span>
      <span className="sp" />
      <Button size="lg" style={{ fontSize: 14 }} disabled={busy} onClick={() => finish(other)}>
        {other.words}
      </Button>
      <Button
        size="lg"
        variant="filled"
        loading={busy}
        aria-keyshortcuts="Control+Enter"
        onClick={() => finish(usual)}
      >
        <span className="row">
          {usual.words} <Key>Ctrl Enter</Key>
        </span>
      </Button>
    </div>
  );
}

/** The two ways out, named by what they do. Whoever has chosen to rest after this does so by the usual one. */
function useEnds(me: AgentView | undefined): { usual: End; other: End } {
  const { t } = useText();
  const reasonName = useReasonName();
  const { data: reasons } = useRecords("reasons");
  const presence = me?.presence;
  const rests = presence === "not_ready";
  const chosen = me?.reason ?? undefined;
  return useMemo(() => {
    const rest = reasons?.find(({ code }) => code === "break") ?? reasons?.[0];
    const then = (reason: string | undefined): string =>
      t("desk.doneThen", { reason: reason === undefined ? t("state.notready") : reasonName(reason) });
    // Who is ready stays so: to become it can want a check of the headset first.
    const ready: End = { then: presence === "ready" ? null : "ready", words: t("desk.doneReady") };
    return rests
      ? { usual: { then: null, words: then(chosen) }, other: ready }
      : {
          usual: ready,
          other: { then: "not_ready", reason: rest?.reason_id, words: then(rest?.reason_id) },
        };
  }, [t, reasonName, reasons, presence, rests, chosen]);
}

/** Keeps form and note, then closes the wrap-up: what was typed is safe before anything is called done. */
function useFinish(call: CallView, agentId: string, note: Note, form: FormInHand, choice: DispositionChoice) {
  const { t } = useText();
  const command = useCommand();
  const toast = useToast();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const { settle } = choice;
  const settleForm = form.settle;

  const finish = useCallback(
    ({ then, reason }: End) => {
      if (busy) return;
      setBusy(true);
      void (async () => {
        try {
          const disposition = await settle();
          if (disposition === undefined) return;
          if (!(await settleForm())) return;
          const noteId = note.text.trim() === "" ? null : await note.keep();
          const problem = await command({
            type: "finish_wrap_up",
            agent_id: agentId,
            interaction_id: call.interaction_id,
            disposition_id: disposition?.disposition_id ?? null,
            note_id: noteId,
            then,
            reason: reason ?? null,
          });
          if (problem !== undefined) toast({ text: problemText(problem), kind: "fault" });
        } catch (error) {
          toast({ text: `${t("desk.notDone")} ${problemText(error)}`, kind: "fault" });
        } finally {
          setBusy(false);
        }
      })();
    },
    [busy, agentId, call.interaction_id, settle, settleForm, command, note, problemText, t, toast],
  );
  return { finish, busy };
}

function WrapUpProgress({ call }: { call: CallView }) {
  const now = useSecond();
  if (call.wrap_up_deadline === null) return <div />;
  const begin = Date.parse(call.since);
  const share = (now - begin) / Math.max(1, Date.parse(call.wrap_up_deadline) - begin);
  return (
    <div className={styles["progress"]}>
      <div style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
    </div>
  );
}

/** Type two letters; arrows and Enter for the rest. */
function DispositionField({ choice }: { choice: DispositionChoice }) {
  const { t, format } = useText();
  const { all, shown, typed, marked, chosen, unknown } = choice;
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => {
    // The agent may be in the middle of a sentence of the note, or of the customer's name: the caret stays there.
    if (document.activeElement?.matches("input, textarea") !== true) field.current?.focus();
  }, []);
  useEffect(() => {
    if (unknown) field.current?.focus();
  }, [unknown]);

  function key(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") choice.pick(shown[marked]);
    else if (event.key === "ArrowDown") choice.mark(marked + 1);
    else if (event.key === "ArrowUp") choice.mark(marked - 1);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        ref={field}
        label={t("desk.about")}
        value={typed}
        onChange={(event) => choice.type(event.currentTarget.value)}
        error={unknown && t("desk.dispositionUnknown")}
        onKeyDown={key}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={shown[marked] === undefined ? undefined : `${list}-${marked}`}
        autoComplete="off"
        spellCheck={false}
        rightSection={
          <span className="sm t3 nw">
            {t("desk.ofAll", { n: format.number(shown.length), all: format.number(all.length) })}
          </span>
        }
        rightSectionWidth={86}
        rightSectionProps={{ style: { justifyContent: "flex-end", paddingRight: 12 } }}
      />
      <div className={styles["options"]} id={list} role="listbox" tabIndex={-1} aria-label={t("desk.about")}>
        {shown.map((disposition, index) => (
          // Keys are handled by the field above, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={disposition.disposition_id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            onClick={() => choice.pick(disposition)}
          >
            <span className={styles["code"]}>{disposition.code}</span>
            <span className="el">{disposition.name}</span>
            <span className="sp" />
            {chosen === disposition ? (
              <IconCheck size={16} aria-label={t("desk.chosen")} />
            ) : (
              index === marked && <Key>Enter</Key>
            )}
          </div>
        ))}
        {shown.length === 0 && !unknown && (
          <div className="t2">{t(all.length === 0 ? "desk.noDispositions" : "desk.noDisposition")}</div>
        )}
      </div>
    </>
  );
}
