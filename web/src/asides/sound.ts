import { Ringer } from "@/softphone/ringer";
import { storedChoice } from "@/softphone/microphone";

const SOUND = "ringwell.asides.sound";
const ringer = new Ringer();

/** Whether colleagues' questions and answers are heard at this computer. */
export function isHeard(): boolean {
  try {
    return localStorage.getItem(SOUND) !== "off";
  } catch {
    return true;
  }
}

export function setHeard(heard: boolean): void {
  try {
    localStorage.setItem(SOUND, heard ? "on" : "off");
  } catch {
    return;
  }
}

/** One soft tone. */
export function knock(): void {
  const { speaker } = storedChoice();
  if (speaker !== undefined) ringer.playTo(speaker);
  void ringer.announce();
}
