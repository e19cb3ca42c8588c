import { Button } from "@mantine/core";
import { IconMicrophone, IconPlayerStop } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import styles from "./speech.module.css";

/** The server takes five minutes. */
const LONGEST_MS = 290_000;
const LOOK_MS = 60;

interface Take {
  recorder: MediaRecorder;
  close: () => void;
}

/** A button that records from the microphone, with the level and the time meanwhile. */
export function Recorder({
  again,
  busy,
  onTaken,
  onFault,
}: {
  again: boolean;
  busy: boolean;
  onTaken: (file: Blob) => void;
  onFault: (words: string) => void;
}) {
  const { t, format } = useText();
  const [level, setLevel] = useState<number | null>(null);
  const [ms, setMs] = useState(0);
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  const take = useRef<Take | null>(null);
  const left = useRef(false);
  const stop = useCallback(() => {
    const current = take.current;
    take.current = null;
    setLevel(null);
    if (current === null) return;
    if (current.recorder.state !== "inactive") current.recorder.stop();
    current.close();
  }, []);
  // Whoever leaves the page has no microphone open.
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      stop();
    };
  }, [stop]);

  // However often it is pressed, one microphone is opened.
  const start = async (): Promise<void> => {
    if (asked.current) return;
    asked.current = true;
    setAsking(true);
    const stream = await microphone();
    asked.current = false;
    if (left.current) {
      if (stream !== null) close(stream); // the page was left while the browser asked
      return;
    }
    setAsking(false);
    if (stream === null) {
      onFault(t("speech.noMicrophone"));
      return;
    }
    try {
      const recorder = new MediaRecorder(stream);
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.onstop = () => {
        if (!left.current) onTaken(new Blob(parts, { type: recorder.mimeType })); // else nobody wanted it
      };
      take.current = { recorder, close: watch(stream, setLevel, setMs, stop) };
      setMs(0);
      setLevel(0);
      recorder.start();
    } catch {
      stop();
      close(stream);
      onFault(t("speech.cannotRecord"));
    }
  };

  if (level === null)
    return (
      <Button
        size="sm"
        variant="default"
        loading={busy || asking}
        leftSection={<IconMicrophone size={14} />}
        onClick={() => void start()}
      >
        {t(again ? "speech.recordAgain" : "speech.record")}
      </Button>
    );
  return (
    <span className={`row ${styles["recording"] ?? ""}`}>
      <Button size="sm" leftSection={<IconPlayerStop size={14} />} onClick={stop}>
        {t("speech.stop")}
      </Button>
      <meter
        aria-label={t("speech.level")}
        min={0}
        max={1}
        low={0.05}
        high={0.9}
        optimum={0.5}
        value={level}
      />
      <span className="tn">{format.span(ms)}</span>
    </span>
  );
}

/** What the microphone says; null where the browser gives none. */
async function microphone(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
}

function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Tells level and time until it is closed; `full` when no more can be taken. */
function watch(
  stream: MediaStream,
  setLevel: (level: number) => void,
  setMs: (ms: number) => void,
  full: () => void,
): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const begun = performance.now();
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    setLevel(Math.max(...samples.map(Math.abs)));
    setMs(performance.now() - begun);
    if (performance.now() - begun > LONGEST_MS) full();
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    close(stream);
    void context.close();
  };
}
