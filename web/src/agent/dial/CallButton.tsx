import { Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useMe } from "@/app/session";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { useDial, useWhyNotCall, type WhomToCall } from "./useDial";

interface Props {
  whom: WhomToCall;
  name: string;
}

/** Calls this customer; nothing for who is no agent. Where the agent cannot call now the button can still be reached, and says why. */
export function CallButton({ whom, name }: Props) {
  const { t } = useText();
  const { agent_id: agentId } = useMe();
  const dial = useDial();
  const whyNot = useWhyNotCall();
  if (agentId === null) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPhoneOutgoing size={14} />}
      loading={dial.isPending}
      aria-label={t("dial.callWho", { name })}
      {...reason(whyNot)}
      onClick={() => whyNot === null && dial.mutate(whom)}
    >
      {t("dial.call")}
    </Button>
  );
}

/** A number that calls when it is pressed; plain for who is no agent. */
export function CallNumber({ number }: { number: string }) {
  const { t } = useText();
  const { agent_id: agentId } = useMe();
  const dial = useDial();
  const whyNot = useWhyNotCall();
  const shown = phoneGroups(number);
  if (agentId === null) return <span className="tn">{shown}</span>;
  return (
    <button
      type="button"
      className="link tn"
      disabled={dial.isPending}
      aria-label={t("dial.callWho", { name: shown })}
      {...reason(whyNot)}
      onClick={() => whyNot === null && dial.mutate({ number })}
    >
      {shown}
    </button>
  );
}

/** Shown and read out as the reason, of a button that stays within reach of the keyboard. */
function reason(whyNot: string | null) {
  return whyNot === null ? {} : { "aria-disabled": true, "data-disabled": true, title: whyNot };
}
