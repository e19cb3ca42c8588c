import { ActionIcon } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import { changeCount, draftOf, isOver, type Question } from "./draft";
import { useDayWords } from "./words";
import styles from "./whatif.module.css";

interface Props {
  questions: readonly Question[];
  chosen: string | null;
  onOpen: (jobId: string) => void;
  /** Put a question's changes into the form. */
  onTake: (question: Question) => void;
}

/** What was asked before. */
export function Questions({ questions, chosen, onOpen, onTake }: Props) {
  const { t, format } = useText();
  const dayWords = useDayWords();
  return (
    <section className={`card ${styles["questions"] ?? ""}`} aria-labelledby="whatif-questions">
      <header>
        <h2 id="whatif-questions">{t("whatif.questions")}</h2>
      </header>
      {questions.length === 0 && <p className="pad t2">{t("whatif.noQuestions")}</p>}
      <ul>
        {questions.map((question) => (
          <li key={question.job_id} data-chosen={question.job_id === chosen || undefined}>
            <button
              type="button"
              onClick={() => onOpen(question.job_id)}
              aria-current={question.job_id === chosen}
            >
              <b className="el">{dayWords(question.day)}</b>
              <span className="t2 sm el">
                {t("whatif.changes", { count: changeCount(draftOf(question)) })} ·{" "}
                {isOver(question)
                  ? t(`whatif.state_${question.state}`)
                  : `${t(`whatif.state_${question.state}`)} ${format.percent(question.progress)}`}
              </span>
              <span className="t3 sm el">
                {question.user_name ?? t("audit.somebody")}, {format.dateTime(question.created_at)}
              </span>
            </button>
            <ActionIcon
              variant="subtle"
              aria-label={t("whatif.take")}
              title={t("whatif.take")}
              onClick={() => onTake(question)}
            >
              <IconPencil size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
