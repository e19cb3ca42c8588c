import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { useSession } from "@/app/session";
import { useTopic } from "@/live";
import { onStage } from "@/testing/stage";
import { CallButton } from "./CallButton";

function Card() {
  useTopic("desk");
  return useSession().data == null ? null : <CallButton name="Maria" whom={{ number: "+48600100200" }} />;
}

it("says why no call can be made during a wrap-up, and calls when that is over", async () => {
  const { server, heard } = onStage(<Card />, { "GET /me": { agent_id: "agt_1" }, "POST /calls": {} });
  server.open();
  const shown = (activity: string) =>
    server.show("desk", {
      me: { agt_1: { agent_id: "agt_1", presence: "ready", phone: true, activity } },
    });
  const placed = () => heard.filter(({ request }) => request === "POST /calls");
  act(() => shown("wrapping_up"));
  const call = await screen.findByRole("button", { name: "Call Maria" });
  expect(call.getAttribute("title")).toBe("Finish the wrap-up first; then you can call.");
  await userEvent.click(call);
  expect(placed()).toEqual([]);
  act(() => shown("idle"));
  await userEvent.click(call);
  await waitFor(() => expect(placed()).toHaveLength(1));
  expect(call.getAttribute("title")).toBeNull();
});
