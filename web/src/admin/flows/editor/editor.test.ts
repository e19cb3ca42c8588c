import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowTraffic, Say } from "@/protocol/configuration";
import { added, copied, isClip, outlets, pasted, removed, renamed, setNode, withWay } from "./edit";
import { waysOf } from "../steps";
import { CROWD, waysInSight } from "./inSight";
import { KINDS } from "./kinds";
import { drawnUp, HEIGHT, spotsOf, WIDTH } from "./layout";
import { differenceOf, isNothing, merged, saysOlder } from "./merge";
import { countsOf, litBy, wayKey } from "./picture";
import { placesOf } from "./wayWords";
import { windowWords } from "./windows";

const SHOP: FlowDocument = {
  format: 1,
  id: "shop",
  language: "en",
  start: "answer",
  nodes: {
    answer: { type: "answer", next: "menu" },
    menu: { type: "menu", prompts: [{ prompt: "m" }], keys: { "1": "queue", "2": "bye" }, default: "queue" },
    queue: { type: "queue", queue: "q", on_nobody: "bye" },
    bye: { type: "hangup" },
  },
};

describe("editing", () => {
  it.each(Object.entries(KINDS))("knows every way that a step of the kind %s is led on by", (_, kind) => {
    const led = { ...kind.begin(), ...Object.fromEntries(kind.ways.map((way) => [way, "there"])) };
    expect(waysOf(led).map(({ label }) => label)).toEqual(expect.arrayContaining([...kind.ways]));
  });

  it("shows every way out, also those that lead nowhere", () => {
    expect(outlets({ type: "hours", open: "a" }).map(({ label, target }) => [label, target])).toEqual([
      ["open", "a"],
      ["closed", ""],
    ]);
    expect(outlets({ type: "queue" }).map(({ label }) => label)).toEqual([
      "on_nobody",
      "on_full",
      "on_timeout",
      "after",
    ]);
  });

  it("leads each kind of way elsewhere", () => {
    const branch = {
      type: "branch",
      ways: [{ when: [{ fact: "known" as const }], next: "" }],
      otherwise: "",
    };
    expect(withWay(branch, "ways.0", "a").ways?.[0]?.next).toBe("a");
    expect(withWay(SHOP.nodes["menu"] ?? { type: "" }, "keys.2", "menu").keys).toEqual({
      "1": "queue",
      "2": "menu",
    });
    const waits = withWay({ type: "queue" }, "on_timeout", "bye");
    expect([waits.on_timeout, waits.max_wait_seconds]).toEqual(["bye", 60]);
    const back = withWay(waits, "on_timeout", "");
    expect("on_timeout" in back).toBe(false);
    expect(back.max_wait_seconds).toBeNull();
  });

  it("adds a step where a way was open", () => {
    const open = setNode(SHOP, "bye", { type: "say", prompts: [], next: "" });
    const made = added(open, "menu", [10.4, 20], { id: "bye" });
    expect(made.id).toBe("menu-2");
    expect(made.document.nodes["bye"]?.next).toBe("menu-2");
    expect(made.document.layout?.["menu-2"]).toEqual([10, 20]);
  });

  it("takes steps away with the ways to them", () => {
    const left = removed(SHOP, new Set(["bye"]));
    expect(left.nodes["menu"]?.keys).toEqual({ "1": "queue", "2": "" });
    expect("on_nobody" in (left.nodes["queue"] ?? {})).toBe(false);
  });

  it("pastes under new names, ways among the copies with them", () => {
    const clip = copied(SHOP, new Set(["menu", "queue"]), spotsOf(SHOP));
    expect(isClip(JSON.parse(JSON.stringify(clip)))).toBe(true);
    const { document, ids } = pasted(SHOP, clip);
    expect(ids).toEqual(["menu-2", "queue-2"]);
    expect(document.nodes["menu-2"]?.keys).toEqual({ "1": "queue-2", "2": "bye" });
    expect(document.nodes["menu"]).toEqual(SHOP.nodes["menu"]);
  });

  it("renames a step everywhere, and never onto another", () => {
    const named = renamed(SHOP, "answer", "begin");
    expect(named.start).toBe("begin");
    expect(renamed(SHOP, "bye", "end").nodes["queue"]?.on_nobody).toBe("end");
    expect(renamed(SHOP, "bye", "menu")).toBe(SHOP);
  });
});

