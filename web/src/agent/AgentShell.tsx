import { Shell } from "@/app/Shell";

export default function AgentShell() {
  return <Shell />;
}
