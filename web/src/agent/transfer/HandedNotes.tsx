import { useQuery } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { InteractionDetail } from "@/protocol/conversations";
import type { CallView } from "@/protocol/frames";

/** What others have noted about a call that was handed on: the story does not have to be told again. */
export function HandedNotes({ call }: { call: CallView }) {
  const { t } = useText();
  const { data } = useQuery({
    queryKey: ["handed", call.interaction_id, call.state, call.agent_id],
    queryFn: () => request<InteractionDetail>(`/interactions/${call.interaction_id}`),
    staleTime: 5_000,
  });
  if (data === undefined || data.notes.length === 0) return null;
  return (
    <section className="card" aria-label={t("desk.handedNotes")}>
      <header>
        <h2>{t("desk.handedNotes")}</h2>
      </header>
      {data.notes.map((note) => (
        <p key={note.note_id} className="pad" style={{ whiteSpace: "pre-wrap" }}>
          {note.text}
        </p>
      ))}
    </section>
  );
}