describe("layout", () => {
  it("puts no step on another", () => {
    const spots = Object.values(drawnUp(SHOP));
    for (const [at, [x, y]] of spots.entries())
      for (const [left, top] of spots.slice(at + 1))
        expect(Math.abs(x - left) >= WIDTH || Math.abs(y - top) >= HEIGHT).toBe(true);
  });

  it("keeps what was placed by hand", () => {
    const spots = spotsOf({ ...SHOP, layout: { menu: [500, 700] } });
    expect(spots["menu"]).toEqual([500, 700]);
    expect(Object.keys(spots)).toHaveLength(4);
    expect(spots["answer"]?.[1]).toBeGreaterThan(700);
  });

  it("draws a thousand steps at once", () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`n${n}`, { type: "say", prompts: [], next: `n${n + 1}` }]),
    );
    const begun = performance.now();
    expect(Object.keys(spotsOf({ ...SHOP, start: "n0", nodes }))).toHaveLength(1000);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe("two people", () => {
  const mine = setNode(SHOP, "bye", { type: "hangup", note: "mine" });
  const theirs = setNode(SHOP, "queue", { type: "queue", queue: "other" });

  it("puts changes of different steps together", () => {
    const { document, both } = merged(SHOP, mine, theirs);
    expect(both).toEqual([]);
    expect(document.nodes["bye"]?.note).toBe("mine");
    expect(document.nodes["queue"]?.queue).toBe("other");
  });

  it("names what both changed, and keeps mine there", () => {
    const { document, both } = merged(SHOP, mine, setNode(SHOP, "bye", { type: "hangup", note: "theirs" }));
    expect(both).toEqual(["bye"]);
    expect(document.nodes["bye"]?.note).toBe("mine");
  });

  it("loses no step that one took away and the other changed", () => {
    const without = removed(SHOP, new Set(["bye"]));
    expect(merged(SHOP, without, mine).document.nodes["bye"]?.note).toBe("mine");
    expect(merged(SHOP, mine, without).document.nodes["bye"]?.note).toBe("mine");
    expect("bye" in merged(SHOP, without, SHOP).document.nodes).toBe(false);
  });

  it("compares what is said, not how it is written", () => {
    const rewritten = {
      ...SHOP,
      nodes: { ...SHOP.nodes, bye: { note: "", type: "hangup" } },
      layout: { bye: [1, 2] as [number, number] },
    };
    expect(isNothing(differenceOf(SHOP, rewritten))).toBe(true);
    expect(differenceOf(SHOP, removed(SHOP, new Set(["bye"])))).toMatchObject({
      removed: ["bye"],
      added: [],
    });
  });
});

describe("what a published flow says", () => {
  const said = (prompts: Say[]): FlowDocument => ({
    ...SHOP,
    nodes: { ...SHOP.nodes, bye: { type: "hangup", prompts } },
  });
  const published = said([{ own: "pmt_1", sounds: { en: "old" } }]);

  it("is no change of the drawing when its sounds were made", () => {
    expect(isNothing(differenceOf(published, said([{ own: "pmt_1" }])))).toBe(true);
    expect(isNothing(differenceOf(published, said([{ own: "pmt_2" }])))).toBe(false);
  });

  it("is older than a prompt that was recorded anew", () => {
    const prompts = (sound: string) => new Map([["pmt_1", { said: { en: { sound } } }]]);
    expect(saysOlder(published, prompts("old"))).toBe(false);
    expect(saysOlder(published, prompts("new"))).toBe(true);
  });
});

