import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { onStage } from "@/testing/stage";
import { DataTable, initials, level, State, StateMark, Timer, useToast } from ".";
import { setServerTime } from "./clock";

describe("states", () => {
  it("always have a word: beside the shape, or as its name", () => {
    onStage(
      <>
        <StateMark state="hold" />
        <State state="near">0:48</State>
      </>,
    );
    expect(screen.getByRole("img", { name: "Hold" })).toBeTruthy();
    expect(screen.getByRole("img", { name: "Near target" })).toBeTruthy();
    expect(screen.getByText("0:48")).toBeTruthy();
  });

  it.each([
    [9, "within"],
    [10, "near"],
    [20, "over"],
  ])("of %i seconds against 10 and 20 is %s", (seconds, state) => {
    expect(level(seconds, { nearSeconds: 10, overSeconds: 20 })).toBe(state);
  });
});

describe("timers", () => {
  afterEach(() => vi.useRealTimers());

  it("count by the server's clock, once a second, in place", () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-21T12:00:00Z") });
    setServerTime(Date.parse("2026-11-21T12:10:00Z"));
    onStage(<Timer since="2026-11-21T12:09:55Z" />);
    const timer = screen.getByRole("timer");
    expect(timer.textContent).toBe("0:05");
    act(() => {
      vi.advanceTimersByTime(2_005);
    });
    expect(screen.getByRole("timer")).toBe(timer);
    expect(timer.textContent).toBe("0:07");
    setServerTime(Date.now());
  });
});

describe("a list", () => {
  it("moves by arrows and J K, opens by Enter", async () => {
    const onOpen = vi.fn();
    onStage(
      <DataTable
        label="Calls"
        columns={[{ id: "name", title: "Name", cell: (row: string) => row }]}
        rows={["first", "second", "third"]}
        rowId={(row) => row}
        onOpen={onOpen}
      />,
    );
    await userEvent.tab();
    await userEvent.keyboard("j{ArrowDown}k{Enter}");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith("second");
  });
});

describe("a toast", () => {
  it("offers to take back what was done, once", async () => {
    const undo = vi.fn();
    function Deed() {
      const toast = useToast();
      return <button onClick={() => toast({ text: "Card saved", undo })}>do</button>;
    }
    onStage(<Deed />);
    await userEvent.click(screen.getByText("do"));
    await userEvent.click(screen.getByText("Undo"));
    expect(undo).toHaveBeenCalledTimes(1);
    expect(screen.queryByText("Card saved")).toBeNull();
  });
});

describe("initials", () => {
  it.each([
    ["Anna Kowalska", "AK"],
    ["Мария Ивановна Орлова", "МО"],
    ["+48 22 100", ""],
    ["", ""],
  ])("of %j are %j", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
