import { Modal } from "@mantine/core";
import { createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useText } from "@/i18n/TextProvider";
import { Key, latinKey } from "@/ui";
import styles from "./app.module.css";
import { takesMarked } from "./markedOption";

export interface KeyAction {
  /** `F2`, `Shift+F2`, `Ctrl+Enter`, `j`, `?`. */
  keys: string;
  /** What it does, in the reader's language. */
  label: string;
  run: () => void;
  /** Acts while a field has focus too (function keys, Ctrl+Enter). */
  whileTyping?: boolean;
  /** Kept from the browser, but without effect now. */
  disabled?: boolean;
}

interface Group {
  title: string;
  actions: readonly KeyAction[];
}

class KeyRegistry {
  private readonly groups = new Map<symbol, Group>();
  private readonly listeners = new Set<() => void>();
  private listed: readonly Group[] = [];

  put(owner: symbol, group: Group): void {
    this.groups.set(owner, group);
    this.changed();
  }
  remove(owner: symbol): void {
    this.groups.delete(owner);
    this.changed();
  }
  list = (): readonly Group[] => this.listed;
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  /** The last registered wins: what lies on top. */
  find(keys: string): KeyAction | undefined {
    for (const group of [...this.listed].reverse()) {
      const action = group.actions.find((candidate) => candidate.keys === keys);
      if (action !== undefined) return action;
    }
    return undefined;
  }
  private changed(): void {
    this.listed = [...this.groups.values()];
    for (const listener of this.listeners) listener();
  }
}

const KeyContext = createContext<KeyRegistry | null>(null);
const FIELDS =
  "input, textarea, select, [contenteditable=true], [role=textbox], [role=menuitem], [role=option]";
const PRESSED = "button, a[href], summary, [role=button], [role=tab], [role=switch], [role=checkbox]";

/** The key pressed as `useKeys` writes it. A letter stands for itself, shifted signs (`?`) too. */
export function keyName(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const named = event.key.length > 1;
  const parts = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && named ? "Shift" : "",
    latinKey(event),
  ];
  return parts.filter((part) => part !== "").join("+");
}

/** Whether what has the focus takes this key itself: Space presses a button, letters go into a field. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(FIELDS) !== null) return true;
  return (key === " " || key === "Enter") && target.closest(PRESSED) !== null;
}

export function KeyProvider({ children }: { children: React.ReactNode }) {
  const [registry] = useState(() => new KeyRegistry());
  const [helping, setHelping] = useState(false);
  const { t } = useText();

  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (takesMarked(event)) return;
      const action = registry.find(keyName(event));
      if (action === undefined || event.defaultPrevented) return;
      if (action.whileTyping !== true && isTaken(event.target, event.key)) return;
      event.preventDefault();
      if (action.disabled !== true && !event.repeat) action.run();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [registry]);

  useEffect(() => {
    const owner = Symbol("keys");
    const help = { keys: "?", label: t("keys.help"), run: () => setHelping(true) };
    registry.put(owner, { title: t("keys.everywhere"), actions: [help] });
    return () => registry.remove(owner);
  }, [registry, t]);

  return (
    <KeyContext value={registry}>
      {children}
      <Modal opened={helping} onClose={() => setHelping(false)} title={t("keys.title")} size={520}>
        <KeyList registry={registry} />
      </Modal>
    </KeyContext>
  );
}

/** Two parts of a screen may give keys to one group; of the same key the later one acts, and is shown. */
function byTitle(groups: readonly Group[]): Group[] {
  const merged = new Map<string, Map<string, KeyAction>>();
  for (const { title, actions } of groups) {
    const group = merged.get(title) ?? new Map<string, KeyAction>();
    for (const action of actions) group.set(action.keys, action);
    merged.set(title, group);
  }
  return [...merged].map(([title, actions]) => ({ title, actions: [...actions.values()] }));
}

function KeyList({ registry }: { registry: KeyRegistry }) {
  const groups = byTitle(useSyncExternalStore(registry.subscribe, registry.list));
  return groups.map((group) => (
    <section key={group.title} className={styles["keyGroup"]}>
      <h3>{group.title}</h3>
      <dl>
        {group.actions.map((action) => (
          <div key={action.keys}>
            <dt>{action.label}</dt>
            <dd>
              <KeyCaps keys={action.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

/** `Shift+F2` as caps. */
export function KeyCaps({ keys }: { keys: string }) {
  const { t } = useText();
  return keys
    .split("+")
    .map((cap) => (
      <Key key={cap}>{cap === " " ? t("keys.space") : cap.length === 1 ? cap.toUpperCase() : cap}</Key>
    ));
}

/** Registers keys while the component stands; they appear in the overlay that `?` opens. */
export function useKeys(title: string, actions: readonly KeyAction[]): void {
  const registry = use(KeyContext);
  const owner = useRef<symbol>(undefined);
  const stable = useMemo(() => ({ title, actions }), [title, actions]);
  useEffect(() => {
    owner.current ??= Symbol("keys");
    const mine = owner.current;
    registry?.put(mine, stable);
    return () => registry?.remove(mine);
  }, [registry, stable]);
}

/** Opens the overlay from a button, as `?` does. */
export function useKeyHelp(): () => void {
  const registry = use(KeyContext);
  return () => registry?.find("?")?.run();
}
