import { useText } from "@/i18n/TextProvider";
import { phoneGroups } from "@/i18n/format";
import { CallButton } from "@/agent/dial/CallButton";
import { Button } from "@mantine/core";
import { Chip, State, type StateName } from "@/ui";
import { useMailAgain, type Promised } from "./data";
import styles from "./promises.module.css";

const STATES: Record<Promised["state"], StateName> = { open: "near", kept: "within", cancelled: "offline" };

/** Whether it is kept, and by when it is to be. */
export function PromiseMark({ promise }: { promise: Promised }) {
  const { t } = useText();
  if (promise.overdue) return <State state="over">{t("promise.overdue")}</State>;
  return <State state={STATES[promise.state]}>{t(`promise.state_${promise.state}`)}</State>;
}

/** Calls whom it is for, while it is to be kept. */
export function CallWhom({ promise }: { promise: Promised }) {
  const whom = useWhom();
  const { state, to_number: number, contact_id: contact } = promise;
  if (state !== "open" || (number === null && contact === null)) return null;
  return (
    <CallButton name={whom(promise)} whom={number !== null ? { number } : { contact_id: contact ?? "" }} />
  );
}

export function useWhom(): (promise: Promised) => string {
  const { t } = useText();
  return (promise) =>
    [
      promise.to_name !== "" ? promise.to_name : (promise.client_name ?? promise.contact_name),
      promise.to_email,
      phoneGroups(promise.to_number ?? ""),
    ]
      .filter((part) => part != null && part !== "")
      .join(" · ") || t("promise.noWhom");
}

/** What was promised, as it was written; of a voice message what a recogniser has made of it. */
export function useTextOf(): (promise: Promised) => string {
  const { t } = useText();
  return ({ text, kind }) => {
    if (text === null) return t("conversations.erasedNote");
    return text === "" && kind === "voicemail" ? t("promise.notTranscribed") : text;
  };
}

/** What became of the mails that tell it: to the client, and of a voice message to its queue's address. */
export function MailMark({ promise }: { promise: Promised }) {
  const { t } = useText();
  const { mail, queue_mail: ofQueue, kind, text } = promise;
  const unmailed = mail === null && kind === "message" && text !== null;
  return (
    <>
      {unmailed && <span className="sm t2">{t("promise.noMail")}</span>}
      {mail !== null && <MailState promise={promise} mail={mail} />}
      {ofQueue !== null && (
        <span className={`sm ${styles["mail"] ?? ""}`}>
          <span className="t2">
            {t("promise.queueMail")} ({ofQueue.to}):
          </span>
          <MailState promise={promise} mail={ofQueue} />
        </span>
      )}
    </>
  );
}

/** What became of one, with the other server's own words where it refused. */
function MailState({ promise, mail }: { promise: Promised; mail: NonNullable<Promised["mail"]> }) {
  const { t, tCode, format } = useText();
  const again = useMailAgain();
  const why = [mail.code === null ? "" : (tCode(`promise.mail_${mail.code}`) ?? mail.code), mail.reason]
    .filter((part) => part !== "")
    .join(": ");
  if (mail.state === "sent")
    return (
      <span className="sm t2">
        {t("promise.mailSent", { time: mail.sent_at === null ? "" : format.dateTime(mail.sent_at) })}
      </span>
    );
  // Without a server nobody has refused anything.
  const word = mail.code === "not_set_up" ? "failed" : mail.state;
  return (
    <span className={`sm ${styles["mail"] ?? ""}`}>
      <State state={mail.state === "queued" ? "near" : "over"}>{t(`promise.mail_${word}`)}</State>
      {why !== "" && <span className={`t2 ${styles["why"] ?? ""}`}>{why}</span>}
      {mail.state === "queued" && why !== "" && mail.next_at !== null && (
        <span className="t2"> · {t("promise.mailNext", { time: format.time(mail.next_at) })}</span>
      )}
      {mail.state !== "queued" && promise.may_change && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={again.isPending}
          onClick={() => again.mutate(promise.promise_id)}
        >
          {t("promise.mailAgain")}
        </Button>
      )}
    </span>
  );
}

/** A few promises beside a conversation or a customer. */
export function PromiseLines({ promises }: { promises: readonly Promised[] }) {
  const { t, format } = useText();
  const whom = useWhom();
  const textOf = useTextOf();
  return (
    <ul className={styles["lines"]}>
      {promises.map((promise) => (
        <li key={promise.promise_id}>
          <span className="row">
            <Chip>{t(`promise.kind_${promise.kind}`)}</Chip>
            <span className="sp" />
            <PromiseMark promise={promise} />
          </span>
          <span className={styles["words"]}>{textOf(promise)}</span>
          <span className="t2 sm el">
            {promise.due_at !== null && `${t("promise.until", { time: format.dateTime(promise.due_at) })} · `}
            {whom(promise)}
          </span>
          <MailMark promise={promise} />
        </li>
      ))}
    </ul>
  );
}
