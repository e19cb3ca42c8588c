import { Button, TextInput } from "@mantine/core";
import { IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LanguageChoice, ThemeChoice } from "@/app/choices";
import { Logo } from "@/app/Logo";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import { request } from "@/protocol/api";
import type { TryNumber } from "@/protocol/resources";
import { isDialKey, Keypad, PhoneProvider, useMicrophoneState, usePhone, usePhoneState } from "@/softphone";
import type { PhoneState } from "@/softphone";
import { ErrorState, Loading, State, Timer, type StateName } from "@/ui";
import { useCallerPhone } from "./useCallerPhone";
import styles from "./try.module.css";

/** A caller's telephone in the browser, with its own expiring account. Demo only, without signing in. */
export default function Try() {
  return (
    <PhoneProvider>
      <Page />
    </PhoneProvider>
  );
}

function Page() {
  const { t } = useText();
  const phone = usePhone();
  const { call, line } = usePhoneState();
  const { problem, take } = useCallerPhone();
  const [typed, setTyped] = useState("");
  const dial = (number: string): void => {
    setTyped(number);
    phone.dial(number);
  };
  return (
    <div className={styles["page"]}>
      <header className={styles["top"]}>
        <Logo />
        <span className="sp" />
        <LanguageChoice />
        <ThemeChoice />
        <Button component="a" href="/" target="_blank" rel="noopener">
          {t("try.toDesk")}
        </Button>
      </header>
      <main className={styles["columns"]}>
        <section>
          <h1>{t("try.title")}</h1>
          <p className="t2" style={{ marginTop: 6, fontSize: 14 }}>
            {t("try.intro")}
          </p>
          <p className="t2" style={{ marginTop: 6, fontSize: 14 }}>
            {t("try.callback")}
          </p>
          <Numbers disabled={line !== "ready" || call !== undefined} onDial={dial} />
        </section>
        <section className={`card ${styles["phone"] ?? ""}`} aria-label={t("try.title")}>
          <Trouble problem={problem} onNew={take} />
          <Handset typed={typed} onType={setTyped} onDial={dial} />
        </section>
      </main>
    </div>
  );
}

function Numbers({ disabled, onDial }: { disabled: boolean; onDial: (number: string) => void }) {
  const { tCode, language } = useText();
  const numbers = useQuery({
    queryKey: ["try", "numbers"],
    queryFn: () => request<{ items: TryNumber[] }>("/try/numbers"),
  });
  if (numbers.isPending) return <Loading />;
  if (numbers.isError)
    return (
      <div style={{ marginTop: 16 }}>
        <ProblemState problem={numbers.error} onRetry={() => void numbers.refetch()} />
      </div>
    );
  const spoken = new Intl.DisplayNames([language], { type: "language" });
  return (
    <div className={`card ${styles["numbers"] ?? ""}`}>
      {numbers.data.items.map((item) => (
        <button
          key={item.number}
          type="button"
          className={styles["number"]}
          disabled={disabled}
          onClick={() => onDial(item.number)}
        >
          <b className="num">{item.number}</b>
          <span>
            <span style={{ fontWeight: 600 }}>{tCode(`try.does_${item.number}`) ?? item.flow_name}</span>
            <br />
            <span className="t2 sm">
              {[item.client_name, item.project_name, spoken.of(item.language)]
                .filter((part) => part !== "")
                .join(" · ")}
            </span>
          </span>
          <IconPhone size={18} />
        </button>
      ))}
    </div>
  );
}

function Trouble({ problem, onNew }: { problem: unknown; onNew: () => void }) {
  const { t } = useText();
  const phone = usePhone();
  const { line } = usePhoneState();
  const microphone = useMicrophoneState();
  if (problem !== undefined) return <ProblemState problem={problem} onRetry={onNew} />;
  if (line === "refused")
    return (
      <ErrorState title={t("try.expired")}>
        {t("try.expiredHelp")}{" "}
        <button type="button" className="link" onClick={onNew}>
          {t("try.newPhone")}
        </button>
      </ErrorState>
    );
  if (microphone === "denied" || microphone === "missing")
    return (
      <ErrorState
        title={t(microphone === "denied" ? "phone.microphoneDenied" : "phone.microphoneMissing")}
        onRetry={() => void phone.reopenMicrophone()}
      >
        {t(microphone === "denied" ? "phone.microphoneDeniedHelp" : "phone.microphoneMissingHelp")}
      </ErrorState>
    );
  return null;
}

