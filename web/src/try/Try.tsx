import { EmptyState } from "@/ui";

export default function Try() {
  return <EmptyState>Try</EmptyState>;
}
