import { EmptyState } from "@/ui";

export default function Start() {
  return <EmptyState>Start</EmptyState>;
}
