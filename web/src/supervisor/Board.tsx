import { EmptyState } from "@/ui";

export default function Board() {
  return <EmptyState>Board</EmptyState>;
}
