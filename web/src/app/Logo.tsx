import styles from "./app.module.css";

export function Logo() {
  return (
    <span className={styles["logo"]}>
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M3 8a9 4.2 0 0 1 18 0v6a9 7 0 0 1-18 0z" />
        <path d="M7.5 9.5a4.5 2 0 0 0 9 0" />
      </svg>
      Ringwell
    </span>
  );
}
