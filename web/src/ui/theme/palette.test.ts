import { describe, expect, it } from "vitest";
import { STATES, type StateName } from "./theme";
import tokens from "./tokens.json";

// Proves WCAG contrast of both themes, and that the state colours stay apart for people who see colours differently.

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
const SIGHT: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Triple = [0.95047, 1, 1.08883];
const AGENT = STATES.slice(0, 7);
const LEVELS = STATES.slice(7);
const FLOORS: readonly [string, readonly StateName[], number][] = [
  ["agent states", AGENT, 12],
  ["waiting levels", LEVELS, 19],
  ["all ten", STATES, 9.3],
];

function linear(hex: string): Triple {
  const part = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const times = (matrix: Matrix, v: Triple): Triple => [
  dot(matrix[0], v),
  dot(matrix[1], v),
  dot(matrix[2], v),
];

function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => dot([0.2126, 0.7152, 0.0722], linear(hex)) + 0.05;
  const [x, y] = [luminance(a), luminance(b)];
  return Math.max(x, y) / Math.min(x, y);
}

function lab(rgb: Triple): Triple {
  const bend = (x: number): number => (x > 216 / 24389 ? Math.cbrt(x) : ((24389 / 27) * x + 16) / 116);
  const [x, y, z] = times(XYZ, rgb);
  const [fx, fy, fz] = [bend(x / WHITE[0]), bend(y / WHITE[1]), bend(z / WHITE[2])];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function seen(hex: string, sight: Matrix): Triple {
  const clamp = (v: number): number => Math.min(1, Math.max(0, v));
  const [r, g, b] = times(sight, linear(hex));
  return lab([clamp(r), clamp(g), clamp(b)]);
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const cosine = (degrees: number): number => Math.cos(radians(degrees));
const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** The perceived distance of two colours. */
function ciede2000(p: Triple, q: Triple): number {
  const chroma = (Math.hypot(p[1], p[2]) + Math.hypot(q[1], q[2])) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [a1, a2] = [p[1] * (1 + g), q[1] * (1 + g)];
  const [c1, c2] = [Math.hypot(a1, p[2]), Math.hypot(a2, q[2])];
  const hue = (b: number, a: number): number => turn((Math.atan2(b, a) * 180) / Math.PI);
  const [h1, h2] = [hue(p[2], a1), hue(q[2], a2)];
  const grey = c1 * c2 === 0;
  const dh = grey ? 0 : turn(h2 - h1 + 180) - 180;
  const around = Math.abs(h1 - h2) <= 180 ? 0 : h1 + h2 < 360 ? 180 : -180;
  const hb = grey ? h1 + h2 : (h1 + h2) / 2 + around;
  const dL = q[0] - p[0];
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(dh / 2));
  const lb = (p[0] + q[0]) / 2 - 50;
  const cb = (c1 + c2) / 2;
  const t =
    1 -
    0.17 * cosine(hb - 30) +
    0.24 * cosine(2 * hb) +
    0.32 * cosine(3 * hb + 6) -
    0.2 * cosine(4 * hb - 63);
  const sl = 1 + (0.015 * lb ** 2) / Math.sqrt(20 + lb ** 2);
  const sc = 1 + 0.045 * cb;
  const sh = 1 + 0.015 * cb * t;
  const spread = Math.sin(radians(60 * Math.exp(-(((hb - 275) / 25) ** 2))));
  const rt = -2 * Math.sqrt(cb ** 7 / (cb ** 7 + 25 ** 7)) * spread;
  return Math.sqrt((dL / sl) ** 2 + (dC / sc) ** 2 + (dH / sh) ** 2 + rt * (dC / sc) * (dH / sh));
}

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const { neutral, states } = tokens.themes[name];
  const surfaces = [neutral.bg, neutral.surface, neutral.sunken, neutral.raised];

  it.each(STATES)("shows the state %s readably on every surface", (state) => {
    const colours = states[state];
    for (const ground of [...surfaces, colours.soft]) {
      expect(contrast(colours.mark, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(colours.text, ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colours.text, neutral.select)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.onFill, colours.fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutral.text, colours.soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutral.text2, colours.soft)).toBeGreaterThanOrEqual(4.5);
  });

  it("shows text, controls and focus readably", () => {
    for (const ground of [...surfaces, neutral.select])
      for (const ink of [neutral.text, neutral.text2, neutral.text3])
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(neutral.onAction, neutral.action)).toBeGreaterThanOrEqual(4.5);
    for (const ground of surfaces) {
      expect(contrast(neutral.lineStrong, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(neutral.focus, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  describe.each(Object.entries(SIGHT))("with %s sight", (_, sight) => {
    it.each(FLOORS)("keeps %s apart", (_set, members, floor) => {
      for (const [index, a] of members.entries())
        for (const b of members.slice(index + 1))
          expect(
            ciede2000(seen(states[a].mark, sight), seen(states[b].mark, sight)),
            `${a} and ${b}`,
          ).toBeGreaterThan(floor);
    });
  });
});

it("knows the published distances", () => {
  // Sharma, Wu, Dalal 2005, pairs 1, 7 and 25 of their test data.
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(ciede2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
  expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});
