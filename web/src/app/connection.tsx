import { useEffect, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { useConnection } from "@/live";
import { State } from "@/ui";
import { useRecheckSession } from "./session";
import styles from "./app.module.css";

/** Says that the figures are old, and of when; nothing while they are live. */
export function LiveMark() {
  const { t, format } = useText();
  const connection = useConnection();
  if (connection.state !== "away" && connection.state !== "lost") return null;
  return (
    <State state="near">{t("shell.dataFrom", { time: format.timeWithSeconds(connection.since) })}</State>
  );
}

/** True while figures on the screen are old: they are then drawn in `--text-3`. */
export function useStale(): boolean {
  const { state } = useConnection();
  return state === "away" || state === "lost";
}

const PATIENCE = 2_000;

/** Under the top bar, when the connection has been gone for two seconds: what is safe, and that we are trying. */
export function ConnectionBanner() {
  const { t } = useText();
  const { state } = useConnection();
  const recheck = useRecheckSession();
  const [patient, setPatient] = useState(true);

  useEffect(() => {
    if (state === "refused") recheck();
    if (state !== "lost" && state !== "away") return;
    const timer = setTimeout(() => {
      setPatient(false);
      if (state === "lost") recheck();
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
      setPatient(true);
    };
    // `recheck` is new at each drawing and has no state.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state]);

  if (patient || (state !== "lost" && state !== "away")) return <div />;
  return (
    <div className={styles["banner"]} role="status">
      <State state="near">{state === "lost" ? t("shell.lost") : t("shell.away")}</State>
      <span className="t2">{t("shell.lostSafe")}</span>
    </div>
  );
}
