import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo } from "react";
import { describe, expect, it, vi } from "vitest";
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
  ])("names %o", (event, name) => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
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

  it("shows every key at a question mark", async () => {
    onStage(<Screen onCall={vi.fn()} onList={vi.fn()} />);
    await userEvent.keyboard("?");
    expect((await screen.findByRole("dialog")).textContent).toContain("AnswerF2");
  });
});
