import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { QueueRing } from "@/protocol/configuration";

interface Rule {
  /** When the ring opens. */
  when: string;
  /** Whom it lets in. */
  whom: string[];
}

/** A ring as people say it. */
export function useRule(): (ring: QueueRing) => Rule {
  const { t, format } = useText();
  const groups = useById("groups");
  const projects = useById("projects");
  const teams = useById("teams");
  const sites = useById("sites");

  function limit(measure: NonNullable<QueueRing["pressure"]>["measure"], value: number): string {
    if (measure === "service_level") return format.percent(value);
    return measure === "waiting" ? format.number(value) : format.span(value * 1000);
  }
  function when({ after_s, pressure }: QueueRing): string {
    const parts = [
      after_s === null ? null : t("lending.afterWaiting", { time: format.span(after_s * 1000) }),
      pressure === null
        ? null
        : t(`lending.while_${pressure.measure}`, {
            opens: limit(pressure.measure, pressure.opens_at),
            closes: limit(pressure.measure, pressure.closes_at),
          }),
    ];
    return parts.filter((part) => part !== null).join(` ${t("lending.or")} `);
  }
  return (ring) => ({
    when: when(ring),
    whom: [
      ...ring.groups.map((id) => t("lending.group", { name: groups.get(id)?.name ?? "…" })),
      ...ring.lenders.map((id) => t("lending.lender", { name: projects.get(id)?.name ?? "…" })),
      ...ring.teams.map((id) => teams.get(id)?.name ?? "…"),
      ...ring.sites.map((id) => sites.get(id)?.name ?? "…"),
      ...(ring.levels_less > 0 ? [t("lending.levelsLess", { n: ring.levels_less })] : []),
    ],
  });
}
