import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Announcement } from "./announcements";

export const TARGETS = ["all", "project", "number", "flow", "queue"] as const;
export type Target = (typeof TARGETS)[number];
export interface Choice {
  value: string;
  label: string;
}

/** What an announcement can stand before, by kind. */
export function useTargets(): Readonly<Record<Exclude<Target, "all">, Choice[]>> {
  const projects = useById("projects");
  const numbers = useById("numbers");
  const flows = useById("flows");
  const queues = useById("queues");
  const named = (all: ReadonlyMap<string, { name: string }>): Choice[] =>
    [...all].map(([value, { name }]) => ({ value, label: name }));
  return {
    project: named(projects),
    number: [...numbers].map(([value, { number, label }]) => ({ value, label: `${number} ${label}`.trim() })),
    flow: named(flows),
    queue: named(queues),
  };
}

/** In words what an announcement stands before. */
export function useTargetName(): (announcement: Announcement) => string {
  const { t } = useText();
  const targets = useTargets();
  return ({ target, target_id }) => {
    if (target === "all") return t("announce.target_all");
    const name = targets[target].find(({ value }) => value === target_id)?.label ?? "–";
    return `${t(`announce.target_${target}`)}: ${name}`;
  };
}
