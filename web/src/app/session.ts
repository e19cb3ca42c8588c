import { createContext, useContext } from "react";
import {
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { ApiProblem, request } from "@/protocol/api";
import type { Me, Role } from "@/protocol/resources";
import { forgetTyped, unsentHere } from "./typed";

const SESSION = ["session"] as const;
const LEAVING = ["leaving"] as const;

const LONGEST_PAUSE = 10_000;

/** Before what has failed so often is tried again, milliseconds. */
function pauseAfter(failures: number): number {
  return Math.min(500 * 2 ** failures, LONGEST_PAUSE);
}

function isNobody(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** Who is signed in: null for nobody. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await request<Me>("/me");
        forgetTyped(me.user_id);
        return me;
      } catch (error) {
        if (isNobody(error)) return null;
        throw error;
      }
    },
    staleTime: Infinity,
    // Only a refusal is an answer. Anything else passes: it is asked again until it does.
    retry: (_, error) => !isRefusal(error),
    retryDelay: pauseAfter,
  });
}

/** Whom the gate has let in: until it has taken its screens away these still hear of nobody else. */
export const SignedInAs = createContext<Me | null>(null);

/** The person signed in; only below the sign-in gate. */
export function useMe(): Me {
  const letIn = useContext(SignedInAs);
  const me = useSession().data ?? letIn;
  if (me === null) throw new Error("nobody is signed in");
  return me;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { login: string; password: string }) =>
      request("/session", { method: "POST", body: credentials }),
    onSuccess: () => {
      forgetOthers(queries);
      return queries.invalidateQueries({ queryKey: SESSION });
    },
  });
}

/** Leaves. Until the server has ended the session it is open to whoever finds this browser: so it is tried until that is done. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: LEAVING,
    mutationFn: async (send: () => Promise<void>) => {
      await send();
      try {
        await request("/session", { method: "DELETE" });
      } catch (error) {
        if (!isNobody(error)) throw error;
      }
    },
    networkMode: "always",
    retry: true,
    retryDelay: pauseAfter,
    onSuccess: () => {
      queries.setQueryData(SESSION, null);
      forgetTyped();
      forgetOthers(queries);
    },
  });
  return () => mutate(unsentHere());
}

/** Why whoever wants to leave has not left yet: it is being tried again. */
export function useStillHere(): Error | undefined {
  const reasons = useMutationState({
    filters: { mutationKey: LEAVING, status: "pending" },
    select: ({ state }) => state.failureReason,
  });
  return reasons.find((reason) => reason !== null);
}

/** What was read for one person is not shown to the next one at this page. */
function forgetOthers(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
}

/** Keeps a choice of this person on the server; the screen has it already. */
export function useChangeMe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Pick<Me, "language" | "theme" | "auto_answer">>) =>
      request("/me", { method: "PATCH", body: change }),
    onMutate: (change) => {
      queries.setQueryData<Me | null>(SESSION, (me) => (me == null ? me : { ...me, ...change }));
    },
    onError: () => queries.invalidateQueries({ queryKey: SESSION }),
  });
}

/** Asks again who is signed in: after the server refused the live connection. */
export function useRecheckSession(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: SESSION });
}

/** The first page of each role. */
export function homeOf(role: Role): string {
  return { agent: "/desk", supervisor: "/board", administrator: "/start" }[role];
}
