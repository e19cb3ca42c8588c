/**
 * The reports of a headset's keys and lights, as its own descriptor lays them out (USB HID usage tables, Telephony 0x0B and LED 0x08).
 * No vendor's protocol: what a headset has no usage for, it has no key for here.
 */
export const TELEPHONY = 0x0b;
const LEDS = 0x08;

export type Key = "hook" | "mute" | "hold" | "flash" | "drop";
export type Light = "offHook" | "ring" | "mute" | "hold";

const KEYS: ReadonlyMap<number, Key> = new Map([
  [usage(TELEPHONY, 0x20), "hook"],
  [usage(TELEPHONY, 0x21), "flash"],
  [usage(TELEPHONY, 0x23), "hold"],
  [usage(TELEPHONY, 0x26), "drop"],
  [usage(TELEPHONY, 0x2f), "mute"],
]);
const LIGHTS: ReadonlyMap<number, Light> = new Map([
  [usage(LEDS, 0x09), "mute"],
  [usage(LEDS, 0x17), "offHook"],
  [usage(LEDS, 0x18), "ring"],
  [usage(LEDS, 0x20), "hold"],
]);

function usage(page: number, id: number): number {
  return page * 0x10000 + id;
}

/** A part of WebHID's `HIDReportItem` and the like: what is needed here. */
export interface Item {
  isAbsolute?: boolean;
  isArray?: boolean;
  isRange?: boolean;
  usages?: readonly number[];
  usageMinimum?: number;
  reportSize?: number;
  reportCount?: number;
  logicalMinimum?: number;
}
export interface Report {
  reportId?: number;
  items?: readonly Item[];
}
export interface Collection {
  usagePage?: number;
  usage?: number;
  inputReports?: readonly Report[];
  outputReports?: readonly Report[];
  children?: readonly Collection[];
}

interface Field {
  report: number;
  at: number;
  bits: number;
  item: Item;
  index: number;
}

/** Every field of the reports of one kind, by the place of its bits. */
function fieldsOf(
  collections: readonly Collection[],
  kind: "inputReports" | "outputReports",
): { fields: Field[]; sizes: Map<number, number> } {
  const fields: Field[] = [];
  const sizes = new Map<number, number>();
  for (const collection of flat(collections))
    for (const { reportId: report = 0, items = [] } of collection[kind] ?? []) {
      let at = 0;
      for (const item of items) {
        const bits = item.reportSize ?? 0;
        const count = item.reportCount ?? 0;
        for (let index = 0; index < count; index += 1, at += bits)
          fields.push({ report, at, bits, item, index });
      }
      sizes.set(report, Math.max(sizes.get(report) ?? 0, Math.ceil(at / 8)));
    }
  return { fields, sizes };
}

/** Reports are told once for each collection; the nested ones have theirs, too. */
function flat(collections: readonly Collection[]): Collection[] {
  return collections.flatMap((each) => [each, ...flat(each.children ?? [])]);
}

/** The usage that a field of single bits stands for. */
function usageOf({ item, index }: Field): number {
  const { usages = [], usageMinimum = 0, isRange = false } = item;
  if (isRange) return usageMinimum + index;
  return usages[Math.min(index, usages.length - 1)] ?? 0;
}

export interface Pressed {
  key: Key;
  down: boolean;
  /** The key tells a state, not a press. */
  absolute: boolean;
}

/** The keys that this report tells of; a report of something else tells of none. Short and strange ones are taken as they are. */
export function keysIn(collections: readonly Collection[], report: number, data: DataView): Pressed[] {
  const found = new Map<Key, Pressed>();
  for (const field of fieldsOf(collections, "inputReports").fields) {
    if (field.report !== report) continue;
    const value = bitsAt(data, field.at, field.bits);
    const { item } = field;
    const absolute = item.isAbsolute ?? true;
    if (item.isArray === true) {
      const { usages = [], usageMinimum = 0, isRange = false, logicalMinimum = 0 } = item;
      const named = isRange ? Array.from({ length: 64 }, (_, i) => usageMinimum + i) : usages;
      named.forEach((each, index) => {
        const key = KEYS.get(each);
        if (key === undefined) return;
        const down = value === logicalMinimum + index || found.get(key)?.down === true;
        found.set(key, { key, down, absolute: false });
      });
      continue;
    }
    const key = KEYS.get(usageOf(field));
    if (key !== undefined) found.set(key, { key, down: value !== 0, absolute });
  }
  return [...found.values()];
}

function bitsAt(data: DataView, at: number, bits: number): number {
  let value = 0;
  for (let bit = 0; bit < Math.min(bits, 24); bit += 1) {
    const byte = (at + bit) >> 3;
    if (byte >= data.byteLength) break;
    value += ((data.getUint8(byte) >> ((at + bit) & 7)) & 1) * 2 ** bit;
  }
  return value;
}

/** The reports that set the lights so; lights that the headset has not are left out. */
export function lightsTo(
  collections: readonly Collection[],
  lit: ReadonlySet<Light>,
): { report: number; data: Uint8Array<ArrayBuffer> }[] {
  const { fields, sizes } = fieldsOf(collections, "outputReports");
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const field of fields) {
    const light = LIGHTS.get(usageOf(field));
    if (light === undefined || field.item.isArray === true) continue;
    const data = reports.get(field.report) ?? new Uint8Array(sizes.get(field.report) ?? 0);
    reports.set(field.report, data);
    const byte = field.at >> 3;
    if (lit.has(light)) data[byte] = (data[byte] ?? 0) | (1 << (field.at & 7));
  }
  return Array.from(reports, ([report, data]) => ({ report, data }));
}
