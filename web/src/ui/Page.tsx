import styles from "./ui.module.css";

interface Props {
  title: React.ReactNode;
  /** At the right of the title: filters, the page's one ink button. */
  tools?: React.ReactNode;
  children: React.ReactNode;
}

/** Every screen but the desk: a title row, then content that scrolls alone. */
export function Page({ title, tools, children }: Props) {
  return (
    <main className={styles["page"]}>
      <header className={styles["pageHead"]}>
        <h1 className="el">{title}</h1>
        <span className="sp" />
        {tools}
      </header>
      <div className={styles["pageBody"]}>{children}</div>
    </main>
  );
}
