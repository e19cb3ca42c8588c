import { Button } from "@mantine/core";
import { IconMessageForward } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useKeys } from "@/app/keys";
import { useContact } from "@/app/contacts";
import { useText } from "@/i18n/TextProvider";
import { PromiseForm } from "@/promises/PromiseForm";
import type { CallView } from "@/protocol/frames";
import { Key } from "@/ui";
import { AskToBlock } from "./AskToBlock";

/** A message for the client, or a promise to call back: during the call and while it is wrapped up, in the same place. */
export function PromiseOnDesk({ call, children }: { call: CallView; children?: React.ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const card = useContact(call.contact_id).data?.value;
  useKeys(
    t("desk.callKeys"),
    useMemo(
      () => [
        {
          keys: "Shift+F7",
          label: t("promise.onDesk"),
          whileTyping: true,
          run: () => setOpen((was) => !was),
        },
      ],
      [t],
    ),
  );
  if (!open)
    return (
      <div className="row" style={{ marginTop: 6 }}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-keyshortcuts="Shift+F7"
          leftSection={<IconMessageForward size={15} />}
          rightSection={<Key>⇧F7</Key>}
          onClick={() => setOpen(true)}
        >
          {t("promise.onDesk")}
        </Button>
        {children}
        <span className="sp" />
        {call.contact_id !== null && (
          <AskToBlock interactionId={call.interaction_id} number={call.caller_number} />
        )}
      </div>
    );
  return (
    <div className="card pad" style={{ marginTop: 8 }}>
      <PromiseForm
        interactionId={call.interaction_id}
        client={call.client_name}
        caller={{ name: card?.name ?? call.caller_name, number: card?.numbers[0] ?? call.caller_number }}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
