import { describe, expect, it } from "vitest";
import { lightsOf, wishesOf, type Held, type Line } from "./keys";
import { keysIn, lightsTo, type Collection, type Item } from "./reports";

const bit = (usage: number, isAbsolute = true): Item => ({
  isAbsolute,
  usages: [usage],
  reportSize: 1,
  reportCount: 1,
});
const padding = (reportCount: number): Item => ({ usages: [], reportSize: 1, reportCount });

/** As a common USB headset describes itself: hook switch as a state, mute and flash as presses, in report 2; lights in the same. */
const HEADSET: readonly Collection[] = [
  {
    usagePage: 0x0c,
    inputReports: [{ reportId: 1, items: [{ usages: [0x0c00e9, 0x0c00ea], reportSize: 1, reportCount: 2 }] }],
  },
  {
    usagePage: 0x0b,
    usage: 5,
    inputReports: [
      {
        reportId: 2,
        items: [bit(0x0b0020), bit(0x0b0097), bit(0x0b002f, false), bit(0x0b0021, false), padding(4)],
      },
    ],
    outputReports: [
      {
        reportId: 2,
        items: [bit(0x080017), bit(0x08001e), bit(0x080009), bit(0x080018), bit(0x080020), padding(3)],
      },
    ],
  },
];
const UP: Line = { stage: "up", muted: false, held: false };
const RINGING: Line = { stage: "ringing", muted: false, held: false };
const NONE: Line = { stage: "none", muted: false, held: false };

const recorded = (...bytes: number[]): DataView => new DataView(new Uint8Array(bytes).buffer);

/** The wishes that recorded reports lead to, one after another, each with the line as it was. */
function wishes(reports: readonly (readonly [DataView, Line])[], device = HEADSET): string[] {
  let held: Held = new Map();
  return reports.flatMap(([data, line]) => {
    const told = wishesOf(held, keysIn(device, 2, data), line);
    held = told.held;
    return told.wishes;
  });
}

describe("a headset's keys", () => {
  it("answers and ends by the hook switch", () => {
    expect(
      wishes([
        [recorded(0b0001), RINGING],
        [recorded(0b0001), UP],
        [recorded(0b0000), UP],
      ]),
    ).toEqual(["answer", "end"]);
  });

  it("takes the headset that follows the desk for no wish of its own", () => {
    // Answered and ended at the desk: the light goes on and off, and the headset tells of its hook.
    expect(
      wishes([
        [recorded(0b0001), UP],
        [recorded(0b0000), NONE],
      ]),
    ).toEqual([]);
  });

  it("mutes and speaks again by presses, and holds by flash", () => {
    const hook = 0b0001;
    expect(
      wishes([
        [recorded(hook), UP],
        [recorded(hook | 0b0100), UP],
        [recorded(hook), { ...UP, muted: true }],
        [recorded(hook | 0b0100), { ...UP, muted: true }],
        [recorded(hook | 0b1000), UP],
      ]),
    ).toEqual(["mute", "unmute", "hold"]);
  });

  it("asks for nothing while there is no call, and by reports that are none of ours", () => {
    expect(wishes([[recorded(0b1101), NONE]])).toEqual([]);
    expect(keysIn(HEADSET, 1, recorded(3))).toEqual([]);
    expect(keysIn(HEADSET, 9, recorded(255))).toEqual([]);
    expect(keysIn(HEADSET, 2, recorded()).every(({ down }) => !down)).toBe(true);
    expect(keysIn([], 2, recorded(255))).toEqual([]);
  });

  it("ends by the next press of a hook switch that is only pressed", () => {
    const pressed: Collection[] = [
      { usagePage: 0x0b, inputReports: [{ reportId: 2, items: [bit(0x0b0020, false), padding(7)] }] },
    ];
    const reports: [DataView, Line][] = [
      [recorded(1), RINGING],
      [recorded(0), UP],
      [recorded(1), UP],
    ];
    expect(wishes(reports, pressed)).toEqual(["answer", "end"]);
  });

  it("reads keys that are told by their number", () => {
    const array: Collection[] = [
      {
        usagePage: 0x0b,
        inputReports: [
          {
            reportId: 2,
            items: [
              {
                isArray: true,
                usages: [0x0b0026, 0x0b0020],
                reportSize: 8,
                reportCount: 1,
                logicalMinimum: 1,
              },
            ],
          },
        ],
      },
    ];
    expect(wishes([[recorded(1), RINGING]], array)).toEqual(["decline"]);
    expect(wishes([[recorded(2), RINGING]], array)).toEqual(["answer"]);
  });
});

describe("a headset's lights", () => {
  it("follow the call", () => {
    const byte = (line: Line): number | undefined => lightsTo(HEADSET, lightsOf(line))[0]?.data[0];
    expect(byte(RINGING)).toBe(0b01000);
    expect(byte(UP)).toBe(0b00001);
    expect(byte({ ...UP, muted: true, held: true })).toBe(0b10101);
    expect(byte(NONE)).toBe(0);
  });

  it("are left alone where there are none", () => {
    expect(lightsTo([{ usagePage: 0x0b }], lightsOf(UP))).toEqual([]);
  });
});
