import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/protocol/configuration";
import { onStage } from "@/testing/stage";
import { Outline } from "../flows/Outline";
import { SettingsIndex, SettingsPart } from "./SettingsParts";

const NONE = { items: [], next: null };

describe("the index of settings", () => {
  it("brings the keyboard to a part, and says which one it is", async () => {
    onStage(
      <>
        <SettingsPart part="agents">{null}</SettingsPart>
        <SettingsPart part="callbacks">{null}</SettingsPart>
        <SettingsIndex />
      </>,
      {},
    );
    const link = await screen.findByRole("link", { name: "Callbacks" });
    await userEvent.click(link);
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Callbacks" })),
    );
    expect(link.getAttribute("aria-current")).toBe("location");
    expect(screen.getByRole("link", { name: "Agents" }).getAttribute("aria-current")).toBeNull();
  });
});

describe("the outline of a flow", () => {
  it("says what is said of a variable, and what each way out of a look-up is", async () => {
    const document: FlowDocument = {
      format: 1,
      id: "orders",
      name: "Orders",
      language: "en",
      start: "order",
      nodes: {
        order: { type: "lookup", service: "shop", found: "tell", not_found: "end", failed: "end" },
        tell: { type: "say", prompts: [{ prompt: "your-order" }, { value_of: "order" }], next: "end" },
        end: { type: "hangup" },
      },
    };
    const lists = ["queues", "hours", "flows", "own-prompts"].map((kind) => [`GET /${kind}`, NONE] as const);
    onStage(<Outline document={document} />, Object.fromEntries(lists));
    const steps = await screen.findByRole("list", { name: "Outline" });
    expect(steps.textContent).toContain("your-order{order}");
    for (const way of ["found", "not found", "failed"]) expect(steps.textContent).toContain(`${way} `);
  });
});
