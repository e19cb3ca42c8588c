import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useCollection } from "@/live";
import { usePhone, usePhoneState } from "@/softphone";
import { inOrder } from "../state";
import { useDeskActions } from "../useDeskActions";
import { headsets, hidOf, type Headset, type KeyReport } from "./hid";
import { lightsOf, wishesOf, type Held, type Line, type Wish } from "./keys";
import { keysIn, lightsTo } from "./reports";

let known: readonly Headset[] = [];
const listeners = new Set<() => void>();

/** Looks again which headsets there are. */
export async function lookForHeadsets(): Promise<void> {
  const hid = hidOf();
  known = hid === undefined ? [] : await headsets(hid).catch(() => []);
  for (const listener of listeners) listener();
}

/** The headsets whose keys this page may have. */
export function useHeadsets(): readonly Headset[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => known,
  );
}

/** The headset's keys act on the call in hand, and its lights follow it, on every screen. */
export function useHeadset(agentId: string): void {
  const phone = usePhone();
  const { call: line, muted } = usePhoneState();
  const calls = inOrder(useCollection("desk", "calls"));
  const actions = useDeskActions(agentId);
  const devices = useHeadsets();
  const offer = calls.find((call) => call.state === "offered");
  const current = calls.find((call) => call !== offer);
  const held = current?.state === "hold";
  const stage = line?.stage === "ringing" ? "ringing" : line?.stage === "up" ? "up" : "none";

  useEffect(() => {
    const hid = hidOf();
    if (hid === undefined) return;
    const look = () => void lookForHeadsets();
    look();
    hid.addEventListener("connect", look);
    hid.addEventListener("disconnect", look);
    return () => {
      hid.removeEventListener("connect", look);
      hid.removeEventListener("disconnect", look);
    };
  }, []);

  const act = (wish: Wish): void => {
    if (wish === "answer") actions.answer();
    else if (wish === "decline") actions.decline(offer);
    else if (wish === "end") actions.hangUp(current);
    else if (wish !== "hold") phone.setMuted(wish === "mute");
    else if (current?.agent_id === agentId) (held ? actions.resume : actions.hold)(current);
  };
  const latest = useRef<{ line: Line; act: (wish: Wish) => void }>(undefined);
  useEffect(() => {
    latest.current = { line: { stage, muted, held }, act };
  });

  useEffect(() => {
    const ends = devices.map((device) =>
      follow(device, (before, report) => {
        const now = latest.current;
        if (now === undefined) return before;
        const pressed = keysIn(device.collections, report.reportId, report.data);
        const told = wishesOf(before, pressed, now.line);
        for (const wish of told.wishes) now.act(wish);
        return told.held;
      }),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [devices]);

  const [opened, setOpened] = useState(0);
  useEffect(() => {
    for (const device of devices) {
      if (device.opened) light(device, { stage, muted, held });
      else
        device.open().then(
          () => setOpened((count) => count + 1),
          () => undefined, // another program has it: the desk's own keys go on
        );
    }
  }, [devices, opened, stage, muted, held]);
}

function follow(device: Headset, heard: (before: Held, report: KeyReport) => Held): () => void {
  let held: Held = new Map();
  const onReport = (event: Event): void => {
    held = heard(held, event as KeyReport);
  };
  device.addEventListener("inputreport", onReport);
  return () => device.removeEventListener("inputreport", onReport);
}

function light(device: Headset, line: Line): void {
  for (const { report, data } of lightsTo(device.collections, lightsOf(line)))
    device.sendReport(report, data).catch(() => undefined); // unplugged in this moment
}
