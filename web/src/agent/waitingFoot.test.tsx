import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { useTopic } from "@/live";
import { onStage } from "@/testing/stage";
import { WaitingFoot } from "./WaitingFoot";

function Foot() {
  useTopic("desk");
  return <WaitingFoot agentId="agt_1" />;
}

it("opens the list of those who wait, and takes one who is not being offered", async () => {
  const caller = {
    short_ref: "R1",
    queue_id: "que_1",
    queue_name: "Orders",
    project_id: null,
    language: "pl",
    priority: 5,
    waited_s: 75,
    ring: 0,
    offered: false,
    callback: false,
    message: false,
    expected_s: 90,
  };
  const { server } = onStage(<Foot />, {
    "GET /routing/waiting": {
      items: [
        { ...caller, interaction_id: "int_1", offered: true },
        { ...caller, interaction_id: "int_2" },
      ],
    },
  });
  server.open();
  const queue = {
    queue_id: "que_1",
    name: "Orders",
    waiting: 2,
    callbacks_waiting: 1,
    longest_since: null,
    target_s: 20,
    expected_wait_s: 250,
  };
  server.show("desk", { queues: { que_1: queue } });
  await userEvent.click(await screen.findByRole("button", { name: "Waiting" }));
  const mine = await screen.findByRole("region", { name: "My queues" });
  expect(mine.textContent).toContain("3Orderswithin 4:10");
  await waitFor(() => expect(screen.getAllByText("within 1:30")).toHaveLength(2));
  await userEvent.click(await screen.findByRole("button", { name: "Take" }));
  expect(server.commands).toEqual([{ type: "pull", agent_id: "agt_1", interaction_id: "int_2" }]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Take" })).toBeNull());
});

it("tells a voice message from who is to be called back", async () => {
  const away = {
    short_ref: "R1",
    queue_id: "que_1",
    project_id: null,
    language: "pl",
    priority: 5,
    waited_s: 75,
    ring: 0,
    offered: false,
    callback: true,
    expected_s: null,
  };
  const { server } = onStage(<Foot />, {
    "GET /routing/waiting": {
      items: [
        { ...away, queue_name: "Orders", interaction_id: "int_1", message: true },
        { ...away, queue_name: "Repairs", interaction_id: "int_2", message: false },
      ],
    },
  });
  server.open();
  const queue = {
    queue_id: "que_1",
    name: "Orders",
    waiting: 1,
    callbacks_waiting: 1,
    longest_since: null,
    target_s: 20,
  };
  server.show("desk", { queues: { que_1: queue } });
  await userEvent.click(await screen.findByRole("button", { name: "Waiting" }));
  const callers = await screen.findByRole("region", { name: "Waiting" });
  await waitFor(() => expect(within(callers).getAllByRole("listitem")).toHaveLength(2));
  const [message, callback] = within(callers).getAllByRole("listitem");
  expect(message?.textContent).toContain("voice message");
  expect(message?.textContent).not.toContain("to call back");
  expect(callback?.textContent).toContain("to call back");
});
