import { useEffect } from "react";

/** Asked when the agent goes ready: then the question explains itself. */
export function askForNotifications(): void {
  if ("Notification" in window && Notification.permission === "default")
    void Notification.requestPermission();
}

/** The window's title tells what goes on, also in a background tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? "Ringwell" : `${title} · Ringwell`;
    return () => {
      document.title = "Ringwell";
    };
  }, [title]);
}

/** Shows a desktop notification for an offer while the page is out of sight; a click brings the page. */
export function useOfferNotification(key: string | undefined, title: string, body: string): void {
  useEffect(() => {
    if (key === undefined || !document.hidden || !("Notification" in window)) return;
    if (Notification.permission !== "granted") return;
    const shown = new Notification(title, { body, tag: key, requireInteraction: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
    // One notification for an offer, whatever else changes while it rings.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
}
