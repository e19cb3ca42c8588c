import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useKeys } from "@/app/keys";
import { useProblemText } from "@/app/problems";
import { useMe } from "@/app/session";
import { dayAfter, dayOf } from "@/conversations/filters";
import { useText } from "@/i18n/TextProvider";
import { EmptyState, ErrorState, Loading, Page, useToast } from "@/ui";
import { AnswerView } from "./AnswerView";
import { ChangesForm } from "./ChangesForm";
import { useAsk, useQuestion, useQuestions } from "./data";
import { draftOf, emptyDraft, isOver, type Draft } from "./draft";
import { Questions } from "./Questions";
import { Underway } from "./Underway";
import styles from "./whatif.module.css";

/** A past day replayed with other people, skills, rings or rules, beside what really happened. */
export default function WhatIf() {
  const { t } = useText();
  const { zone } = useMe().workspace;
  const [opened] = useState(Date.now);
  const today = dayOf(opened, zone);
  const [draft, setDraft] = useLocalStorage<Draft>({
    key: "ringwell.whatif",
    defaultValue: emptyDraft(dayAfter(today, -1)),
  });
  const [params, setParams] = useSearchParams();
  const questions = useQuestions();
  const chosen = params.get("question") ?? questions.data?.[0]?.job_id ?? null;
  const open = useCallback((jobId: string) => setParams({ question: jobId }, { replace: true }), [setParams]);
  const ask = useAsk();
  const toast = useToast();
  const problemText = useProblemText();
  const send = useCallback(() => {
    if (ask.isPending) return;
    ask.mutate(draft, {
      onSuccess: ({ job_id }) => open(job_id),
      onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
    });
  }, [ask, draft, open, toast, problemText]);
  useKeys(
    t("whatif.title"),
    useMemo(() => [{ keys: "Ctrl+Enter", label: t("whatif.play"), run: send, whileTyping: true }], [t, send]),
  );
  return (
    <Page title={t("whatif.title")}>
      <div className={styles["page"]}>
        <ChangesForm draft={draft} onChange={setDraft} today={today} onSend={send} sending={ask.isPending} />
        <section className={styles["right"]} aria-label={t("whatif.answer")}>
          <Shown jobId={chosen} none={questions.data?.length === 0} />
        </section>
        <Questions
          questions={questions.data ?? []}
          chosen={chosen}
          onOpen={open}
          onTake={(question) => setDraft(draftOf(question))}
        />
      </div>
    </Page>
  );
}

function Shown({ jobId, none }: { jobId: string | null; none: boolean }) {
  const { t } = useText();
  const problemText = useProblemText();
  const question = useQuestion(jobId);
  if (none && jobId === null)
    return (
      <div className="card">
        <EmptyState>{t("whatif.empty")}</EmptyState>
      </div>
    );
  if (question.isError)
    return <ErrorState title={problemText(question.error)} onRetry={() => void question.refetch()} />;
  if (question.data === undefined) return <Loading lines={8} />;
  if (!isOver(question.data) || question.data.answer === null) return <Underway question={question.data} />;
  return <AnswerView question={question.data} answer={question.data.answer} />;
}
