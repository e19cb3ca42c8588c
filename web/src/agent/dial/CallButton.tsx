import { Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useMe } from "@/app/session";
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
