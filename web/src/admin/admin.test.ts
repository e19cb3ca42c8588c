import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/protocol/configuration";
import { clockTime } from "@/ui";
import { changed, draftName, dropDraft, keepDraft, readDraft, rebased } from "./kit/draft";
import { missing } from "./kit/form";
import { madePassword } from "./kit/password";
import { parseFlow, stepsOf } from "./flows/steps";
import { emptyCalendar, nextInterval, overlaps, overnight, spansOf, weekHours } from "./hours/week";

describe("a change", () => {
  it("sends the fields that differ, and no others", () => {
    const from = { name: "Orders", needs: [{ skill_id: "a", level: 3 }], record: true };
    expect(changed(from, { ...from, needs: [{ skill_id: "a", level: 4 }] })).toEqual({
      needs: [{ skill_id: "a", level: 4 }],
    });
    expect(changed(from, { ...from })).toEqual({});
  });

  it("names what must be filled in", () => {
    expect(
      missing({ name: " ", client: null, roles: [], level: 0 }, ["name", "client", "roles", "level"], "!"),
    ).toEqual({
      name: "!",
      client: "!",
      roles: "!",
    });
  });
});

describe("a draft", () => {
  const name = draftName("usr_1", "queues.1");
  const read = { name: "Orders", target_s: 20, record: true };

  it("keeps what was changed and what it was, without secrets", () => {
    keepDraft(name, null, { name: "", password: "" }, { name: "Anna", password: "secret" });
    expect(readDraft(name)).toEqual({ base: null, from: { name: "" }, fields: { name: "Anna" } });
    expect(localStorage.getItem("ringwell.draft.usr_1.queues.1")).not.toContain("secret");
    dropDraft(name);
    expect(readDraft(name)).toBeNull();
  });

  it("is none when nothing differs", () => {
    keepDraft(name, 4, read, { ...read, name: "Sales" });
    keepDraft(name, 4, read, read);
    expect(readDraft(name)).toBeNull();
  });

  it("leaves alone what another one has changed, and names what both have", () => {
    keepDraft(name, 4, read, { ...read, name: "Sales", record: false });
    const kept = readDraft<typeof read>(name)!;
    expect(rebased(kept, { ...read, target_s: 45, name: "Buyers" })).toEqual({
      draft: { name: "Sales", target_s: 45, record: false },
      theirs: ["name", "target_s"],
      both: ["name"],
    });
    dropDraft(name);
  });

  it.each(["{not json", '{"name":"of an earlier build"}', "[]"])("that is damaged is as none: %s", (text) => {
    localStorage.setItem(name, text);
    expect(readDraft(name)).toBeNull();
  });
});

describe("a made password", () => {
  it("has four groups that read aloud, and takes no byte that would favour a sign", () => {
    let call = 0;
    const password = madePassword((bytes) => bytes.fill(call++ === 0 ? 255 : 0));
    expect(password).toBe("aaaa-aaaa-aaaa-aaaa");
    expect(madePassword()).toMatch(/^(?:[a-km-zA-HJ-NP-Z2-9]{4}-){3}[a-km-zA-HJ-NP-Z2-9]{4}$/);
    expect(madePassword()).not.toBe(madePassword());
  });
});

describe("opening hours", () => {
  it.each([
    ["8", "08:00"],
    ["8:30", "08:30"],
    ["0830", "08:30"],
    ["24", "24:00"],
    ["24:30", null],
    ["7:65", null],
    ["morning", null],
  ])("reads %s as %s", (typed, time) => {
    expect(clockTime(typed)).toBe(time);
  });

  it("carries a night over midnight to the next day", () => {
    const document = {
      zone: "UTC",
      weekly: { sun: [{ opens: "22:00", closes: "02:00" }] },
      exceptions: [],
      holidays: [],
    };
    expect(overnight({ opens: "22:00", closes: "02:00" })).toBe(true);
    expect(spansOf(document, "sun")).toEqual([{ from: 1320, to: 1440 }]);
    expect(spansOf(document, "mon")).toEqual([{ from: 0, to: 120 }]);
    expect(weekHours(document)).toBe(4);
  });

  it("joins hours that touch, and sees those that overlap", () => {
    const day = [
      { opens: "08:00", closes: "12:00" },
      { opens: "12:00", closes: "16:00" },
    ];
    expect(spansOf({ zone: "UTC", weekly: { mon: day }, exceptions: [], holidays: [] }, "mon")).toEqual([
      { from: 480, to: 960 },
    ]);
    expect(overlaps(day)).toBe(false);
    expect(overlaps([...day, { opens: "15:00", closes: "17:00" }])).toBe(true);
  });

  it("offers the next hours where there is room for them", () => {
    expect(nextInterval([])).toEqual({ opens: "09:00", closes: "17:00" });
    const added = [{ opens: "09:00", closes: "12:00" }];
    expect(overlaps([...added, nextInterval(added)])).toBe(false);
    expect(weekHours(emptyCalendar("UTC"))).toBe(40);
  });
});

describe("a flow as steps", () => {
  const flow: FlowDocument = {
    format: 1,
    id: "shop",
    language: "en",
    start: "hello",
    nodes: {
      lost: { type: "hangup" },
      menu: { type: "menu", keys: { "1": "orders", "9": "missing" }, default: "orders", prompts: [] },
      hello: { type: "answer", next: "menu" },
      orders: { type: "queue", queue: "que_1", on_nobody: "menu" },
    },
  };

  it("tells them as a caller meets them, each once, with what nobody reaches at the end", () => {
    expect(stepsOf(flow).map(({ id, unreachable }) => [id, unreachable])).toEqual([
      ["hello", false],
      ["menu", false],
      ["orders", false],
      ["lost", true],
    ]);
  });

  it("names every way out, those to nowhere included", () => {
    expect(stepsOf(flow)[1]?.ways.map(({ label, target }) => `${label}>${target}`)).toEqual([
      "keys.1>orders",
      "keys.9>missing",
      "default>orders",
    ]);
  });

  it("says why a text is no flow", () => {
    expect(parseFlow(" ")).toEqual({ fault: "empty" });
    expect(parseFlow("{")).toMatchObject({ fault: "not_json" });
    expect(parseFlow('{"nodes": {"a": 1}, "start": "a"}')).toEqual({ fault: "not_flow" });
    expect(parseFlow(JSON.stringify(flow))).toEqual({ document: flow });
  });
});
