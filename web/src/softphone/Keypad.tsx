import styles from "./softphone.module.css";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** A telephone's twelve keys; while it has focus the keyboard's digits press them. */
export function Keypad({
  label,
  disabled = false,
  onPress,
}: {
  label: string;
  disabled?: boolean;
  onPress: (key: string) => void;
}) {
  return (
    <div className={styles["keypad"]} role="group" aria-label={label}>
      {KEYS.map((key) => (
        <button key={key} type="button" disabled={disabled} onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}

/** Whether a keyboard key is one of a telephone's. */
export function isDialKey(key: string): boolean {
  return KEYS.some((known) => known === key);
}
