import { TextInput } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { NodeProps } from "./kind";
import { AddButton, TakeAway } from "./lines";
import { valueOf } from "./values";
import styles from "./drawing.module.css";

/** Names and the values that they are given. */
export function VariablesField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const pairs = Object.entries(node.variables ?? {});
  const put = (next: typeof pairs): void => onChange({ ...node, variables: Object.fromEntries(next) });
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_variables")}</legend>
      {pairs.map(([name, value], index) => (
        <div key={index} className={styles["line"]}>
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.variable")}
            value={name}
            onChange={(event) =>
              put(pairs.map((pair, at) => (at === index ? [event.currentTarget.value, pair[1]] : pair)))
            }
          />
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("drawing.value")}
            value={String(value)}
            onChange={(event) =>
              put(
                pairs.map((pair, at) =>
                  at === index ? [pair[0], valueOf(event.currentTarget.value)] : pair,
                ),
              )
            }
          />
          <TakeAway onClick={() => put(pairs.filter((_, at) => at !== index))} />
        </div>
      ))}
      <AddButton onClick={() => put([...pairs, [`v${pairs.length + 1}`, ""]])}>
        {t("drawing.addVariable")}
      </AddButton>
    </fieldset>
  );
}
