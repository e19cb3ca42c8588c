import type { AgentView } from "@/protocol/frames";

/** An agent who is there and free, as the board is told. */
export const IDLE: AgentView = {
  agent_id: "agt_1",
  name: "Anna Kowalska",
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
