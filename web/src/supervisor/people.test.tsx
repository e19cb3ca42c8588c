import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { AgentView } from "@/protocol/frames";
import { onStage } from "@/testing/stage";
import { People } from "./People";

function agent(agent_id: string, name: string): AgentView {
  return {
    agent_id,
    name,
    presence: "ready",
    reason: null,
    activity: "idle",
    since: "2026-11-21T12:00:00Z",
    phone: true,
    phone_session_id: null,
    interaction_id: null,
    with_name: null,
    queue_id: null,
    misses: 0,
    skills: {},
    team_id: null,
    site_id: null,
    project_ids: [],
    helps: null,
    rest_until: null,
    rest_for: null,
    rest_may_end: false,
  };
}

it.each([
  { quiet: false, shown: ["Anna"] },
  { quiet: true, shown: ["Anna", "Ben"] },
])("are looked for by words, but not where nobody sees them: on the wall $quiet", ({ quiet, shown }) => {
  onStage(
    <People
      agents={{ agt_1: agent("agt_1", "Anna"), agt_2: agent("agt_2", "Ben") }}
      calls={{}}
      queues={{}}
      alerts={[]}
      now={Date.parse("2026-11-21T12:01:00Z")}
      filter={{ words: "anna", state: null, queueId: null }}
      onFilter={() => undefined}
      chosen={null}
      onChoose={() => undefined}
      quiet={quiet}
    />,
  );
  const found = ["Anna", "Ben"].filter((name) => screen.queryByText(name) !== null);
  expect(found).toEqual(shown);
});
