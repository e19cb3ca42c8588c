import { Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useMe } from "@/app/session";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { useDial, type WhomToCall } from "./useDial";

interface Props {
  whom: WhomToCall;
  name: string;
}

/** Calls this customer; nothing for who is no agent. */
export function CallButton({ whom, name }: Props) {
  const { t } = useText();
  const { agent_id: agentId } = useMe();
  const dial = useDial();
  if (agentId === null) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPhoneOutgoing size={14} />}
      loading={dial.isPending}
      aria-label={t("dial.callWho", { name })}
      onClick={() => dial.mutate(whom)}
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
  const shown = phoneGroups(number);
  if (agentId === null) return <span className="tn">{shown}</span>;
  return (
    <button
      type="button"
      className="link tn"
      disabled={dial.isPending}
      aria-label={t("dial.callWho", { name: shown })}
      onClick={() => dial.mutate({ number })}
    >
      {shown}
    </button>
  );
}
