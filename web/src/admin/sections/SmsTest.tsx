import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { State, type StateName } from "@/ui";
import { TryForm } from "../kit/TryForm";
import { TODAY } from "./SmsToday";

type Text = components["schemas"]["TextView"];

const LOOK_EVERY_MS = 1000;
const LATER_MS = 15_000;
const SOON = 60;
const MOST = 200;
const LOOKS: Record<Text["state"], StateName> = {
  queued: "near",
  sent: "within",
  delivered: "within",
  undelivered: "over",
  refused: "over",
  failed: "over",
};

/** Sends a text among the others, and tells how it goes with it until that is known. */
export function SmsTest() {
  const { t } = useText();
  const queries = useQueryClient();
  return (
    <TryForm<Text>
      path="/sms-settings/test"
      label={t("sms.test")}
      hint={t("sms.testHint")}
      type="tel"
      maxLength={40}
      onSent={() => void queries.invalidateQueries({ queryKey: TODAY })}
    >
      {(sent) => <Told key={sent.text_id} sent={sent} />}
    </TryForm>
  );
}

/** Not for ever: of a text by HTTP no more is told than that it was sent. */
function nextLook(state: Text["state"] | undefined, looks: number): number | false {
  if ((state !== "queued" && state !== "sent") || looks > MOST) return false;
  return looks < SOON ? LOOK_EVERY_MS : LATER_MS;
}

function Told({ sent }: { sent: Text }) {
  const { t, tCode } = useText();
  const read = useQuery({
    queryKey: ["sms-test", sent.text_id],
    queryFn: () => request<Text>(`/sms-settings/tests/${sent.text_id}`),
    initialData: sent,
    refetchInterval: ({ state }) => nextLook(state.data?.state, state.dataUpdateCount),
  });
  const text = read.data;
  return (
    <>
      <State state={LOOKS[text.state]}>{t(`sms.state_${text.state}`)}</State>{" "}
      <span className="t2">
        {text.code !== null && (tCode(`sms.why_${text.code}`) ?? text.code)} {text.reason}{" "}
        {text.unsure && t("sms.unsure")}
      </span>
    </>
  );
}
