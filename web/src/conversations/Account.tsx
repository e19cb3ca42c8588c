import { Checkbox, Select } from "@mantine/core";
import { useReadContactAgain, useSaveContact } from "@/app/contacts";
import { useProblemText } from "@/app/problems";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Versioned } from "@/protocol/api";
import type { Contact, ContactChange } from "@/protocol/resources";
import { useToast } from "@/ui";

/** Who has the customer's account, and whether it is a key customer: queues that prefer somebody go by it. For who oversees. */
export function Account({ card: { value: contact, etag } }: { card: Versioned<Contact> }) {
  const { t, format } = useText();
  const toast = useToast();
  const problemText = useProblemText();
  const users = useRecords("users").data ?? [];
  const save = useSaveContact(contact.contact_id);
  const readAgain = useReadContactAgain(contact.contact_id);
  const shown = save.isPending ? { ...contact, ...save.variables.change } : contact;
  const agents = new Map(
    users.flatMap(({ agent_id, name, disabled }) =>
      agent_id === null || disabled ? [] : [[agent_id, name]],
    ),
  );
  const owner = contact.owner_agent_id;
  if (owner !== null && !agents.has(owner)) agents.set(owner, contact.owner_name ?? "–");

  function put(change: ContactChange): void {
    save.mutate(
      { change, against: etag },
      {
        onSuccess: () => toast({ text: t("card.saved") }),
        onError: (problem) => {
          toast({ kind: "fault", text: problemText(problem) });
          void readAgain();
        },
      },
    );
  }
  return (
    <>
      <Select
        label={t("card.owner")}
        description={t("card.ownerHint")}
        placeholder={t("card.ownerNobody")}
        data={[...agents]
          .map(([value, label]) => ({ value, label }))
          .sort((a, b) => format.compare(a.label, b.label))}
        value={shown.owner_agent_id ?? null}
        onChange={(owner_agent_id) => put({ owner_agent_id })}
        disabled={save.isPending}
        searchable
        clearable
        openOnFocus={false}
      />
      <Checkbox
        label={t("card.key")}
        checked={shown.key_customer}
        disabled={save.isPending}
        onChange={(event) => put({ key_customer: event.currentTarget.checked })}
      />
    </>
  );
}
