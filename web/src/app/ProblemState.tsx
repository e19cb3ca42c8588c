import { ErrorState } from "@/ui";
import { codeOf, useProblemText } from "./problems";

/** What went wrong with a request, in the reader's words, with its code under details and, where given, "Try again". */
export function ProblemState({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const problemText = useProblemText();
  return <ErrorState title={problemText(problem)} detail={codeOf(problem).code} onRetry={onRetry} />;
}
