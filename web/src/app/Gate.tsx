import { LiveProvider } from "@/live";
import { useText } from "@/i18n/TextProvider";
import { ErrorState, Loading } from "@/ui";
import { ToastProvider } from "@/ui/toasts";
import { ProblemState } from "./ProblemState";
import { codeOf } from "./problems";
import { SignedInAs, useSession, useStillHere } from "./session";
import { SignIn } from "./SignIn";
import styles from "./app.module.css";

/**
 * Below it somebody is signed in, and the live connection is up. Whoever is signed in stays so until the server says
 * otherwise: asking again and getting no answer takes nothing away, least of all a call.
 */
export function Gate({ children }: { children: React.ReactNode }) {
  const session = useSession();
  const stillHere = useStillHere();
  const hindrance = session.error ?? session.failureReason;
  if (session.data === undefined) {
    if (hindrance === null) return <Loading />;
    return (
      <main className={styles["message"]}>
        <ProblemState problem={hindrance} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data === null) return <SignIn />;
  if (stillHere !== undefined) return <StillHere problem={stillHere} />;
  return (
    <LiveProvider key={session.data.user_id}>
      <SignedInAs value={session.data}>
        {/* What one person can take back, or was told, is not offered to the next one. */}
        <ToastProvider>{children}</ToastProvider>
      </SignedInAs>
    </LiveProvider>
  );
}

/** Whoever wanted to leave is still signed in; nothing of theirs is in sight. */
function StillHere({ problem }: { problem: Error }) {
  const { t } = useText();
  return (
    <main className={styles["message"]}>
      <ErrorState title={t("shell.stillHereTitle")} detail={codeOf(problem).code}>
        {t("shell.stillHere")}
      </ErrorState>
    </main>
  );
}