describe("the picture", () => {
  it("counts what happens within another flow at the step that leads there", () => {
    const traffic: FlowTraffic = {
      since: "2026-11-22T00:00:00Z",
      calls: 3,
      ways: [
        { origin: "", way: "start", target: "go", calls: 3 },
        { origin: "go", way: "next", target: "go/hello", calls: 3 },
        { origin: "go/hello", way: "next", target: "go/end", calls: 2 },
        { origin: "go/end", way: "next", target: "after", calls: 2 },
      ],
      nodes: [{ node: "go/hello", here: 1, left: 1 }],
    };
    const counts = countsOf(traffic);
    expect([counts.came.get("go"), counts.came.get("after")]).toEqual([3, 2]);
    expect(counts.ways.get(wayKey("go", "next"))).toBe(2);
    expect([counts.here.get("go"), counts.left.get("go")]).toEqual([1, 1]);
  });

  it("lights the way that a caller went", () => {
    const { steps, ways } = litBy(["", "start", "answer", "next", "menu", "keys.1", "queue"]);
    expect([...steps]).toEqual(["answer", "menu", "queue"]);
    expect(ways.has(wayKey("menu", "keys.1"))).toBe(true);
  });
});

describe("ways of a large drawing", () => {
  const spots = { here: [0, 0], near: [0, 200], far: [0, 9000], farther: [0, 9200] } as const;
  const way = (source: string, target: string, n = 0) => ({ id: `${source} ${n}`, source, target });
  const all = [way("here", "far"), way("far", "near"), way("far", "farther", 1)];
  const drawn = (ways: typeof all, selected: string[] = []) =>
    waysInSight(ways, { ...spots } as never, new Set(selected), "0 0 800 800").map(({ id }) => id);

  it("are those that begin or end in sight, and those of a chosen step", () => {
    expect(drawn(all)).toEqual(["here 0", "far 0"]);
    expect(drawn(all, ["farther"])).toEqual(["here 0", "far 0", "far 1"]);
    expect(waysInSight(all, { ...spots } as never, new Set(), "")).toEqual([]);
  });

  it("leaves a crowd from out of sight to the number on the card", () => {
    const crowd = Array.from({ length: CROWD + 1 }, (_, n) => way("far", "near", n));
    expect(drawn([...crowd, way("here", "near", 99)])).toEqual(["here 99"]);
    expect(drawn(crowd.slice(1))).toHaveLength(CROWD);
  });
});

describe("the words of a step's ways", () => {
  const OF_A_QUEUE = ["никого нет", "мест нет", "слишком долго", "оператор завершил первым"];
  const KEYS = "1 2 3 4 5 6 7 8 9 0 * #".split(" ").map((key) => `${key} “something” · 12`);

  it.each([[OF_A_QUEUE], [["open", "closed"]], [[...KEYS, "no choice"]], [["x".repeat(99), "y"]]])(
    "cover neither each other nor what is beside the card: %s",
    (words) => {
      const places = placesOf(words, WIDTH).map((place) => place ?? expect.fail("no place"));
      for (const { left, width } of places) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(WIDTH);
      }
      places.forEach((one, index) =>
        places.slice(index + 1).forEach((other) => {
          if (one.row === other.row) expect(other.left).toBeGreaterThanOrEqual(one.left + one.width);
        }),
      );
    },
  );

  it("stand below their dots in one row where there is room", () => {
    expect(placesOf(["1", "2", "3"], WIDTH).map((place) => place?.row)).toEqual([0, 0, 0]);
    expect(placesOf(["", "busy"], WIDTH)[0]).toBeNull();
  });
});

it("tells of a time what matters", () => {
  const week = ["mon", "tue", "wed", "thu", "fri"];
  expect(windowWords({ days: week, since: "09:00", until: "17:00" }, "en-GB")).toBe("Mon–Fri 09:00–17:00");
  expect(windowWords({ days: ["sat", "mon"], since: "10:00" }, "en-GB")).toBe("Mon Sat 10:00–");
  expect(windowWords({ first: "2026-12-24", last: "2026-12-26" }, "en-GB")).toBe("24 Dec–26 Dec");
});
