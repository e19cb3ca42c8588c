import { Fragment } from "react";
import styles from "./ui.module.css";

/** The first letters of a person's first and last name. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? "").join("");
}

export function Avatar({ name, size = 32 }: { name: string; size?: number }) {
  return (
    <span
      className={styles["avatar"]}
      style={{ width: size, height: size, fontSize: size < 28 ? 10 : size > 36 ? 14 : 12 }}
      aria-hidden="true"
      data-initials={initials(name) || "?"}
    />
  );
}

/** A sentence in which technical names, `between such marks`, stand as code. */
export function Coded({ children }: { children: string }) {
  return children
    .split("`")
    .map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : <Fragment key={at}>{part}</Fragment>));
}

export function Chip({ children, title }: { children: React.ReactNode; title?: string }) {
  return (
    <span className={styles["chip"]} title={title}>
      {children}
    </span>
  );
}

export function Count({ children }: { children: React.ReactNode }) {
  return <span className={styles["count"]}>{children}</span>;
}
