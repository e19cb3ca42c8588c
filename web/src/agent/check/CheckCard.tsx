import { Button, CloseButton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { LevelMeter, usePhone } from "@/softphone";
import { State } from "@/ui";
import { useKeepCheck, type ShiftCheck } from "./data";
import { askNetwork, compare, listen, NOTHING_DB } from "./measure";

type Step = "begin" | "noise" | "speech" | "tone" | "echo" | "self" | "kept";

/** Of noise the level most of the time, of speech its loud parts. */
const NOISE = 0.7;
const SPEECH = 0.85;

/** A short guided check of headset, network and noise: be quiet, speak, listen, and hear oneself back from the switch. It is kept with the day. */
export function CheckCard({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const phone = usePhone();
  const keep = useKeepCheck();
  const [step, setStep] = useState<Step>("begin");
  const [without, setWithout] = useState(false);
  const card = useRef<HTMLElement>(null);
  // The button that was pressed is gone: the next one has the keyboard.
  useEffect(() => card.current?.querySelector<HTMLElement>("[data-next]")?.focus(), [step]);
  const [measured, setMeasured] = useState({
    noise_db: 0,
    speech_db: 0,
    round_trip_ms: 0,
    lost: 0,
    echo_db: NOTHING_DB,
  });

  async function begin(): Promise<void> {
    const stream = phone.microphone.stream ?? (await phone.reopenMicrophone());
    setWithout(stream === undefined);
    if (stream === undefined) return;
    setStep("noise");
    const [noise_db, network] = await Promise.all([listen(stream, NOISE), askNetwork()]);
    setStep("speech");
    const speech_db = await listen(stream, SPEECH);
    setMeasured({ noise_db, speech_db, ...network, echo_db: NOTHING_DB });
    setStep("tone");
    void phone.announce();
  }
  const [heardTone, setHeardTone] = useState(false);
  const done = (echo_db: number, heard: boolean): void => {
    // What could not be kept can be said again, also where there was no echo to ask about.
    keep.mutate(
      { ...measured, echo_db, heard },
      { onSuccess: () => setStep("kept"), onError: () => setStep("self") },
    );
  };

  async function callEcho(heard: boolean): Promise<void> {
    setHeardTone(heard);
    setStep("echo");
    const echo = await phone.echo();
    const said = phone.microphone.stream;
    if (echo === undefined || said === undefined) {
      echo?.end();
      // The echo gave way to a call: nothing is known of the line, and the check is for later.
      if (phone.state.call !== undefined) onClose();
      else done(NOTHING_DB, heard);
      return;
    }
    try {
      const echo_db = await compare(said, echo.stream);
      setMeasured((before) => ({ ...before, echo_db }));
      setStep("self");
    } finally {
      echo.end();
    }
  }
  return (
    <section
      ref={card}
      className="card pad"
      aria-label={t("check.title")}
      style={{ display: "grid", gap: 10 }}
    >
      <div className="row">
        <h2>{t("check.title")}</h2>
        <span className="sp" />
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
      <p role="status">{t(`check.${step}`)}</p>
      {(step === "noise" || step === "speech" || step === "echo") && <LevelMeter label={t("phone.level")} />}
      {without && <State state="over">{t("phone.microphoneMissing")}</State>}
      {step === "begin" && (
        <div>
          <Button data-next variant="filled" onClick={() => void begin()}>
            {t("check.start")}
          </Button>
        </div>
      )}
      {step === "tone" && (
        <div className="row">
          <Button data-next variant="filled" onClick={() => void callEcho(true)}>
            {t("check.heard")}
          </Button>
          <Button variant="default" onClick={() => void phone.announce()}>
            {t("check.again")}
          </Button>
          <Button variant="default" onClick={() => void callEcho(false)}>
            {t("check.notHeard")}
          </Button>
        </div>
      )}
      {step === "self" && (
        <div className="row">
          <Button
            data-next
            variant="filled"
            loading={keep.isPending}
            onClick={() => done(measured.echo_db, heardTone)}
          >
            {t("check.heard")}
          </Button>
          <Button variant="default" onClick={() => void callEcho(heardTone)}>
            {t("check.again")}
          </Button>
          <Button variant="default" onClick={() => done(measured.echo_db, false)}>
            {t("check.notHeard")}
          </Button>
        </div>
      )}
      {keep.isError && <ProblemState problem={keep.error} />}
      {step === "kept" && keep.data !== undefined && (
        <>
          <CheckResult check={keep.data} />
          <div className="row">
            <Button data-next variant="filled" onClick={onClose}>
              {t("check.done")}
            </Button>
            <Button variant="default" onClick={() => void begin()}>
              {t("check.anew")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** What was measured, and what is to be seen to. */
export function CheckResult({ check }: { check: ShiftCheck }) {
  const { t, format } = useText();
  const figures = t("check.figures", {
    speech: format.number(Math.round(check.speech_db)),
    noise: format.number(Math.round(check.noise_db)),
    ms: format.number(Math.round(check.round_trip_ms)),
    lost: format.number(Math.round(check.lost * 100)),
  });
  const came = check.echo_db !== null && check.echo_db > NOTHING_DB ? check.echo_db : undefined;
  return (
    <div>
      {check.troubles.length === 0 ? (
        <State state="within">{t("check.good")}</State>
      ) : (
        check.troubles.map((trouble) => (
          <div key={trouble}>
            <State state="near">{t(`check.trouble_${trouble}`)}</State>
          </div>
        ))
      )}
      <div className="sm t2">
        {figures}
        {came !== undefined && `, ${t("check.echoed", { db: format.number(Math.round(came) || 0) })}`}
      </div>
    </div>
  );
}
