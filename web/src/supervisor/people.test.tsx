import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { IDLE } from "@/testing/people";
import { onStage } from "@/testing/stage";
import { People } from "./People";

it.each([
  { quiet: false, shown: ["Anna"] },
  { quiet: true, shown: ["Anna", "Ben"] },
])("are looked for by words, but not where nobody sees them: on the wall $quiet", ({ quiet, shown }) => {
  onStage(
    <People
      agents={{ agt_1: { ...IDLE, name: "Anna" }, agt_2: { ...IDLE, agent_id: "agt_2", name: "Ben" } }}
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
