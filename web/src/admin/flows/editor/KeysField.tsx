import { Button, Select } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { NodeProps } from "./kind";
import styles from "./drawing.module.css";

const DIAL = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** The keys that lead somewhere from a menu, and the one that says it again. */
export function KeysField({ node, onChange }: NodeProps) {
  const { t } = useText();
  const keys = node.keys ?? {};
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{t("drawing.field_keys")}</legend>
      <div className={styles["keys"]}>
        {DIAL.map((key) => (
          <Button
            key={key}
            size="sm"
            variant={key in keys ? "filled" : "default"}
            aria-pressed={key in keys}
            disabled={node.repeat_key === key}
            onClick={() => {
              const rest = Object.entries(keys).filter(([each]) => each !== key);
              onChange({ ...node, keys: Object.fromEntries(key in keys ? rest : [...rest, [key, ""]]) });
            }}
          >
            {key}
          </Button>
        ))}
      </div>
      <Select
        label={t("drawing.field_repeat_key")}
        placeholder={t("drawing.none")}
        clearable
        data={DIAL.filter((key) => !(key in keys))}
        value={node.repeat_key ?? null}
        onChange={(repeat) => onChange({ ...node, repeat_key: repeat })}
      />
    </fieldset>
  );
}
