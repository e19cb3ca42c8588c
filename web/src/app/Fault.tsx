import { Button } from "@mantine/core";
import { Component } from "react";
import { useText } from "@/i18n/TextProvider";
import { ErrorState } from "@/ui";
import styles from "./app.module.css";

/** Catches what a screen could not draw, so that the rest of the page (and the phone) goes on. */
export class FaultBoundary extends Component<{ children: React.ReactNode }, { fault: string | null }> {
  override state: { fault: string | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.fault === null) return this.props.children;
    return <FaultPage detail={this.state.fault} onRetry={() => this.setState({ fault: null })} />;
  }
}

function FaultPage({ detail, onRetry }: { detail: string; onRetry: () => void }) {
  const { t } = useText();
  return (
    <main className={styles["message"]}>
      <ErrorState title={t("shell.faultTitle")} detail={detail}>
        {t("shell.faultSafe")}
      </ErrorState>
      <div className="row">
        <Button variant="filled" onClick={onRetry}>
          {t("common.tryAgain")}
        </Button>
        <Button onClick={() => location.reload()}>{t("shell.reload")}</Button>
      </div>
    </main>
  );
}

export function NotFound() {
  const { t } = useText();
  return (
    <main className={styles["message"]}>
      <h1>{t("shell.notFoundTitle")}</h1>
      <p>{t("shell.notFound")}</p>
      <Button component="a" href="/" variant="filled">
        {t("shell.home")}
      </Button>
    </main>
  );
}
