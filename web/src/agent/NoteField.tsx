import { Textarea } from "@mantine/core";
import { useId } from "react";
import type { Note } from "@/app/note";
import { useText } from "@/i18n/TextProvider";

/** As many while talking as after it: nothing jumps when the call ends. */
const ROWS = 3;

/** The note of this conversation; it stays pinned at the bottom and keeps focus and caret. */
export function NoteField({ note }: { note: Note }) {
  const { t, format } = useText();
  const id = useId();
  return (
    <>
      <div className="row" style={{ marginBottom: 5 }}>
        <label htmlFor={id} className="cap">
          {t("desk.note")}
        </label>
        <span className="sp" />
        <span className="sm t3">
          {note.keptAt === undefined ? "" : t("desk.draftKept", { time: format.time(note.keptAt) })}
        </span>
      </div>
      <Textarea
        id={id}
        value={note.text}
        onChange={(event) => note.write(event.currentTarget.value)}
        minRows={ROWS}
        maxRows={ROWS}
        autosize
        maxLength={4000}
        placeholder={t("desk.noteHint")}
      />
    </>
  );
}
