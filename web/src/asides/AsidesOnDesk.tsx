import { Button } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useKeys } from "@/app/keys";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { Key } from "@/ui";
import { AsideCard } from "./AsideCard";
import { AskCard } from "./AskCard";
import { lookAgain, type Aside } from "./data";

interface Props {
  call: CallView;
  asides: readonly Aside[];
  asking: boolean;
  /** It was asked, or given up. */
  onAsked: () => void;
}

/** The questions of the call in hand, above its facts. */
export function AsidesOfCall({ call, asides, asking, onAsked }: Props) {
  const queries = useQueryClient();
  // Whoever has the call now has its questions.
  useEffect(() => lookAgain(queries), [queries, call.agent_id]);
  const own = asides.filter((aside) => aside.interaction_id === call.interaction_id);
  return (
    <>
      {asking && <AskCard interactionId={call.interaction_id} onClose={onAsked} />}
      {own.map((aside) => (
        <AsideCard key={aside.aside_id} aside={aside} />
      ))}
    </>
  );
}

interface AskButtonProps {
  can: boolean;
  onAsk: () => void;
  ref: React.Ref<HTMLButtonElement>;
}

/** Opens the form of a question; its key acts while typing. */
export function AskButton({ can, onAsk, ref }: AskButtonProps) {
  const { t } = useText();
  useKeys(
    t("desk.callKeys"),
    useMemo(
      () => [{ keys: "Shift+F8", label: t("aside.ask"), whileTyping: true, disabled: !can, run: onAsk }],
      [t, can, onAsk],
    ),
  );
  return (
    <Button
      ref={ref}
      size="compact-sm"
      variant="subtle"
      disabled={!can}
      aria-keyshortcuts="Shift+F8"
      leftSection={<IconMessageQuestion size={15} />}
      rightSection={<Key>⇧F8</Key>}
      onClick={onAsk}
    >
      {t("aside.ask")}
    </Button>
  );
}
