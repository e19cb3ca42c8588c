import { Select } from "@mantine/core";
import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { onStage } from "@/testing/stage";
import { keyName, useKeys } from "./keys";

function Screen({ onCall, onList }: { onCall: () => void; onList: () => void }) {
  useKeys(
    "Call",
    useMemo(
      () => [
        { keys: "F2", label: "Answer", run: onCall, whileTyping: true },
        { keys: "F4", label: "Hold", run: onCall, whileTyping: true, disabled: true },
        { keys: "j", label: "Next", run: onList },
      ],
      [onCall, onList],
    ),
  );
  return <input aria-label="note" />;
}

describe("keys", () => {
  it.each([
    [{ key: "F2" }, "F2"],
    [{ key: "F2", shiftKey: true }, "Shift+F2"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "Enter", ctrlKey: true }, "Ctrl+Enter"],
    [{ key: "Enter", metaKey: true }, "Ctrl+Enter"],
    [{ key: "о", code: "KeyJ" }, "j"],
    [{ key: "Ы", code: "KeyS", shiftKey: true }, "S"],
    [{ key: "w", code: "KeyZ" }, "w"],
  ])("names %o", (event, name) => {
    const none = { code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(keyName({ ...none, ...event })).toBe(name);
  });

  it("lets call keys act while typing, letters only when no field has focus", async () => {
    const [onCall, onList] = [vi.fn(), vi.fn()];
    onStage(<Screen onCall={onCall} onList={onList} />);
    await userEvent.keyboard("j{F4}");
    expect(onList).toHaveBeenCalledTimes(1);
    expect(onCall).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText("note"), "j{F2}");
    expect(onList).toHaveBeenCalledTimes(1);
    expect(onCall).toHaveBeenCalledTimes(1);
    expect(screen.getByLabelText("note")).toHaveProperty("value", "j");
  });

  it("leaves Space and Enter to the button that has the focus, and takes letters there", async () => {
    const [play, next, press] = [vi.fn(), vi.fn(), vi.fn()];
    function Player() {
      useKeys("Player", [
        { keys: " ", label: "Play", run: play },
        { keys: "j", label: "Next", run: next },
      ]);
      return (
        <>
          <button onClick={press}>Save</button>
          <div role="menuitem" tabIndex={0}>
            More
          </div>
        </>
      );
    }
    onStage(<Player />);
    screen.getByText("Save").focus();
    await userEvent.keyboard(" j");
    expect(press).toHaveBeenCalledTimes(1);
    expect(play).not.toHaveBeenCalled();
    expect(next).toHaveBeenCalledTimes(1);
    screen.getByText("More").focus();
    await userEvent.keyboard(" j");
    expect(play).not.toHaveBeenCalled();
    expect(next).toHaveBeenCalledTimes(1);
    screen.getByText("More").blur();
    await userEvent.keyboard(" ");
    expect(play).toHaveBeenCalledTimes(1);
  });

  it("lists a group once, whoever gives its keys", async () => {
    function Twice() {
      useKeys("List", [{ keys: "j", label: "Next", run: () => undefined }]);
      useKeys("List", [{ keys: "/", label: "Search", run: () => undefined }]);
      return null;
    }
    onStage(<Twice />);
    await userEvent.keyboard("?");
    const overlay = await screen.findByRole("dialog");
    expect(within(overlay).getAllByRole("heading", { name: "List" })).toHaveLength(1);
    expect(overlay.textContent).toContain("NextJSearch/");
  });

  it("names the key that prints nothing", async () => {
    function Player() {
      useKeys("Recording", [{ keys: " ", label: "Play", run: () => undefined }]);
      return null;
    }
    onStage(<Player />);
    await userEvent.keyboard("?");
    expect((await screen.findByRole("dialog")).textContent).toContain("PlaySpace");
  });

  it("shows every key at a question mark", async () => {
    onStage(<Screen onCall={vi.fn()} onList={vi.fn()} />);
    await userEvent.keyboard("?");
    expect((await screen.findByRole("dialog")).textContent).toContain("AnswerF2");
  });
});

describe("Enter in an open list", () => {
  afterEach(() => vi.useRealTimers());

  it.each(["before the arrow", "between the arrow and Enter", "after Enter"])(
    "takes what is marked, once, when the list's own timer comes %s",
    (when) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const onChange = vi.fn();
      onStage(<Select label="Leads to" searchable data={["queue", "hangup"]} onChange={onChange} />);
      const field = screen.getByRole("combobox");
      const timer = (moment: string): void => {
        if (moment === when) act(() => void vi.advanceTimersByTime(10));
      };
      act(() => field.focus());
      fireEvent.change(field, { target: { value: "hang" } });
      timer("before the arrow");
      fireEvent.keyDown(field, { key: "ArrowDown", code: "ArrowDown" });
      timer("between the arrow and Enter");
      fireEvent.keyDown(field, { key: "Enter", code: "Enter" });
      timer("after Enter");
      expect(onChange.mock.calls.map(([taken]: unknown[]) => taken)).toEqual(["hangup"]);
      expect(screen.getByRole("combobox")).toHaveProperty("value", "hangup");
    },
  );

  it("takes nothing that is not marked", async () => {
    const onChange = vi.fn();
    onStage(<Select label="Leads to" searchable data={["queue", "hangup"]} onChange={onChange} />);
    await userEvent.tab();
    await userEvent.keyboard("hang{Enter}");
    expect(onChange).not.toHaveBeenCalled();
  });
});
