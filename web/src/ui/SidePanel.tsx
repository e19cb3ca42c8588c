import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import styles from "./ui.module.css";

interface Props {
  title: React.ReactNode;
  onClose: () => void;
  /** The panel's buttons, which stay in sight while the content scrolls. */
  footer?: React.ReactNode;
  /** Twice the room, for forms with tables in them. */
  wide?: boolean;
  children: React.ReactNode;
}

/** What belongs to the chosen row, at the right of the list; Escape closes it. */
export function SidePanel({ title, onClose, footer, wide = false, children }: Props) {
  const { t } = useText();
  return (
    // The panel itself only listens for Escape; every action inside has a control of its own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles["panel"]}
      data-wide={wide || undefined}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header>
        <h2 className="el">{title}</h2>
        <span className="sp" />
        <ActionIcon aria-label={t("common.close")} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div>{children}</div>
      {footer !== undefined && <footer>{footer}</footer>}
    </aside>
  );
}
