import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { createContext, use, useCallback, useMemo, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { StateMark } from "./StateMark";
import styles from "./ui.module.css";

export interface Toast {
  text: string;
  /** `bad` is bad news that asks for nothing now; `fault` needs a hand; `asked`: somebody waits for an answer. */
  kind?: "done" | "bad" | "fault" | "asked";
  /** Takes back what was done. While it is offered the toast stays a little longer. */
  undo?: () => void;
  /** Milliseconds; 6 s by default, 10 s with Undo or a fault. */
  lasts?: number;
}

const MARKS = { done: "within", bad: "near", fault: "over", asked: "offered" } as const;

type Show = (toast: Toast) => void;
interface Shown extends Toast {
  id: number;
}

const ToastContext = createContext<Show | null>(null);

/** Short messages at the bottom left, never over controls. */
export function ToastProvider({ children }: { children: React.ReactNode }) {
  const { t } = useText();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const last = useRef(0);

  const drop = useCallback((id: number) => setShown((now) => now.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>(
    (toast) => {
      const id = ++last.current;
      setShown((now) => [...now.slice(-3), { ...toast, id }]);
      const usual = toast.undo !== undefined || toast.kind === "fault" ? 10_000 : 6_000;
      setTimeout(() => drop(id), toast.lasts ?? usual);
    },
    [drop],
  );
  const items = useMemo(
    () =>
      shown.map((toast) => (
        <div key={toast.id} className={styles["toast"]} data-kind={toast.kind ?? "done"}>
          <StateMark state={MARKS[toast.kind ?? "done"]} silent />
          <span>{toast.text}</span>
          <ActionIcon aria-label={t("common.close")} onClick={() => drop(toast.id)}>
            <IconX size={14} />
          </ActionIcon>
          {toast.undo !== undefined && (
            <Button
              size="sm"
              onClick={() => {
                toast.undo?.();
                drop(toast.id);
              }}
            >
              {t("common.undo")}
            </Button>
          )}
        </div>
      )),
    [shown, drop, t],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className={styles["toasts"]} role="status" aria-live="polite">
        {items}
      </div>
    </ToastContext>
  );
}

export function useToast(): Show {
  const show = use(ToastContext);
  if (show === null) throw new Error("useToast outside ToastProvider");
  return show;
}
