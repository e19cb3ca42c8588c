import { Button } from "@mantine/core";
import { useCallback, useEffect, useMemo } from "react";
import { useMe } from "@/app/session";
import { useAsideNews } from "@/asides/useAsideNews";
import { Shell } from "@/app/Shell";
import { useText } from "@/i18n/TextProvider";
import { useNotices, useSingle, useTopic } from "@/live";
import type { Notice } from "@/protocol/frames";
import { PhoneProvider, usePhone, usePhoneState } from "@/softphone";
import { State, useToast } from "@/ui";
import { Logo } from "@/app/Logo";
import { useHeadset } from "./headset/useHeadset";
import { useUnplugged } from "./headset/useUnplugged";
import { PhoneButton } from "./PhoneButton";
import { useDeskPhone } from "./useDeskPhone";
import styles from "./gate.module.css";

/** Around an agent's screens: the telephone lives here, so that it goes on whatever screen is open. */
export default function AgentShell() {
  const { phone_kind: kind } = useMe();
  return <PhoneProvider>{kind === "desk" ? <DeskPhoneScreens /> : <AgentScreens />}</PhoneProvider>;
}

/** The shell of an agent with a desk phone: this page is no telephone, and asks for no microphone. */
function DeskPhoneScreens() {
  useTopic("desk");
  useAsideNews();
  useDeskNotices();
  return <Shell status={<DeskPhoneState />} />;
}

/** Whether the desk phone is registered. */
function DeskPhoneState() {
  const { t } = useText();
  const there = useSingle("desk", "me")?.phone === true;
  return <State state={there ? "within" : "near"}>{t(there ? "phone.deskGood" : "phone.deskMissing")}</State>;
}

/** The shell of whoever has a phone; below a PhoneProvider. */
export function AgentScreens() {
  const me = useMe();
  const phone = usePhone();
  useTopic("desk");
  const desk = useDeskPhone(me.agent_id ?? "");
  useDeskNotices();
  useAsideNews();
  useUnplugged();
  useHeadset(me.agent_id ?? "");
  useAnswerFailures();
  useEffect(() => phone.setAutoAnswer(me.auto_answer), [phone, me.auto_answer]);
  const button = useMemo(
    () => <PhoneButton problem={desk.problem} hold={desk.hold} take={desk.take} />,
    [desk],
  );
  if (desk.hold === "taken") return <TakenOver onTake={desk.take} />;
  return <Shell status={button} />;
}

const GOOD_NEWS = new Set(["call_restored", "parked", "hold_callback_asked", "state_changed_by_supervisor"]);
const NEEDS_A_HAND = new Set(["hold_failed", "pause_failed", "resume_failed"]);

/** A tick beside "nobody answered" would say the contrary. */
function kindOf(code: string): "done" | "bad" | "fault" {
  if (NEEDS_A_HAND.has(code)) return "fault";
  return GOOD_NEWS.has(code) ? "done" : "bad";
}

/** What the server tells the agent outside of any answer. */
function useDeskNotices(): void {
  const { t, tCode } = useText();
  const toast = useToast();
  useNotices(
    useCallback(
      (notice: Notice) => {
        const params = Object.fromEntries(
          Object.entries(notice.params ?? {}).map(([name, value]) => [name, value ?? ""]),
        );
        const problem = params["problem"];
        if (problem !== undefined) params["problem"] = tCode(`problem.${problem}`) ?? t("problem.unknown");
        const words = tCode(`notice.${notice.code}`, params);
        if (words !== undefined) toast({ text: words, kind: kindOf(notice.code), lasts: 15_000 });
      },
      [t, tCode, toast],
    ),
  );
}

/** An answer that came to nothing is told: the caller has gone on to somebody else. */
function useAnswerFailures(): void {
  const { t } = useText();
  const toast = useToast();
  const { unanswered } = usePhoneState();
  useEffect(() => {
    if (unanswered === undefined) return;
    const words = unanswered === "microphone" ? "phone.unansweredMicrophone" : "phone.unansweredLine";
    toast({ text: t(words), kind: "fault", lasts: 15_000 });
  }, [unanswered, t, toast]);
}

/** This page has lost the phone to a newer one of the same agent. */
function TakenOver({ onTake }: { onTake: () => void }) {
  const { t } = useText();
  return (
    <main className={styles["gate"]}>
      <Logo />
      <h1>{t("phone.takenTitle")}</h1>
      <p className="t2">{t("phone.taken")}</p>
      <div className="row">
        <Button variant="filled" size="lg" onClick={onTake}>
          {t("phone.takeHere")}
        </Button>
      </div>
    </main>
  );
}
