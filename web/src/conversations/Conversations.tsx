import { EmptyState } from "@/ui";

export default function Conversations() {
  return <EmptyState>Conversations</EmptyState>;
}
