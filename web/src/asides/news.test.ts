import { describe, expect, it } from "vitest";
import type { Aside } from "./data";
import { newsIn } from "./news";

const ME = "usr_me";

function aside(id: string, ...authors: string[]): Aside {
  const lines = authors.map((user_id, index) => ({
    line_id: `${id}-${String(index)}`,
    user_id,
    author: user_id,
    at: "2026-11-22T10:00:00Z",
    text: `line ${String(index)}`,
  }));
  return {
    aside_id: id,
    interaction_id: "int_1",
    short_ref: "K7",
    project_name: null,
    team_id: "tem_1",
    team_name: "Pumps",
    asked_by: authors[0] ?? "",
    asker: null,
    asked_at: "2026-11-22T10:00:00Z",
    over_at: null,
    own_call: false,
    may_write: true,
    unread: 0,
    lines,
  };
}

describe("what is told of questions", () => {
  it("tells nothing at the first look: it was there before the page", () => {
    expect(newsIn(undefined, [aside("a", "usr_1")], ME)).toEqual([]);
  });

  it("tells a new question, and the newest of several answers once", () => {
    const before = [aside("a", ME)];
    const now = [aside("a", ME, "usr_1", "usr_2"), aside("b", "usr_3")];
    expect(newsIn(before, now, ME).map(({ author, text, asked }) => [author, text, asked])).toEqual([
      ["usr_2", "line 2", false],
      ["usr_3", "line 0", true],
    ]);
    expect(newsIn(now, now, ME)).toEqual([]);
  });

  it("tells nobody of their own lines, written here or on another page", () => {
    expect(newsIn([aside("a", "usr_1")], [aside("a", "usr_1", ME)], ME)).toEqual([]);
    expect(newsIn([], [aside("b", ME)], ME)).toEqual([]);
  });
});
