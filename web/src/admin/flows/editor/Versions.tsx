import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { FlowDocument, FlowVersion } from "@/protocol/configuration";
import type { Items } from "@/protocol/resources";
import { Chip, Loading } from "@/ui";
import { Compare } from "./Compare";
import styles from "./drawing.module.css";

interface Props {
  flowId: string;
  current: number;
  document: FlowDocument;
  /** Draw from this version; what is drawn now can be come back to by Undo. */
  onTake: (version: FlowVersion) => void;
  /** Make this version the newest again, at once. */
  onRollBack: (version: FlowVersion) => void;
  rolling: boolean;
}

/** What was published, by whom and when: to compare with what is drawn, to draw from, to go back to. */
export function Versions({ flowId, current, document, onTake, onRollBack, rolling }: Props) {
  const { t, format } = useText();
  const [compared, setCompared] = useState<FlowVersion | null>(null);
  const list = useQuery({
    queryKey: ["flow-versions", flowId, current],
    queryFn: () => request<Items<FlowVersion>>(`/flows/${flowId}/versions`, { query: { limit: 20 } }),
  });
  if (list.isPending) return <Loading />;
  if (list.isError) return <ProblemState problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0) return <p className="t2">{t("drawing.noVersions")}</p>;
  return (
    <ol className={styles["list"]} aria-label={t("drawing.versions")}>
      {list.data.items.map((version) => (
        <li key={version.version} className={styles["list"]} style={{ paddingBottom: 10 }}>
          <div className={styles["line"]}>
            <b>{t("flow.versionN", { n: version.version })}</b>
            {version.version === current && <Chip>{t("drawing.live")}</Chip>}
          </div>
          <span className="t2 sm">
            {[
              version.published_at == null ? "" : format.dateTime(version.published_at),
              version.published_by ?? "",
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </span>
          <div className={styles["line"]}>
            <Button size="sm" onClick={() => setCompared(version)}>
              {t("drawing.compareWith")}
            </Button>
            <Button size="sm" variant="subtle" onClick={() => onTake(version)}>
              {t("drawing.drawFrom")}
            </Button>
            {version.version !== current && (
              <Button size="sm" variant="subtle" loading={rolling} onClick={() => onRollBack(version)}>
                {t("drawing.rollBack")}
              </Button>
            )}
          </div>
        </li>
      ))}
      {compared !== null && (
        <Compare
          from={compared.document}
          to={document}
          titles={[t("flow.versionN", { n: compared.version }), t("drawing.mine")]}
          onClose={() => setCompared(null)}
        />
      )}
    </ol>
  );
}
