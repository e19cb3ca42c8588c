import { EmptyState } from "@/ui";

export default function Admin() {
  return <EmptyState>Admin</EmptyState>;
}
