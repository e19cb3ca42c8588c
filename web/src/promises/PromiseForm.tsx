import { Button, CloseButton, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useFaultsOf } from "@/admin/kit/form";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import { useToast } from "@/ui";
import { keepPromiseDraft, readPromiseDraft, type PromiseDraft } from "./draft";
import { newPromiseId, useMakePromise } from "./data";
import styles from "./promises.module.css";

interface Props {
  interactionId: string;
  /** What is known of who is to hear of a message: the client. */
  client: string | null;
  /** The customer, for a call back. */
  caller: { name: string | null; number: string | null };
  onClose: () => void;
}

const HOUR_MS = 3_600_000;

/** The field's own form of a time, in the reader's zone. */
function fieldTime(at: number): string {
  const zone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - zone).toISOString().slice(0, 16);
}

/** Leave a message for the client, or promise to call back. What is typed is kept in this browser until it is promised. */
export function PromiseForm({ interactionId, client, caller, onClose }: Props) {
  const { t } = useText();
  const user = useMe().user_id;
  const toast = useToast();
  const make = useMakePromise();
  const [id, setId] = useState(newPromiseId);
  const [draft, setDraft] = useState<PromiseDraft>(
    () => readPromiseDraft(user, interactionId) ?? { kind: "message", text: "", name: client ?? "" },
  );
  const put = (change: Partial<PromiseDraft>): void => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepPromiseDraft(user, interactionId, next);
  };
  const faults = useFaultsOf()(make.error);
  const message = useRef<HTMLTextAreaElement>(null);
  // It has been asked for to type into.
  useEffect(() => message.current?.focus(), []);

  function choose(kind: PromiseDraft["kind"]): void {
    if (kind === "message") put({ kind, name: client ?? "", number: "", due: "" });
    else
      put({
        kind,
        name: caller.name ?? "",
        number: caller.number ?? "",
        email: "",
        due: fieldTime(Date.now() + HOUR_MS),
      });
  }

  function submit(): void {
    const due = draft.due === undefined || draft.due === "" ? null : new Date(draft.due).toISOString();
    make.mutate(
      {
        promise_id: id,
        interaction_id: interactionId,
        kind: draft.kind,
        text: draft.text,
        to_name: draft.name ?? "",
        to_email: draft.email ?? "",
        to_number: draft.number ?? "",
        due_at: due,
      },
      {
        onSuccess: () => {
          keepPromiseDraft(user, interactionId, undefined);
          toast({ text: t(draft.kind === "message" ? "promise.left" : "promise.made") });
          onClose();
        },
        // The server has refused it: changed, it is another one.
        onError: (problem) => {
          if (problem instanceof ApiProblem && problem.code === "already_exists") setId(newPromiseId());
        },
      },
    );
  }

  const leave = (event: React.KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
  };
  const field = (name: "name" | "email" | "number") => ({
    value: draft[name] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => put({ [name]: event.currentTarget.value }),
    onKeyDown: leave,
    error: faults[`to_${name}`],
  });
  return (
    <form
      className={styles["form"]}
      aria-label={t("promise.new")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="row">
        <SegmentedControl
          aria-label={t("promise.kind")}
          value={draft.kind}
          onChange={(value) => choose(value)}
          data={[
            { value: "message", label: t("promise.kind_message") },
            { value: "call_back", label: t("promise.kind_call_back") },
          ]}
        />
        <span className="sp" />
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
      <Textarea
        ref={message}
        onKeyDown={leave}
        label={t(draft.kind === "message" ? "promise.message" : "promise.about")}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={4000}
        value={draft.text}
        onChange={(event) => put({ text: event.currentTarget.value })}
        error={faults["text"]}
      />
      <div className={styles["fields"]}>
        <TextInput label={t("promise.toName")} maxLength={300} {...field("name")} />
        {draft.kind === "message" ? (
          <TextInput
            label={t("promise.toEmail")}
            type="email"
            maxLength={254}
            placeholder={t("promise.clientEmail")}
            {...field("email")}
          />
        ) : (
          <TextInput label={t("promise.toNumber")} maxLength={40} {...field("number")} />
        )}
        <TextInput
          label={t("promise.due")}
          type="datetime-local"
          onKeyDown={leave}
          value={draft.due ?? ""}
          onChange={(event) => put({ due: event.currentTarget.value })}
          error={faults["due_at"]}
        />
      </div>
      {make.isError && Object.keys(faults).length === 0 && <ProblemState problem={make.error} />}
      <div className="row">
        <Button type="submit" loading={make.isPending}>
          {t(draft.kind === "message" ? "promise.leave" : "promise.promise")}
        </Button>
        <span className="t2 sm">{t("promise.formHint")}</span>
      </div>
    </form>
  );
}
