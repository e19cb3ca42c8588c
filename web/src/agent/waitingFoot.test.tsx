import { screen, waitFor } from "@testing-library/react";
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
  const queue = { queue_id: "que_1", name: "Orders", waiting: 2, longest_since: null, target_s: 20 };
  server.show("desk", { queues: { que_1: queue } });
  await userEvent.click(await screen.findByRole("button", { name: "Waiting" }));
  await userEvent.click(await screen.findByRole("button", { name: "Take" }));
  expect(server.commands).toEqual([{ type: "pull", agent_id: "agt_1", interaction_id: "int_2" }]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Take" })).toBeNull());
});
