import { Select } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument } from "@/protocol/configuration";
import { Key } from "@/ui";
import { outlets, withWay } from "./edit";
import type { NodeProps } from "./kind";
import { useWayWord } from "./words";
import styles from "./drawing.module.css";

interface WaysProps extends NodeProps {
  document: FlowDocument;
}

/** Where each way leads: the keyboard's way of connecting. */
export function Ways({ document, node, onChange }: WaysProps) {
  const { t } = useText();
  const word = useWayWord();
  const ways = outlets(node);
  if (ways.length === 0) return null;
  const steps = Object.keys(document.nodes);
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.leadsTo")}</legend>
      {ways.map(({ label, target }) => (
        <div key={label} className={styles["line"]}>
          <span className={styles["wayName"]}>
            {label.startsWith("keys.") ? <Key>{word(node, label)}</Key> : word(node, label)}
          </span>
          <Select
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.wayLeadsTo", { way: word(node, label) })}
            searchable
            clearable
            placeholder={t("drawing.nowhere")}
            data={steps}
            value={steps.includes(target) ? target : null}
            onChange={(chosen) => onChange(withWay(node, label, chosen ?? ""))}
          />
        </div>
      ))}
    </fieldset>
  );
}
