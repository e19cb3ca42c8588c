import { useCallback, useState } from "react";
import type { Recording } from "@/protocol/conversations";
import type { PlayerState } from "./player";

/** A moment of the clock to be heard, and how often it was asked for; `as`: played at once, as what came before it was. */
export interface Wanted {
  at: string;
  ask: number;
  as?: PlayerState;
}

const begins = ({ started_at }: Recording) => Date.parse(started_at);
const ends = (recording: Recording) => begins(recording) + (recording.duration_ms ?? 0);

/** Where a conversation goes on behind one of its recordings: which has what was said next, and from which moment on. */
export function goesOn(audio: readonly Recording[], over: Recording): { index: number; at: string } | null {
  const from = (recording: Recording) => Math.max(begins(recording), ends(over));
  const next = audio
    .filter((each) => each.may_listen && each.state === "stored" && ends(each) > ends(over))
    .reduce<Recording | null>((first, each) => (first && from(first) <= from(each) ? first : each), null);
  return next && { index: audio.indexOf(next), at: new Date(from(next)).toISOString() };
}

/** Which of a conversation's recordings is listened to: the one that was chosen, and when it is over what comes after it. */
export function useListening(audio: readonly Recording[]) {
  const [chosen, setChosen] = useState(0);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const recording = audio[chosen] ?? audio[0];
  const choose = useCallback((index: number) => {
    setChosen(index);
    setWanted(null);
  }, []);
  const listen = useCallback((at: string) => setWanted((was) => ({ at, ask: (was?.ask ?? 0) + 1 })), []);
  const goOn = useCallback(
    (as: PlayerState) => {
      const next = recording && goesOn(audio, recording);
      if (!next) return;
      setChosen(next.index);
      setWanted((was) => ({ at: next.at, ask: (was?.ask ?? 0) + 1, as }));
    },
    [audio, recording],
  );
  return { recording, chosen, wanted, choose, listen, goOn };
}
