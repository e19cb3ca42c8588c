import { createContext, useContext } from "react";
import { skipToken, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { ApiProblem, request } from "@/protocol/api";
import type { Me, Role } from "@/protocol/resources";
import { forgetTyped, unsentHere } from "./typed";

const SESSION = ["session"] as const;
const LEAVING = ["leaving"] as const;
const STILL_HERE = ["still-here"] as const;
const ENDED = ["ended"] as const;

const LONGEST_PAUSE = 10_000;
/** A server that has not ended a session for so long is taken not to answer, milliseconds. */
const ANSWERED = 5_000;

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
  const queries = useQueryClient();
  return useQuery({
    queryKey: SESSION,
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await request<Me>("/me");
        forgetTyped(me.user_id);
        return me;
      } catch (error) {
        if (!isNobody(error)) throw error;
        const leaves = queries.isMutating({ mutationKey: LEAVING }) > 0;
        if (!leaves && queries.getQueryData<Me | null>(SESSION) != null) queries.setQueryData(ENDED, true);
        return null;
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
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationKey: LEAVING,
    mutationFn: async (send: () => Promise<void>) => {
      // Not as a mutation's own retries, which rest while another tab is in front: there the session would be open.
      for (let failures = 0; ; failures++) {
        await send();
        try {
          await request("/session", { method: "DELETE", signal: AbortSignal.timeout(ANSWERED) });
          return;
        } catch (error) {
          if (isNobody(error)) return;
          queries.setQueryData(STILL_HERE, error);
        }
        await new Promise((over) => setTimeout(over, pauseAfter(failures)));
      }
    },
    networkMode: "always",
    onSuccess: () => {
      queries.setQueryData(SESSION, null);
      forgetTyped();
      forgetOthers(queries);
      // The address may tell whom they have looked for.
      void navigate("/", { replace: true });
    },
  });
  // Who presses twice leaves once: a second try would end the session of whoever signs in next.
  return () => {
    if (queries.isMutating({ mutationKey: LEAVING }) === 0) mutate(unsentHere());
  };
}

/** Whether the server has ended the session of whoever was here, who has not asked for that on this page. */
export function useEnded(): boolean {
  return useQuery<boolean>({ queryKey: ENDED, queryFn: skipToken }).data === true;
}

/** Why whoever wants to leave has not left yet: it is being tried again. */
export function useStillHere(): Error | undefined {
  return useQuery<Error>({ queryKey: STILL_HERE, queryFn: skipToken }).data;
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
