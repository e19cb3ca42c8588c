import styles from "./ui.module.css";

/** A key cap beside the word it acts for. Hidden from screen readers: the keys stand in `aria-keyshortcuts`. */
export function Key({ children }: { children: React.ReactNode }) {
  return (
    <kbd className={styles["key"]} aria-hidden="true">
      {children}
    </kbd>
  );
}
