import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { AsAdmin } from "@/testing/admin";
import { onStage, type Answers } from "@/testing/stage";
import Matrix from "./Matrix";
import { pasted, type Area } from "./paste";
import { at, moved } from "./selection";
import { clashes, EMPTY, levelAt, levelOf, put, redo, settled, undo, without, type Read } from "./sheet";

const read: Read = (user, skill) => (user === "anna" && skill === "orders" ? 7 : null);
const MATRIX = (
  <AsAdmin>
    <Matrix />
  </AsAdmin>
);
const cell = (user: string, skill: string, level: number | null) => ({ user, skill, level });

describe("the sheet of changes", () => {
  it("takes back and does again, and knows when all is as it was read", () => {
    const one = put(EMPTY, read, [cell("anna", "orders", 3), cell("jan", "orders", 2)]);
    expect(levelAt(one, read, "anna", "orders")).toBe(3);
    expect(one.edits.size).toBe(2);
    const back = undo(one, read);
    expect(back.edits.size).toBe(0);
    expect(levelAt(redo(back, read), read, "jan", "orders")).toBe(2);
    expect(put(one, read, [cell("anna", "orders", 7), cell("jan", "orders", null)]).edits.size).toBe(0);
    expect(put(EMPTY, read, [cell("anna", "orders", 7)])).toBe(EMPTY);
  });

  it("makes one step of a one and a nought", () => {
    const one = put(EMPTY, read, [cell("jan", "orders", 1)]);
    const ten = put(one, read, [cell("jan", "orders", 10)], true);
    expect(levelAt(ten, read, "jan", "orders")).toBe(10);
    expect(undo(ten, read).edits.size).toBe(0);
  });

  it("tells where somebody else was quicker with the same cell, and lets either stay", () => {
    const mine = put(EMPTY, read, [cell("anna", "orders", 3), cell("jan", "orders", 2)]);
    const now: Read = (user) => (user === "anna" ? 5 : null);
    expect(clashes(mine, now).map(({ user }) => user)).toEqual(["anna"]);
    expect(clashes(mine, () => 3)).toHaveLength(1);
    expect(settled(mine, now).edits.get("anna orders")).toMatchObject({ before: 5, level: 3 });
    expect(clashes(settled(mine, now), now)).toEqual([]);
    expect([...without(mine, clashes(mine, now)).edits.keys()]).toEqual(["jan orders"]);
  });

  it("reads a level as people write it", () => {
    expect(["", "0", "-", " 7 ", "10", "11", "2.5", "x"].map(levelOf)).toEqual([
      null,
      null,
      null,
      7,
      10,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("a paste", () => {
  const people = ["Anna", "Jan", "Ewa"].map((name) => ({ id: name.toLowerCase(), names: [name] }));
  const skills = ["Orders", "Polish"].map((name) => ({ id: name.toLowerCase(), names: [name] }));
  const here: Area = { top: 1, left: 0, bottom: 1, right: 0 };

  it("goes into the grid from the chosen cell on; what has no place is told", () => {
    const { changes, skipped } = pasted("1\t2\n3\t\n5\t6\n", here, people, skills);
    expect(changes).toEqual([
      cell("jan", "orders", 1),
      cell("jan", "polish", 2),
      cell("ewa", "orders", 3),
      cell("ewa", "polish", null),
    ]);
    expect(skipped).toBe(2);
  });

  it("of one value fills all that is chosen", () => {
    const whole: Area = { top: 0, left: 1, bottom: 2, right: 1 };
    expect(pasted("4", whole, people, skills).changes.map(({ user }) => user)).toEqual([
      "anna",
      "jan",
      "ewa",
    ]);
  });

  it("with names goes where they stand, whatever is chosen and in whatever order", () => {
    const text = "Agent\tpolish\tCooking\r\nEwa\t9\t1\r\nNobody\t1\t1\r\nAnna\t12\t1\r\n";
    const { changes, skipped } = pasted(text, here, people, skills);
    expect(changes).toEqual([cell("ewa", "polish", 9)]);
    expect(skipped).toBe(5);
  });
});

describe("keys in the grid", () => {
  const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  });
  it("move, choose more, and stay inside", () => {
    const size = { rows: 3, columns: 2 };
    expect(moved(at(0, 0), key("ArrowUp"), size)).toEqual(at(0, 0));
    expect(moved(at(0, 0), key("ArrowDown", { ctrlKey: true }), size)).toEqual(at(2, 0));
    expect(moved(at(1, 1), key("ArrowDown", { shiftKey: true }), size)).toEqual({ ...at(1, 1), row: 2 });
    expect(moved(at(1, 1), key(" ", { ctrlKey: true }), size)).toMatchObject({
      fromRow: 0,
      row: 2,
      column: 1,
    });
    expect(moved(at(1, 1), key("Tab"), size)).toBeUndefined();
  });
});

describe("the matrix", () => {
  const user = (name: string, skills: Record<string, number>, version = 1) => ({
    user_id: `usr_${name}`,
    agent_id: `agt_${name}`,
    sign_in: name.toLowerCase(),
    name,
    roles: ["agent"],
    disabled: false,
    skills,
    version,
  });
  const skills = ["Orders", "Polish"].map((name) => ({ skill_id: `skl_${name}`, name, version: 1 }));
  const answers = (more: Answers = {}): Answers => ({
    "GET /skills": { items: skills, next: null },
    "GET /users": {
      items: [user("Anna", { skl_Orders: 7 }), user("Jan", {}), { ...user("Boss", {}), agent_id: null }],
      next: null,
    },
    ...more,
  });

  beforeEach(() => {
    localStorage.clear();
    // Nothing has a size here, so no cell is in sight: the keys and what comes of them are what is tested.
    Element.prototype.scrollTo = () => undefined;
  });

  it("saves what was typed in one request, with the versions that were read", async () => {
    const saved = [user("Anna", { skl_Orders: 10 }, 2), user("Jan", { skl_Polish: 4 }, 2)];
    const { heard } = onStage(MATRIX, answers({ "PATCH /skill-levels": { items: saved } }));
    const grid = await screen.findByRole("grid");
    expect(grid.getAttribute("aria-rowcount")).toBe("3");
    grid.focus();
    await userEvent.keyboard("10{ArrowDown}{ArrowRight}4");
    await screen.findByText("2 levels of 2 people not saved");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved: 2 levels of 2 people");
    expect(heard.find(({ request }) => request === "PATCH /skill-levels")?.body).toEqual({
      changes: [
        { user_id: "usr_Anna", version: 1, levels: { skl_Orders: 10 } },
        { user_id: "usr_Jan", version: 1, levels: { skl_Polish: 4 } },
      ],
    });
    await screen.findByText("All is saved");
  });

  it("keeps what is not saved over a reload, takes back, and empties", async () => {
    const first = onStage(MATRIX, answers());
    (await screen.findByRole("grid")).focus();
    await userEvent.keyboard("{Delete}");
    await screen.findByText("1 level of 1 person not saved");
    expect(localStorage.getItem("ringwell.draft.usr_1.skill-levels")).not.toBeNull();
    first.unmount();
    onStage(MATRIX, answers());
    await screen.findByText("1 level of 1 person not saved");
    (await screen.findByRole("grid")).focus();
    await userEvent.keyboard("3");
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await screen.findByText("1 level of 1 person not saved");
    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    await screen.findByText("All is saved");
  });

  it("fills a chosen column, and pastes", async () => {
    onStage(MATRIX, answers());
    (await screen.findByRole("grid")).focus();
    await userEvent.keyboard("{ArrowRight}{Control>}[Space]{/Control}8");
    await screen.findByText("2 levels of 2 people not saved");
    fireEvent.paste(screen.getByRole("grid"), { clipboardData: { getData: () => "Agent\tOrders\nJan\t99" } });
    await screen.findByText(/1 cell was left out/);
  });

  it("lays ours over another's change of other things, and asks where it is of the same cell", async () => {
    const conflict = () =>
      Response.json({ code: "version_conflict", params: { user: "usr_Anna" } }, { status: 412 });
    const table = answers({ "PATCH /skill-levels": conflict() });
    const { heard } = onStage(MATRIX, table);
    (await screen.findByRole("grid")).focus();
    await userEvent.keyboard("5");
    table["GET /users"] = { items: [user("Anna", { skl_Orders: 2 }, 3), user("Jan", {})], next: null };
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(/1 of these levels was changed there/);
    await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
    table["PATCH /skill-levels"] = { items: [user("Anna", { skl_Orders: 5 }, 4)] };
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved: 1 level of 1 person");
    const sent = heard.filter(({ request }) => request === "PATCH /skill-levels");
    expect(sent.at(-1)?.body).toMatchObject({ changes: [{ version: 3, levels: { skl_Orders: 5 } }] });
  });
});
