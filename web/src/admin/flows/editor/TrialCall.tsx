import { Button } from "@mantine/core";
import { IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { FlowDocument, FlowTrial } from "@/protocol/configuration";
import { Keypad, PhoneProvider, usePhone, usePhoneState } from "@/softphone";
import { State } from "@/ui";
import styles from "./drawing.module.css";

interface Props {
  flowId: string;
  document: FlowDocument;
}

/** Calls the draft with this computer's microphone, by a number of its own that nobody else knows. */
export function TrialCall(props: Props) {
  return (
    <PhoneProvider>
      <Handset {...props} />
    </PhoneProvider>
  );
}

function Handset({ flowId, document }: Props) {
  const { t } = useText();
  const problemText = useProblemText();
  const phone = usePhone();
  const { call, line } = usePhoneState();
  const trial = useMutation({
    mutationFn: () =>
      request<FlowTrial>(`/flows/${flowId}/trial`, {
        method: "POST",
        body: { document, language: document.language },
      }),
    onSuccess: (made) => phone.start(made.phone, { rung: false }),
  });
  const number = trial.data?.number;
  useEffect(() => {
    if (number !== undefined && line === "ready") phone.dial(number);
    // Dialled once, when the phone is there for the first time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [number, line === "ready"]);
  return (
    <div className={styles["fields"]}>
      <p className="t2">{t("drawing.callHint")}</p>
      {call === undefined ? (
        <Button
          variant="filled"
          leftSection={<IconPhone size={16} />}
          loading={trial.isPending}
          onClick={() => trial.mutate()}
        >
          {t("drawing.callBegin")}
        </Button>
      ) : (
        <Button variant="filled" leftSection={<IconPhoneOff size={16} />} onClick={phone.hangUp}>
          {t("try.hangUp")}
        </Button>
      )}
      {trial.isError && <State state="over">{problemText(trial.error)}</State>}
      {call !== undefined && (
        <>
          <State state={call.stage === "up" ? "talking" : "offered"}>
            {t(call.stage === "up" ? "try.up" : "try.calling")}
          </State>
          <Keypad label={t("try.keypad")} onPress={(key) => phone.sendKey(key)} />
        </>
      )}
    </div>
  );
}
