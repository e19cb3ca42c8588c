import { Select } from "@mantine/core";
import { useById } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";

/** The value of one's own book. */
export const OWN = "own";
const HOUSE = "house";

/** Every book by its value: `own`, `house`, a team's id or a queue's. */
export function useBooks(): ReadonlyMap<string, string> {
  const { t } = useText();
  const teams = useById("teams");
  const queues = useById("queues");
  return new Map([
    [OWN, t("book.own")],
    [HOUSE, t("book.house")],
    ...[...teams.values()].map((team): [string, string] => [
      team.team_id,
      t("book.team", { name: team.name }),
    ]),
    ...[...queues.values()].map((queue): [string, string] => [
      queue.queue_id,
      t("book.queue", { name: queue.name }),
    ]),
  ]);
}

/** The book of this value as a request names it. */
export function bookOf(value: string): { scope: string; team_id?: string; queue_id?: string } {
  if (value.startsWith("tem_")) return { scope: "team", team_id: value };
  if (value.startsWith("que_")) return { scope: "queue", queue_id: value };
  return { scope: value };
}

interface Props {
  value: string;
  onChange: (value: string) => void;
}

/** Which book new entries go to; nothing for who has only an own one to change. */
export function BookSelect({ value, onChange }: Props) {
  const { t } = useText();
  const books = useBooks();
  const oversees = useMe().roles.some((role) => role !== "agent");
  if (!oversees) return null;
  return (
    <Select
      aria-label={t("book.into")}
      data={[...books].map(([key, label]) => ({ value: key, label }))}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen ?? OWN)}
    />
  );
}
