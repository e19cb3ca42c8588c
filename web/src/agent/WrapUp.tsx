import { Button, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useKeys } from "@/app/keys";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { useCommand } from "@/live";
import type { CallView } from "@/protocol/frames";
import type { Disposition } from "@/protocol/resources";
import { Key, useSecond, useToast } from "@/ui";
import { keepNote, newNoteId, useDispositions, useReasons } from "./data";
import { matching, meant } from "./dispositions";
import { NoteField } from "./NoteField";
import type { Note } from "./useNote";
import { useReasonName } from "./words";
import styles from "./desk.module.css";

interface Props {
  call: CallView;
  agentId: string;
  note: Note;
}

/** After the call: what it was about, the note, done. One screen, no mouse needed. */
export function WrapUp({ call, agentId, note }: Props) {
  const { t } = useText();
  const [chosen, setChosen] = useState<Disposition>();
  const { finish, busy } = useFinish({ call, agentId, note }, chosen);
  const reasons = useReasons();
  const reasonName = useReasonName();
  const rest = reasons.find(({ code }) => code === "break") ?? reasons[0];
  useKeys(
    t("desk.wrapUpKeys"),
    useMemo(
      () => [
        { keys: "Ctrl+Enter", label: t("desk.doneReady"), whileTyping: true, run: () => finish("ready") },
      ],
      [t, finish],
    ),
  );
  return (
    <>
      <div style={{ minHeight: 0, display: "grid", gridTemplateRows: "auto minmax(0,1fr)" }}>
        <WrapUpProgress call={call} />
        <div className={styles["body"]}>
          <div className="card pad">
            <DispositionChoice projectId={call.project_id} chosen={chosen} onChoose={setChosen} />
          </div>
          <div className="card pad">
            <NoteField note={note} rows={4} />
          </div>
        </div>
      </div>
      <div className={styles["fin"]}>
        <span className="t2 sm hide-s">{t("desk.nothingLost")}</span>
        <span className="sp" />
        <Button
          size="lg"
          style={{ fontSize: 14 }}
          disabled={busy}
          onClick={() => finish("not_ready", rest?.reason_id)}
        >
          {t("desk.doneThen", {
            reason: rest === undefined ? t("state.notready") : reasonName(rest.reason_id),
          })}
        </Button>
        <Button
          size="lg"
          variant="filled"
          loading={busy}
          aria-keyshortcuts="Control+Enter"
          onClick={() => finish("ready")}
        >
          <span className="row">
            {t("desk.doneReady")} <Key>Ctrl Enter</Key>
          </span>
        </Button>
      </div>
    </>
  );
}

/** Keeps the note, then closes the wrap-up: what was typed is safe before anything is called done. */
function useFinish({ call, agentId, note }: Props, chosen: Disposition | undefined) {
  const { t } = useText();
  const command = useCommand();
  const toast = useToast();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const kept = useRef<{ text: string; id: string }>(undefined);

  const finish = useCallback(
    (then: "ready" | "not_ready", reason?: string) => {
      const text = note.text.trim();
      // The same text tried again is the same note.
      if (kept.current?.text !== text) kept.current = { text, id: newNoteId() };
      const { id } = kept.current;
      setBusy(true);
      void (async () => {
        try {
          const noteId = text === "" ? null : await keepNote(call.interaction_id, text, id);
          const problem = await command({
            type: "finish_wrap_up",
            agent_id: agentId,
            interaction_id: call.interaction_id,
            disposition_id: chosen?.disposition_id ?? null,
            note_id: noteId,
            then,
            reason: reason ?? null,
          });
          if (problem !== undefined) toast({ text: problemText(problem), kind: "fault" });
          else note.done();
        } catch (error) {
          toast({ text: `${t("desk.notDone")} ${problemText(error)}`, kind: "fault" });
        } finally {
          setBusy(false);
        }
      })();
    },
    [agentId, call.interaction_id, chosen, command, note, problemText, t, toast],
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

interface ChoiceProps {
  projectId: string | null;
  chosen: Disposition | undefined;
  onChoose: (disposition: Disposition | undefined) => void;
}

/** Type two letters; arrows and Enter for the rest. */
function DispositionChoice({ projectId, chosen, onChoose }: ChoiceProps) {
  const { t, format } = useText();
  const all = useDispositions(projectId);
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const shown = matching(all, typed);
  useEffect(() => {
    // The agent may be in the middle of a sentence of the note: the caret stays there.
    if (!(document.activeElement instanceof HTMLTextAreaElement)) field.current?.focus();
  }, []);

  function type(text: string): void {
    setTyped(text);
    setMarked(0);
    onChoose(meant(all, text));
  }

  function pick(disposition: Disposition | undefined): void {
    if (disposition === undefined) return;
    setTyped(disposition.code);
    setMarked(0);
    onChoose(disposition);
  }

  function key(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") pick(shown[marked]);
    else if (event.key === "ArrowDown") setMarked(Math.min(marked + 1, shown.length - 1));
    else if (event.key === "ArrowUp") setMarked(Math.max(marked - 1, 0));
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        ref={field}
        label={t("desk.about")}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
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
      />
      <div className={styles["options"]} id={list} role="listbox" aria-label={t("desk.about")}>
        {shown.map((disposition, index) => (
          // Keys are handled by the field above, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={disposition.disposition_id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            onClick={() => pick(disposition)}
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
        {shown.length === 0 && <div className="t2">{t("desk.noDisposition")}</div>}
      </div>
    </>
  );
}
