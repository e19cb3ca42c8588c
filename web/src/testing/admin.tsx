import { SignedInAs } from "@/app/session";
import type { Me } from "@/protocol/resources";

const ADMIN = {
  user_id: "usr_1",
  name: "Anna Kowalska",
  role: "administrator",
  roles: ["administrator"],
  agent_id: null,
  language: "en",
  workspace: { workspace_id: "wsp_1", name: "Demo", slug: "demo", zone: "UTC", language: "en", demo: true },
} as unknown as Me;

/** A screen as an administrator has it. */
export function AsAdmin({ children }: { children: React.ReactNode }) {
  return <SignedInAs value={ADMIN}>{children}</SignedInAs>;
}
