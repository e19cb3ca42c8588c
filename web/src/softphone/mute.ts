/** Which conversation this tab has muted: kept over a reload, forgotten with the tab. */
const MUTED = "ringwell.muted";

export function wasMuted(interactionId: string | undefined): boolean {
  try {
    return interactionId !== undefined && sessionStorage.getItem(MUTED) === interactionId;
  } catch {
    return false;
  }
}

export function rememberMute(interactionId: string, muted: boolean): void {
  try {
    if (muted) sessionStorage.setItem(MUTED, interactionId);
    else sessionStorage.removeItem(MUTED);
  } catch {
    return; // storage forbidden: a reload opens the microphone
  }
}
