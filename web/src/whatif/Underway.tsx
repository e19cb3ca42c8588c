import { Button, Progress } from "@mantine/core";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { ErrorState, useToast } from "@/ui";
import { useCancel } from "./data";
import { isOver, type Question } from "./draft";
import { useDayWords } from "./words";
import styles from "./whatif.module.css";

/** A question that has no answer yet, or never will. */
export function Underway({ question }: { question: Question }) {
  const { t, tCode, format } = useText();
  const dayWords = useDayWords();
  const cancel = useCancel();
  const toast = useToast();
  const problemText = useProblemText();
  const { state, progress, problem } = question;
  if (state === "failed")
    return (
      <ErrorState title={t("whatif.failed")} detail={problem ?? undefined}>
        {tCode(`whatif.problem_${problem ?? ""}`) ?? t("whatif.problem_broke")}
      </ErrorState>
    );
  return (
    <div className={`card pad ${styles["underway"] ?? ""}`} role="status">
      <h2>{t(`whatif.state_${state}`)}</h2>
      <p className="t2">{dayWords(question.day)}</p>
      {!isOver(question) && (
        <>
          <Progress
            value={progress * 100}
            aria-label={t("whatif.progress")}
            color="var(--action)"
            size="lg"
            transitionDuration={0}
          />
          <div className="row">
            <span className="tn">{format.percent(progress)}</span>
            <span className="t2">{t("whatif.mayLeave")}</span>
            <span className="sp" />
            <Button
              variant="default"
              loading={cancel.isPending}
              onClick={() =>
                cancel.mutate(question.job_id, {
                  onError: (fault) => toast({ kind: "fault", text: problemText(fault) }),
                })
              }
            >
              {t("whatif.cancel")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
