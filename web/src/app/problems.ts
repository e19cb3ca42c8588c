import { useCallback } from "react";
import type { Params } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import type { Problem } from "@/protocol/frames";

function filled(params: Problem["params"] = {}): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? ""]));
}

/** Words for what went wrong, in the reader's language; a code nobody has words for yet gets a plain sentence. */
export function useProblemText(): (problem: unknown) => string {
  const { t, tCode } = useText();
  return useCallback(
    (problem) => {
      const { code, params } = codeOf(problem);
      return tCode(`problem.${code}`, filled(params)) ?? t("problem.unknown");
    },
    [t, tCode],
  );
}

/** The code behind the words, for "Details". */
export function codeOf(problem: unknown): Problem {
  if (problem instanceof ApiProblem) return { code: problem.code, params: problem.params };
  if (typeof problem === "object" && problem !== null && "code" in problem) return problem as Problem;
  return { code: "unexpected" };
}
