import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useAsk } from "@/app/ask";
import { useKeys, type KeyAction } from "@/app/keys";
import { useProblemText } from "@/app/problems";
import { RecordingPlayer } from "@/conversations/RecordingPlayer";
import { useInteraction } from "@/conversations/data";
import { useText } from "@/i18n/TextProvider";
import { usePromisesOf, useSetPromise } from "@/promises/data";
import type { CallView } from "@/protocol/frames";
import { Key, Loading, State, useToast } from "@/ui";
import { callKey } from "../callKey";
import { useCallerName } from "../words";
import styles from "./message.module.css";

type Message = NonNullable<CallView["message"]>;

interface Props {
  call: CallView;
  message: Message;
  agentId: string;
}

/** The voice message that a call answers: heard here, answered by a call, or dealt with otherwise. */
export function VoiceMessageCard({ call, message, agentId }: Props) {
  const { t } = useText();
  const ask = useAsk();
  const name = useCallerName(call);
  const interaction = useInteraction(message.interaction_id);
  const recording = interaction.data?.audio.find((each) => each.recording_id === message.recording_id);
  const promise = usePromisesOf({ interaction_id: message.interaction_id }).data?.find(
    (each) => each.promise_id === message.promise_id,
  );
  const done = useDone(message);
  const unanswered = call.state === "message";
  const about = { agent_id: agentId, interaction_id: call.interaction_id };
  const callBack = () => void ask({ type: "call_message", ...about });
  const close = () => {
    void done().then((kept) => (kept && unanswered ? ask({ type: "close_message", ...about }) : kept));
  };
  useMessageKeys(unanswered, callBack, close);
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={t("message.title")}>
      <h2>{t("message.title")}</h2>
      {recording === undefined ? (
        <Loading />
      ) : (
        <RecordingPlayer
          recording={recording}
          holds={[]}
          pauses={[]}
          callerName={name}
          agentName={t("player.agent")}
          wanted={null}
        />
      )}
      <p>{promise?.text == null || promise.text === "" ? t("message.noText") : promise.text}</p>
      <div className={styles["actions"]}>
        {unanswered && (
          <Button variant="filled" onClick={callBack}>
            {t("message.callBack")} <Key>F3</Key>
          </Button>
        )}
        {promise?.state === "kept" ? (
          <State state="within">{t("message.isDone")}</State>
        ) : (
          <Button variant="default" onClick={close}>
            {t("message.done")} {unanswered && <Key>⇧F3</Key>}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Marks the message as dealt with; whether that was kept. */
function useDone(message: Message): () => Promise<boolean> {
  const set = useSetPromise();
  const toast = useToast();
  const problemText = useProblemText();
  return () =>
    set.mutateAsync({ id: message.promise_id, state: "kept" }).then(
      () => true,
      (problem: unknown) => {
        toast({ text: problemText(problem), kind: "fault" });
        return false;
      },
    );
}

function useMessageKeys(unanswered: boolean, callBack: () => void, close: () => void): void {
  const { t } = useText();
  const list = useMemo(
    (): KeyAction[] =>
      unanswered
        ? [
            callKey("F3", t("message.callBack"), true, callBack),
            callKey("Shift+F3", t("message.done"), true, close),
          ]
        : [],
    [t, unanswered, callBack, close],
  );
  useKeys(t("desk.callKeys"), list);
}
