import { ActionIcon, Popover } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";

interface Props {
  name: "serviceLevel" | "waiting" | "longestWait" | "abandoned" | "readyPeople" | "busyShare";
  /** Where the conversations behind the figure are. */
  drill?: string;
}

/** What a figure means, how it is counted, and the conversations it is made of. */
export function Definition({ name, drill }: Props) {
  const { t } = useText();
  return (
    <Popover width={320} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={20} aria-label={t("board.define", { name: t(`board.${name}`) })}>
          <IconInfoCircle size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="col" style={{ gap: 6 }}>
          <b>{t(`board.${name}`)}</b>
          <p>{t(`board.${name}Means`)}</p>
          <p className="t2 sm">{t(`board.${name}Counted`)}</p>
          {drill !== undefined && (
            <Link className="sm" to={drill}>
              {t("board.toConversations")}
            </Link>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
