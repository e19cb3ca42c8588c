import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";

/** At the end of a line of a list. */
export function TakeAway({ onClick }: { onClick: () => void }) {
  const { t } = useText();
  return (
    <ActionIcon aria-label={t("drawing.takeAway")} onClick={onClick}>
      <IconX size={14} />
    </ActionIcon>
  );
}

/** Below a list. */
export function AddButton({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <div>
      <Button size="sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={onClick}>
        {children}
      </Button>
    </div>
  );
}
