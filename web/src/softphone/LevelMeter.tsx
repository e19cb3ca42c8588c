import { useEffect, useRef } from "react";
import { useMicrophoneState, usePhone } from "./PhoneProvider";
import styles from "./softphone.module.css";

const STEPS = 12;

/** How loud the microphone is, as bars; a meter for screen readers. */
export function LevelMeter({ label }: { label: string }) {
  const { microphone } = usePhone();
  const state = useMicrophoneState();
  const bars = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const { stream } = microphone;
    if (state !== "open" || stream === undefined) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = loudness(samples);
      bars.current?.setAttribute("aria-valuenow", String(Math.round(level * 100)));
      bars.current?.style.setProperty("--lit", String(Math.round(level * STEPS)));
    }, 100);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [microphone, state]);

  return (
    <div
      ref={bars}
      className={styles["meter"]}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      {Array.from({ length: STEPS }, (_, index) => (
        <i key={index} style={{ "--at": index } as React.CSSProperties} />
      ))}
    </div>
  );
}

/** Root mean square on a scale where speech fills it: −54 dB is 0, −9 dB is 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-10);
  return Math.min(1, Math.max(0, (decibels + 54) / 45));
}
