import { useMemo } from "react";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { FlowNode, Say } from "@/protocol/configuration";
import { usePrompts } from "./prompts";

/** What a step's second line says. */
export function useSummary(): (node: FlowNode) => string {
  const { t, tCode, language } = useText();
  const queues = useById("queues");
  const hours = useById("hours");
  const flows = useById("flows");
  const prompts = usePrompts();
  return useMemo(() => {
    const list = new Intl.ListFormat(language, { type: "unit" });
    function says(all: readonly Say[] | undefined): string {
      const texts = (all ?? []).map(({ prompt, value_of: value }) =>
        value === undefined ? (prompts.get(prompt ?? "")?.texts[language] ?? prompt ?? "") : `{${value}}`,
      );
      return texts.join(" ");
    }
    function named(name: string | undefined, known: ReadonlyMap<string, { name: string }>): string {
      if (name === undefined || name === "") return t("drawing.notChosen");
      return known.get(name)?.name ?? name;
    }
    return (node) => {
      switch (node.type) {
        case "hours":
          return named(node.calendar, hours);
        case "queue":
          return named(node.queue, queues);
        case "subflow":
          return named(node.flow, flows);
        case "set":
          return list.format(
            Object.entries(node.variables ?? {}).map(([name, value]) => `${name} = ${String(value)}`),
          );
        case "collect":
          return `{${node.variable ?? ""}}`;
        case "lookup":
          return [node.service, node.url].filter((part) => part != null && part !== "").join(" ");
        case "query":
          return node.service ?? "";
        case "split":
          return (node.shares ?? []).map(({ percent }) => `${percent} %`).join(" · ");
        case "branch":
          return list.format(
            (node.ways ?? []).map(({ when }) =>
              when.map(({ fact }) => tCode(`drawing.fact_${fact}`) ?? fact).join(" + "),
            ),
          );
        default:
          return says(node.prompts);
      }
    };
  }, [t, tCode, language, queues, hours, flows, prompts]);
}

/** What a way out is called: the key, "open", "otherwise". */
export function useWayWord(): (node: FlowNode, label: string) => string {
  const { t, tCode } = useText();
  return useMemo(
    () => (node, label) => {
      const [list, place] = label.split(".");
      if (list === "keys") return place ?? "";
      if (list === "shares") return `${node.shares?.[Number(place)]?.percent ?? 0} %`;
      if (list === "ways") return t("drawing.way_ways", { n: Number(place) + 1 });
      return tCode(`drawing.way_${label}`) ?? label;
    },
    [t, tCode],
  );
}
