import { useMemo } from "react";
import { useById, useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument, FlowNode, FlowProblem, Say } from "@/protocol/configuration";
import { usePrompts } from "./prompts";
import { windowWords } from "./windows";

/** Users who are agents, by the agent's id. */
export function useAgents(): ReadonlyMap<string, { name: string }> {
  const users = useRecords("users").data;
  return useMemo(
    () => new Map(users?.flatMap((user) => (user.agent_id == null ? [] : [[user.agent_id, user] as const]))),
    [users],
  );
}

/** What a step's second line says. */
export function useSummary(): (node: FlowNode) => string {
  const { t, tCode, language } = useText();
  const queues = useById("queues");
  const hours = useById("hours");
  const flows = useById("flows");
  const own = useById("own-prompts");
  const segments = useById("segments");
  const prompts = usePrompts();
  const agents = useAgents();
  return useMemo(() => {
    function says(all: readonly Say[] | undefined): string {
      const texts = (all ?? []).map(({ prompt, value_of: value, own: mine, text }) => {
        if (mine !== undefined) return own.get(mine)?.name ?? mine;
        if (text !== undefined) return text[language] ?? Object.values(text)[0] ?? "";
        return value === undefined
          ? (prompts.get(prompt ?? "")?.texts[language] ?? prompt ?? "")
          : `{${value}}`;
      });
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
        case "callback":
          return named(node.queue, queues);
        case "subflow":
          return named(node.flow, flows);
        case "set":
          return Object.entries(node.variables ?? {})
            .map(([name, value]) => `${name} = ${String(value)}`)
            .join(", ");
        case "collect":
          return `{${node.variable ?? ""}}`;
        case "lookup":
          return [node.service, node.url].filter((part) => part != null && part !== "").join(" ");
        case "transfer":
          return node.agent == null ? (node.number ?? "") : named(node.agent, agents);
        case "send":
          return [node.to, node.subject].filter((part) => part != null && part !== "").join(" · ");
        case "survey":
          return node.survey ?? "";
        case "times":
          return (node.windows ?? []).map((window) => windowWords(window, language)).join(", ");
        case "query":
          return node.service ?? "";
        case "split":
          return (node.shares ?? []).map(({ percent }) => `${percent} %`).join(" · ");
        case "branch":
          return (node.ways ?? [])
            .map(({ when }) =>
              when
                .map(({ fact, value }) =>
                  fact === "segment"
                    ? named(String(value ?? ""), segments)
                    : (tCode(`drawing.fact_${fact}`) ?? fact),
                )
                .join(" + "),
            )
            .join(", ");
        default:
          return says(node.prompts);
      }
    };
  }, [t, tCode, language, queues, hours, flows, own, prompts, agents, segments]);
}

/** What a way out is called: the key, "open", "otherwise". */
export function useWayWord(): (node: FlowNode, label: string) => string {
  const { t, tCode, language } = useText();
  const segments = useById("segments");
  return useMemo(
    () => (node, label) => {
      const [list, place] = label.split(".");
      if (list === "keys")
        return [place ?? "", spokenFor(node, place ?? "", language)].filter(Boolean).join(" ");
      if (list === "shares") return `${node.shares?.[Number(place)]?.percent ?? 0} %`;
      const [only, ...more] = list === "ways" ? (node.ways?.[Number(place)]?.when ?? []) : [];
      if (only?.fact === "segment" && only.compare !== "is_not" && more.length === 0)
        return segments.get(String(only.value))?.name ?? t("drawing.notChosen");
      if (list === "ways") return t("drawing.way_ways", { n: Number(place) + 1 });
      return tCode(`drawing.way_${label}`) ?? label;
    },
    [t, tCode, language, segments],
  );
}

/** What was found, with a way out called as the drawing calls it. */
export function useProblemWords(document: FlowDocument): (problem: FlowProblem) => string {
  const { t } = useText();
  const wayWord = useWayWord();
  return (problem) => {
    const node = document.nodes[problem.node ?? ""];
    const way = problem.params["field"];
    if (problem.code !== "flow.open_way" || node === undefined || way === undefined) return problem.words;
    return t("drawing.openWay", { way: wayWord(node, String(way)) });
  };
}

/** The first thing that callers say for a key, in the reader's language where there is one. */
function spokenFor(node: FlowNode, key: string, language: string): string {
  const phrases = node.hear === undefined || node.hear === "keys" ? {} : (node.said?.[key]?.phrases ?? {});
  const first = [...(phrases[language] ?? []), ...Object.values(phrases).flat()][0];
  return first === undefined ? "" : `“${first}”`;
}