function condition({ line, call }: PhoneState): { state: StateName; word: TextKey } {
  if (call?.stage === "up") return { state: "talking", word: "try.up" };
  if (call !== undefined)
    return { state: "offered", word: call.direction === "in" ? "try.rings" : "try.calling" };
  if (line === "ready") return { state: "ready", word: "try.idle" };
  if (line === "lost") return { state: "near", word: "try.lost" };
  return { state: "offline", word: line === "refused" ? "try.expired" : "try.preparing" };
}

function failure(status: number): TextKey {
  if (status === 404 || status === 484 || status === 403) return "try.failedUnknown";
  return status === 486 || status === 503 || status === 600 ? "try.failedBusy" : "try.failedOther";
}

interface HandsetProps {
  typed: string;
  onType: (typed: string) => void;
  onDial: (number: string) => void;
}

/** Display, keypad, one button. Before the call keys make the number; during it they are heard by the menu. */
function Handset({ typed, onType, onDial }: HandsetProps) {
  const { t } = useText();
  const phone = usePhone();
  const state = usePhoneState();
  const { call, line, lastFailure } = state;
  const [sent, setSent] = useState({ call: "", keys: "" });
  const up = call?.stage === "up";
  const rings = call?.direction === "in" && call.stage === "ringing";
  const pressed = sent.call === call?.id ? sent.keys : "";
  const { state: mark, word } = condition(state);

  function press(key: string): void {
    if (up) {
      phone.sendKey(key);
      setSent({ call: call.id, keys: (pressed + key).slice(-12) });
    } else if (call === undefined) onType((typed + key).slice(0, 15));
  }

  useEffect(() => {
    function key(event: KeyboardEvent): void {
      if (
        event.target instanceof HTMLInputElement ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.repeat
      )
        return;
      if (isDialKey(event.key)) press(event.key);
    }
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  });

  return (
    <>
      <div className={styles["display"]} aria-live="polite">
        <div className="row" style={{ justifyContent: "center" }}>
          <State state={mark}>{t(word)}</State>
          {up && <CallTimer key={call.id} />}
        </div>
        {call === undefined ? null : (
          <div className={`num ${styles["digits"] ?? ""}`}>
            {up && pressed !== "" ? pressed : call.number}
          </div>
        )}
        {lastFailure !== undefined && call === undefined && (
          <span className="sm">{t(failure(lastFailure))}</span>
        )}
      </div>
      {call === undefined && (
        <TextInput
          label={t("try.dial")}
          value={typed}
          inputMode="tel"
          onChange={(event) => onType(event.currentTarget.value.replace(/[^0-9*#]/g, "").slice(0, 15))}
          onKeyDown={(event) => {
            if (event.key === "Enter" && typed !== "" && line === "ready") onDial(typed);
          }}
        />
      )}
      <Keypad label={t("try.keypad")} onPress={press} />
      {call === undefined ? (
        <Button
          size="lg"
          variant="filled"
          leftSection={<IconPhone size={18} />}
          disabled={typed === "" || line !== "ready"}
          onClick={() => onDial(typed)}
        >
          {t("try.call")}
        </Button>
      ) : (
        <InCall rings={rings} onAnswer={phone.answer} onHangUp={phone.hangUp} />
      )}
      <div className="sm t2" style={{ textAlign: "center" }}>
        {t("try.keysHint")}
      </div>
    </>
  );
}

interface InCallProps {
  /** Somebody calls back. */
  rings: boolean;
  onAnswer: () => void;
  onHangUp: () => void;
}

function InCall({ rings, onAnswer, onHangUp }: InCallProps) {
  const { t } = useText();
  return (
    <>
      {rings && (
        <Button size="lg" variant="filled" leftSection={<IconPhone size={18} />} onClick={onAnswer}>
          {t("try.answer")}
        </Button>
      )}
      <Button
        size="lg"
        variant={rings ? "default" : "filled"}
        leftSection={<IconPhoneOff size={18} />}
        onClick={onHangUp}
      >
        {t(rings ? "try.decline" : "try.hangUp")}
      </Button>
    </>
  );
}

/** Counts from the moment it is first drawn. */
function CallTimer() {
  const [since] = useState(() => new Date().toISOString());
  return <Timer since={since} />;
}
