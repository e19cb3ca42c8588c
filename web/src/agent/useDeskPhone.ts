import { useCallback, useEffect, useRef, useState } from "react";
import { setPhoneSession, useCommand, useConnection, useNotices, useSingle } from "@/live";
import { request } from "@/protocol/api";
import type { Notice } from "@/protocol/frames";
import type { PhoneAccount } from "@/protocol/resources";
import { useMicrophoneState, usePhone, usePhoneState } from "@/softphone";

export type Hold = "asking" | "mine" | "taken" | "failed";

export interface DeskPhone {
  hold: Hold;
  problem: unknown;
  /** Makes this page the agent's phone; a page that has it now is told so. */
  take: () => void;
}

/** Gets the agent's phone for this page, tells the brain of it, and lets go when another page takes it. */
export function useDeskPhone(agentId: string): DeskPhone {
  const phone = usePhone();
  const [account, setAccount] = useState<PhoneAccount>();
  const [hold, setHold] = useState<Hold>("asking");
  const [problem, setProblem] = useState<unknown>();
  const session = account?.phone_session_id;

  const lose = useCallback(() => {
    phone.stop();
    setPhoneSession(undefined);
    setHold("taken");
  }, [phone]);

  const take = useCallback(() => {
    setHold("asking");
    void phone.reopenMicrophone();
    request<PhoneAccount>("/phone", { method: "POST" }).then(
      (given) => {
        setAccount(given);
        setPhoneSession(given.phone_session_id);
        setHold("mine");
        phone.start(given, { rung: true });
      },
      (refusal: unknown) => {
        setProblem(refusal);
        setHold("failed");
      },
    );
  }, [phone]);

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    take();
  }, [take]);

  useEffect(() => {
    if (hold !== "mine") return;
    // Every page gets a new secret, so an account that is refused now was good until another page asked.
    return phone.subscribe(() => {
      if (phone.state.line === "refused") lose();
    });
  }, [hold, phone, lose]);

  useTellBrain(agentId, hold === "mine" ? session : undefined, lose);
  return { hold, problem, take };
}

/** The brain must know which page has the phone (again after it, or the connection, was away), and when it is registered. */
function useTellBrain(agentId: string, session: string | undefined, lose: () => void): void {
  const command = useCommand();
  const connection = useConnection();
  const phone = usePhone();
  const { line } = usePhoneState();
  const microphone = useMicrophoneState();
  const me = useSingle("desk", "me");
  const told = useRef<string>(undefined);
  const acknowledged = useRef<string>(undefined);
  const live = connection.state === "live";
  // A phone without a microphone would be rung for nothing.
  const answers = line === "ready" && microphone === "open";
  const holder = me?.phone_session_id ?? null;

  useEffect(() => {
    if (!live) told.current = undefined;
    if (!live || session === undefined || told.current === session) return;
    // A page that slept while another took over must not take it back by waking up.
    if (acknowledged.current === session && holder !== null && holder !== session) return;
    told.current = session;
    // Which call is heard here: a brain that has just started cannot tell whether this page is a new one.
    const carried = phone.state.call?.interactionId ?? null;
    void command({
      type: "phone_opened",
      agent_id: agentId,
      phone_session_id: session,
      interaction_id: carried,
    });
  }, [live, session, holder, phone, command, agentId]);

  useEffect(() => {
    if (!live || session === undefined || !answers) return;
    void command({ type: "phone_ready", agent_id: agentId, phone_session_id: session });
  }, [live, session, answers, command, agentId]);

  useEffect(() => {
    if (session === undefined) return;
    if (holder === session) acknowledged.current = session;
    else if (holder !== null && acknowledged.current === session) lose();
  }, [holder, session, lose]);

  useNotices(
    useCallback(
      (notice: Notice) => {
        // The server tells the page that had the phone, and no other.
        if (notice.code === "phone_taken_over" && session !== undefined) lose();
      },
      [lose, session],
    ),
  );
}
