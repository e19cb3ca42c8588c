import { Button, Popover, TextInput } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useProblemText } from "@/app/problems";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import { useToast } from "@/ui";

/** Asks who oversees to block this caller; who oversees does so at once. */
export function AskToBlock({ interactionId, number }: { interactionId: string; number: string }) {
  const { t } = useText();
  const oversees = useMe().roles.some((role) => role !== "agent");
  const toast = useToast();
  const problemText = useProblemText();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const ask = useMutation({
    mutationFn: () =>
      request("/blocks", {
        method: "POST",
        body: { interaction_id: interactionId, value: number, reason: reason.trim() },
      }),
    onSuccess: () => {
      toast({ text: t(oversees ? "block.done_on" : "block.askedFor") });
      setOpen(false);
      setReason("");
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
  return (
    <Popover opened={open} onChange={setOpen} width={320} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBan size={15} />}
          onClick={() => setOpen(!open)}
        >
          {t("block.ask")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="col"
          style={{ gap: 8 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== "") ask.mutate();
          }}
        >
          <TextInput
            label={t("block.reason")}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={ask.isPending} disabled={reason.trim() === ""}>
            {t(oversees ? "block.block" : "block.askNow")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
