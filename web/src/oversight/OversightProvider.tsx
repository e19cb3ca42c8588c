import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAsk } from "@/app/ask";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { PhoneAccount } from "@/protocol/resources";
import { Softphone } from "@/softphone/softphone";
import { useToast } from "@/ui";
import { OversightContext, type About, type Mode, type Oversight } from "./context";
import { OversightBar } from "./OversightBar";

/** How long the page's telephone may take to be there. */
const READY_WITHIN = 8_000;

/** Who oversees can be in on calls from every screen: the telephone for it, and the bar that tells which call. */
export default function OversightProvider({
  phone,
  children,
}: {
  phone?: Softphone;
  children: React.ReactNode;
}) {
  const [own] = useState(() => phone ?? new Softphone());
  const [about, setAbout] = useState<About>();
  const me = useMe();
  const ask = useAsk();
  const toast = useToast();
  const { t } = useText();
  const opening = useRef<Promise<void>>(undefined);

  useEffect(
    () => () => {
      own.stop();
      own.microphone.close();
    },
    [own],
  );

  const ready = useCallback((): Promise<void> => {
    if (own.state.line === "ready") return Promise.resolve();
    opening.current ??= open(own).finally(() => {
      opening.current = undefined;
    });
    return opening.current;
  }, [own]);

  const value = useMemo((): Oversight => {
    const be = async (call: About, mode: Mode): Promise<void> => {
      const [there, microphone] = await Promise.all([
        ready().then(
          () => true,
          () => false,
        ),
        own.microphone.stream ?? own.reopenMicrophone(),
      ]);
      if (!there || microphone === undefined) {
        toast({ kind: "fault", text: t(there ? "oversight.noMicrophone" : "oversight.noPhone") });
        return;
      }
      if (await ask({ type: "listen", interaction_id: call.interaction_id, mode })) setAbout(call);
    };
    const id = about?.interaction_id ?? "";
    return {
      phone: own,
      about,
      warm: () => void ready().catch(() => undefined),
      be: (call, mode) => void be(call, mode),
      leave: () => {
        setAbout(undefined);
        void ask({ type: "stop_listening", interaction_id: id });
      },
      takeOver: () => void ask({ type: "take_over", interaction_id: id }),
      forget: () => setAbout(undefined),
    };
  }, [own, about, ask, ready, toast, t]);

  return (
    <OversightContext value={value}>
      {children}
      {about !== undefined && <OversightBar key={about.interaction_id} about={about} me={me} />}
    </OversightContext>
  );
}

/** A new secret each time: the page that was opened last is the one that is rung. */
async function open(phone: Softphone): Promise<void> {
  const account = await request<PhoneAccount>("/listening-phone", { method: "POST" });
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => finish(reject), READY_WITHIN);
    const unsubscribe = phone.subscribe(() => {
      if (phone.state.line === "ready") finish(resolve);
    });
    function finish(end: () => void): void {
      clearTimeout(late);
      unsubscribe();
      end();
    }
    phone.start(account, { rung: false });
  });
}
