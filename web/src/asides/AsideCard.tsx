import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { newAsideId, useAnswer, useSeen, useSolve, type Aside } from "./data";
import { useTyped } from "./drafts";
import { Lines } from "./Lines";
import { WriteField } from "./WriteField";
import styles from "./asides.module.css";

interface Props {
  aside: Aside;
  /** Closes what a specialist has opened; the own call's questions stay in sight. */
  onClose?: () => void;
}

/** One question with its answers, to read and to write. */
export function AsideCard({ aside, onClose }: Props) {
  const { t } = useText();
  const [text, setText] = useTyped(aside.aside_id);
  const [lineId, setLineId] = useState(() => newAsideId("asl"));
  const answer = useAnswer(aside.aside_id);
  const solve = useSolve(aside.aside_id);
  useReading(aside);
  const send = (): void =>
    answer.mutate(
      { line_id: lineId, text: text.trim() },
      {
        onSuccess: () => {
          setText("");
          setLineId(newAsideId("asl"));
        },
      },
    );
  const title = aside.own_call
    ? t("aside.toGroup", { group: aside.team_name ?? "" })
    : t("aside.from", { author: aside.asker ?? t("aside.somebody") });
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={title}>
      <div className="row">
        <h2 className="el">{title}</h2>
        <span className="sm t2 el">
          {[aside.project_name, aside.short_ref].filter((part) => part !== null).join(" · ")}
        </span>
        <span className="sp" />
        {aside.own_call && aside.may_write && (
          <Button size="compact-sm" loading={solve.isPending} onClick={() => solve.mutate()}>
            {t("aside.solved")}
          </Button>
        )}
        {onClose !== undefined && <CloseButton aria-label={t("common.close")} onClick={onClose} />}
      </div>
      <Lines aside={aside} />
      {aside.may_write && (
        <WriteField
          label={t("aside.answer")}
          send={t("aside.send")}
          text={text}
          onText={setText}
          onSend={send}
          busy={answer.isPending}
          focused={onClose !== undefined}
        />
      )}
      {answer.isError && <ProblemState problem={answer.error} />}
      {solve.isError && <ProblemState problem={solve.error} />}
    </section>
  );
}

/** What is shown on a page in sight has been read. */
function useReading(aside: Aside): void {
  const { mutate } = useSeen();
  const { aside_id: asideId, unread } = aside;
  const lines = aside.lines.length;
  useEffect(() => {
    if (unread === 0) return;
    const read = (): void => {
      if (document.visibilityState === "visible") mutate({ asideId, lines });
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [mutate, asideId, unread, lines]);
}
