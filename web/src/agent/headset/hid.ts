import { TELEPHONY, type Collection } from "./reports";

/** The part of WebHID that is needed; TypeScript's own library does not know it. */
export interface Headset extends EventTarget {
  readonly productName: string;
  readonly opened: boolean;
  readonly collections: readonly Collection[];
  open: () => Promise<void>;
  close: () => Promise<void>;
  forget?: () => Promise<void>;
  sendReport: (report: number, data: BufferSource) => Promise<void>;
}
export interface KeyReport extends Event {
  readonly reportId: number;
  readonly data: DataView;
}
export interface Hid extends EventTarget {
  getDevices: () => Promise<Headset[]>;
  requestDevice: (options: { filters: readonly { usagePage: number }[] }) => Promise<Headset[]>;
}

/** Undefined in a browser without WebHID, and in a page that is not served securely. */
export function hidOf(): Hid | undefined {
  return (navigator as Navigator & { hid?: Hid }).hid;
}

export function isTelephone({ collections }: Headset): boolean {
  return collections.some(({ usagePage }) => usagePage === TELEPHONY);
}

/** Asks which headset's keys this page may have; the browser shows its own list. */
export async function chooseHeadset(hid: Hid): Promise<void> {
  await hid.requestDevice({ filters: [{ usagePage: TELEPHONY }] });
}

/** The headsets that this page may have, plugged in now. */
export async function headsets(hid: Hid): Promise<Headset[]> {
  return (await hid.getDevices()).filter(isTelephone);
}
