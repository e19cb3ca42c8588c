import { Modal } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument } from "@/protocol/configuration";
import { differenceOf, isNothing } from "./merge";
import { useSummary } from "./words";
import styles from "./drawing.module.css";

interface Props {
  from: FlowDocument;
  to: FlowDocument;
  titles: readonly [string, string];
  onClose: () => void;
}

/** Two documents side by side, the steps that differ only. */
export function Compare({ from, to, titles, onClose }: Props) {
  const { t } = useText();
  const summary = useSummary();
  const difference = differenceOf(from, to);
  const parts = [
    ["added", difference.added],
    ["removed", difference.removed],
    ["changed", difference.changed],
  ] as const;
  return (
    <Modal
      opened
      onClose={onClose}
      size={900}
      title={t("drawing.compareTitle", { one: titles[0], other: titles[1] })}
    >
      {isNothing(difference) && <p>{t("drawing.noDifference")}</p>}
      {difference.whole && <p>{t("drawing.wholeDiffers")}</p>}
      {parts.map(([kind, ids]) =>
        ids.length === 0 ? null : (
          <section key={kind}>
            <h3 style={{ margin: "14px 0 6px" }}>{t(`drawing.difference_${kind}`, { n: ids.length })}</h3>
            {ids.map((id) => (
              <details key={id} open={ids.length < 6}>
                <summary>
                  <b>{id}</b> {summary(to.nodes[id] ?? from.nodes[id] ?? { type: "" })}
                </summary>
                <div className={styles["compare"]}>
                  {/* Long lines scroll sideways: the keyboard must reach them. */}
                  {[from.nodes[id], to.nodes[id]].map((node, side) => (
                    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                    <pre key={side} tabIndex={0} aria-label={`${titles[side] ?? ""}: ${id}`}>
                      {node === undefined ? "–" : JSON.stringify(node, null, 2)}
                    </pre>
                  ))}
                </div>
              </details>
            ))}
          </section>
        ),
      )}
    </Modal>
  );
}
