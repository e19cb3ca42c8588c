import { describe, expect, it } from "vitest";
import type { Interaction, TimelineItem } from "@/protocol/conversations";
import { cell, csv } from "./csv";
import { freshened, isUnfinished } from "./data";
import { dayAfter, dayOf, emptyWords, filtersOf, midnight, NO_FILTERS, paramsOf, queryOf } from "./filters";
import { neighboursOf } from "./neighbours";
import { holdsOf, storyOf } from "./story";
import { bars, speechOf, strokes, tickStep, within } from "./waveform";

describe("filters in the address", () => {
  it("come back as they were, and leave nothing behind that is not chosen", () => {
    const filters = {
      ...NO_FILTERS,
      from: "2026-11-01",
      to: "2026-11-20",
      result: "handled" as const,
      q: "Marta",
    };
    expect(filtersOf(paramsOf(filters))).toEqual(filters);
    expect(paramsOf(NO_FILTERS).toString()).toBe("");
  });

  it("that make no sense are not asked for", () => {
    expect(filtersOf(new URLSearchParams("from=yesterday&result=splendid"))).toEqual(NO_FILTERS);
  });

  it("ask for whole days of the workspace's zone", () => {
    const query = queryOf({ ...NO_FILTERS, from: "2026-11-20", to: "2026-11-20" }, "Europe/Warsaw");
    expect(query).toMatchObject({ from: "2026-11-19T23:00:00.000Z", to: "2026-11-20T23:00:00.000Z" });
  });

  it.each([
    ["2026-03-29", "Europe/Warsaw", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Warsaw", "2026-03-29T22:00:00.000Z"],
    ["2026-10-26", "Europe/Warsaw", "2026-10-25T23:00:00.000Z"],
    ["2026-07-01", "America/New_York", "2026-07-01T04:00:00.000Z"],
    ["2026-07-01", "Asia/Kolkata", "2026-06-30T18:30:00.000Z"],
  ])("begin %s in %s at %s", (day, zone, moment) => {
    expect(midnight(day, zone)).toBe(moment);
    expect(dayOf(Date.parse(moment), zone)).toBe(day);
    expect(dayOf(Date.parse(moment) - 1, zone)).toBe(dayAfter(day, -1));
  });
});

describe("a list with nothing in it", () => {
  it.each([
    ["44", "nothingNumber"],
    ["+48 22 555", "nothingNumber"],
    ["Kowalska", "nothing"],
    ["7F3K", "nothing"],
    ["", "none"],
  ])("says why, when %j was sought", (q, words) => {
    expect(emptyWords({ ...NO_FILTERS, q })).toBe(words);
  });
});

describe("an exported cell", () => {
  it.each([
    ["Marta", "Marta"],
    ['say "hello", twice', '"say ""hello"", twice"'],
    ["=HYPERLINK(1)", `"'=HYPERLINK(1)"`],
    ["+48221000417", "+48221000417"],
    ["1000", "1000"],
    ["+48 22", `"'+48 22"`],
    ["+1+cmd|' /C calc'!A0", `"'+1+cmd|' /C calc'!A0"`],
    ["-1", `"'-1"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\tx", `"'\tx"`],
    ["Jan;=1+1", '"Jan;\'=1+1"'],
    ["a\t @x", '"a\t\' @x"'],
    ["a;b", "a;b"],
    [null, ""],
    [-5, "-5"],
  ])("writes %j as %s", (value, written) => {
    expect(cell(value)).toBe(written);
  });

  it("stands in rows that spreadsheets read as UTF-8", () => {
    expect(
      csv([
        ["Łódź", 1],
        [null, "a,b"],
      ]),
    ).toBe('\uFEFFŁódź,1\r\n,"a,b"\r\n');
  });
});

describe("the list while calls come in", () => {
  const row = (interaction_id: string, started_at: string, result: string | null = "handled") =>
    ({ interaction_id, started_at, result }) as Interaction;
  const rows = [row("b", "2026-11-20T14:02", null), row("a", "2026-11-20T14:01")];

  it("counts the newer ones and tells how live ones have gone on, without moving a row", () => {
    const found = freshened(rows, [row("c", "2026-11-20T14:03"), row("b", "2026-11-20T14:02"), rows[1]!]);
    expect(found.fresh).toBe(1);
    expect(found.rows.map(({ interaction_id, result }) => [interaction_id, result])).toEqual([
      ["b", "handled"],
      ["a", "handled"],
    ]);
  });

  it("takes none for new that are older than its first, and all when it is empty", () => {
    expect(freshened(rows, [row("0", "2026-11-20T13:00")]).fresh).toBe(0);
    expect(freshened([], rows).fresh).toBe(2);
  });
});

describe("going on in the list", () => {
  it("knows who is before and after, and that the ends have one side only", () => {
    expect(neighboursOf(["a", "b", "c"], "b")).toEqual({ newer: "a", older: "c" });
    expect(neighboursOf(["a", "b"], "a")).toEqual({ older: "b" });
    expect(neighboursOf(["a"], "x")).toEqual({});
  });
});

const START = Date.parse("2026-11-20T14:00:00Z");
function item(second: number, type: string, params: TimelineItem["params"] = {}): TimelineItem {
  return {
    seq: second,
    at: new Date(START + second * 1000).toISOString(),
    type,
    code: `timeline.${type}`,
    params: { agent: "Anna", queue: "Orders", ...params },
    words: "",
    why: null,
    reasons: [],
    actor_kind: "system",
    actor_id: null,
    agent_id: null,
  };
}

describe("the story of a conversation", () => {
  const call = [
    item(0, "interaction.started"),
    item(0, "interaction.caller_identified", { known: false }),
    item(1, "flow.stepped", { node: "menu" }),
    item(5, "flow.key_pressed", { key: "2" }),
    item(6, "queue.entered", { place: 1 }),
    item(7, "offer.made", { offer_id: "ofr_1" }),
    item(27, "offer.ended", { offer_id: "ofr_1", result: "missed", after_ms: 20_000 }),
    item(28, "offer.ended", { result: "withdrawn", after_ms: 1 }),
    item(30, "offer.ended", { result: "accepted", after_ms: 3_000 }),
    item(30, "queue.left", { result: "answered", waited_ms: 24_000 }),
    item(30, "segment.started"),
    item(60, "call.hold_started"),
    item(98, "call.hold_ended", { hold_ms: 38_000 }),
    item(120, "segment.ended"),
    item(120, "interaction.ended", { result: "handled", ended_by: "caller" }),
    item(160, "disposition.set", { disposition_id: null }),
    item(160, "wrapup.ended", { acw_ms: 40_000 }),
  ];

  it("joins beginnings and ends, and leaves out what only programs care for", () => {
    expect(storyOf(call).map(({ key }) => key)).toEqual([
      "story.came",
      "story.newCaller",
      "story.pressed",
      "story.missed",
      "story.waited",
      "story.answered",
      "story.held",
      "story.callerEnded",
      "story.wrapUp",
    ]);
  });

  it("tells a call out as one, without the queue that it was counted in", () => {
    const own = [
      item(0, "interaction.started", { direction: "out" }),
      item(0, "interaction.caller_identified", { known: false }),
      item(0, "callback.asked", { own: true, agent: "Anna" }),
      item(0, "queue.entered", { place: 1, callback: true }),
      item(0, "offer.made", { offer_id: "ofr_1" }),
      item(1, "offer.ended", { offer_id: "ofr_1", result: "accepted" }),
      item(1, "callback.dialled", { attempt: 1 }),
    ];
    const failed = item(2, "callback.attempt_ended", { result: "busy" });
    const left = item(2, "queue.left", { result: "failed" });
    expect(storyOf([...own, failed, left])).toMatchObject([
      { key: "story.dialled", params: { agent: "Anna" } },
      { key: "story.notReached", params: { result: "busy" } },
    ]);
    const answered = item(2, "callback.attempt_ended", { result: "answered" });
    const ended = item(9, "interaction.ended", { result: "handled", ended_by: "caller" });
    const talk = [...own, answered, item(2, "segment.started", { agent: "Anna" }), ended];
    expect(storyOf(talk).map(({ key }) => key)).toEqual([
      "story.dialled",
      "story.reached",
      "story.customerEnded",
    ]);
  });

  it("tells where a call was parked, and who picked it up", () => {
    const lines = storyOf([
      item(1, "call.parked", { agent: "Anna", place: 1 }),
      item(2, "call.unparked", { agent: "Ben", because: "picked_up" }),
      item(2, "party.asked", { agent: "Ben", colleague: "Ben", to_agent_id: "agt_2", purpose: "pick_up" }),
    ]);
    expect(lines).toMatchObject([
      { key: "story.parked", params: { agent: "Anna", place: "1" } },
      { key: "story.pickedUp", params: { agent: "Ben" } },
    ]);
  });

  it("tells of a text message the last that is known, and where it may have come twice", () => {
    const sent = item(1, "flow.message_sent", { by: "sms", message_id: "txt_1" });
    const taken = item(2, "flow.message_ended", { message_id: "txt_1", result: "sent", unsure: false });
    const arrived = item(9, "flow.message_ended", { message_id: "txt_1", result: "delivered", unsure: true });
    const mail = item(1, "flow.message_sent", { by: "mail", message_id: "mai_1" });
    expect(storyOf([sent, mail]).map(({ key }) => key)).toEqual(["story.textWaits"]);
    expect(storyOf([sent, taken]).map(({ params }) => params["result"])).toEqual(["sent"]);
    expect(storyOf([sent, taken, arrived])).toMatchObject([
      { key: "story.text", shape: "message", params: { result: "delivered", unsure: "true" } },
    ]);
  });

  it("says why with the offer's end, and while it still rings", () => {
    const reasons = ["Anna was the only one free who could take it."];
    const made = { ...item(7, "offer.made", { offer_id: "ofr_1" }), reasons };
    const ended = item(9, "offer.ended", { offer_id: "ofr_1", result: "accepted", after_ms: 2_000 });
    const other = item(8, "offer.ended", { offer_id: "ofr_0", result: "missed" });
    expect(storyOf([made, other])).toMatchObject([
      { key: "story.rings", reasons },
      { key: "story.missed", reasons: [] },
    ]);
    expect(storyOf([made, ended])).toMatchObject([{ key: "story.answered", reasons }]);
  });

  it("tells what still lasts while it lasts", () => {
    const now = call.slice(0, 5);
    expect(storyOf(now).at(-1)).toMatchObject({
      key: "story.waits",
      params: { queue: "Orders", place: "1" },
    });
    expect(storyOf(call.slice(0, 12)).at(-1)?.key).toBe("story.holds");
  });

  it("tells whom a colleague asked, and where the caller was brought", () => {
    const asked = { agent: "Anna", colleague: "Ben" };
    const lines = storyOf([
      item(1, "party.asked", { ...asked, to_agent_id: "agt_2" }),
      item(2, "party.asked", { agent: "Anna", to_agent_id: null }),
      item(3, "call.transferred", { ...asked, to: "agent" }),
      item(4, "call.transferred", { agent: "Anna", to: "outside" }),
      item(5, "call.transferred", { agent: "Anna", to: "queue", queue: "Bank" }),
      item(6, "call.transferred", { agent: "Anna", to: "flow" }),
    ]);
    expect(lines.map(({ key }) => key)).toEqual([
      "story.asked",
      "story.askedOutside",
      "story.handed",
      "story.handedOutside",
      "story.sentToQueue",
      "story.sentToFlow",
    ]);
    expect(lines[2]?.params).toEqual(asked);
    expect(lines[4]?.params["queue"]).toBe("Bank");
  });

  it("says who ended it, and of a call without an offer that somebody talked", () => {
    const fallback = [
      item(0, "segment.started"),
      item(9, "interaction.ended", { result: "handled", ended_by: "agent" }),
    ];
    expect(storyOf(fallback).map(({ key, params }) => [key, params["agent"]])).toEqual([
      ["story.talks", "Anna"],
      ["story.agentEnded", "Anna"],
    ]);
  });

  it("finds the holds; one that the end of the talk cut off ends there", () => {
    const cut = [item(10, "call.hold_started"), item(30, "segment.ended")];
    const [hold] = holdsOf(cut);
    expect(within([hold!], new Date(START).toISOString(), 60)).toEqual([{ from: 10, to: 30 }]);
    expect(within(holdsOf(call), new Date(START + 70_000).toISOString(), 10)).toEqual([{ from: 0, to: 10 }]);
    expect(within(holdsOf(call), new Date(START + 100_000).toISOString(), 10)).toEqual([]);
  });
});

describe("more is to come", () => {
  const ended = {
    result: "handled",
    ended_at: new Date(START).toISOString(),
    parts: [{}],
    audio: [],
  } as never;
  const later = START + 60_000;

  it("while an agent writes the call up, however long, and no longer", () => {
    const begun = [item(1, "segment.ended"), item(1, "wrapup.started")];
    expect(isUnfinished(ended, begun, later)).toBe(true);
    expect(isUnfinished(ended, [...begun, item(50, "wrapup.ended")], later)).toBe(false);
  });

  it("for the moment in which a wrap-up may begin", () => {
    expect(isUnfinished(ended, [], START + 2_000)).toBe(true);
    expect(isUnfinished(ended, [], later)).toBe(false);
  });
});

describe("the waveform", () => {
  it("keeps the loudest of each part, whatever the width", () => {
    expect(bars([0, 0.5, 0, 0.1], 2)).toEqual([0.5, 0.1]);
    expect(bars([0.3], 3)).toEqual([0.3, 0.3, 0.3]);
    expect(bars([], 3)).toEqual([]);
  });

  it("draws a stroke a bar, within its lane", () => {
    expect(strokes([1, 0], { width: 20, middle: 50, reach: 30 })).toBe("M5.0 20.0v60.0M15.0 49.0v2.0");
  });

  it("counts who speaks, takes a breath for speech, and marks talking over each other from a second on", () => {
    const second = (loud: boolean) => Array<number>(20).fill(loud ? 0.5 : 0);
    const breath = [...Array<number>(10).fill(0.5), ...Array<number>(8).fill(0), 0.5, 0.5];
    const speech = speechOf({
      duration_ms: 4000,
      per_second: 20,
      channels: [
        [...second(true), ...second(true), ...second(false), ...second(false)],
        [...second(false), ...breath, ...second(true), ...second(false)],
      ],
    });
    expect(speech).toMatchObject({ caller: 0.5, agent: 0.5, silence: 0.25 });
    expect(speech?.both).toEqual([{ from: 1, to: 2 }]);
    expect(speechOf({ duration_ms: 1000, per_second: 20, channels: [second(true)] })).toBeNull();
  });

  it("has some six or eight ticks", () => {
    for (const duration of [7, 60, 372, 3600]) expect(duration / tickStep(duration)).toBeLessThanOrEqual(8);
  });
});
