import { useEffect } from "react";
import { Link, useLocation } from "react-router";
import { useText } from "@/i18n/TextProvider";
import styles from "../admin.module.css";

const PARTS = ["time", "agents", "breathers", "incoming", "callbacks", "outgoing"] as const;
type Part = (typeof PARTS)[number];

/** Settings that belong together; its name is a place that links lead to (`/admin/settings#callbacks`). */
export function SettingsPart({ part, children }: { part: Part; children: React.ReactNode }) {
  const { t } = useText();
  return (
    <section className={styles["part"]} aria-labelledby={part}>
      <h2 id={part} tabIndex={-1}>
        {t(`admin.part_${part}`)}
      </h2>
      {children}
    </section>
  );
}

/** The parts by name: each leads there, with the keyboard too, and stands in the address. */
export function SettingsIndex() {
  const { t } = useText();
  const { hash, key } = useLocation();
  useEffect(() => {
    const heading = hash === "" ? null : document.getElementById(hash.slice(1));
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }, [hash, key]);
  return (
    <nav className={`${styles["nav"] ?? ""} ${styles["index"] ?? ""}`} aria-label={t("admin.settings")}>
      {PARTS.map((part) => (
        <Link key={part} to={`#${part}`} replace aria-current={hash === `#${part}` ? "location" : undefined}>
          {t(`admin.part_${part}`)}
        </Link>
      ))}
    </nav>
  );
}
