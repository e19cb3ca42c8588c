import { EmptyState } from "@/ui";

export default function Desk() {
  return <EmptyState>Desk</EmptyState>;
}
