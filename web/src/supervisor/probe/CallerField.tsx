import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useContact, useFoundContacts } from "@/app/contacts";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { Contact } from "@/protocol/resources";

const TYPING_MS = 250;

interface Props {
  contactId: string | null;
  disabled: boolean;
  onChange: (contactId: string | null) => void;
}

/** Who the caller is, found by name or number: it may wait for whom it knows. */
export function CallerField({ contactId, disabled, onChange }: Props) {
  const { t } = useText();
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), TYPING_MS);
  const found = useFoundContacts(asked);
  const chosen = useContact(contactId).data?.value;
  const offered = new Map((found.data ?? []).map((card) => [card.contact_id, card]));
  if (chosen !== undefined) offered.set(chosen.contact_id, chosen);
  return (
    <Select
      label={t("probe.who")}
      description={t("probe.whoHint")}
      placeholder={t("probe.anybody")}
      searchable
      clearable
      disabled={disabled}
      data={[...offered.values()].map((card) => ({ value: card.contact_id, label: labelOf(card) }))}
      filter={({ options }) => options}
      nothingFoundMessage={asked.length < 2 || found.isFetching ? t("probe.typeMore") : t("probe.unknown")}
      value={contactId}
      onSearchChange={setWords}
      onChange={onChange}
    />
  );
}

function labelOf({ name, numbers, contact_id }: Contact): string {
  const parts = [name, ...numbers.slice(0, 1).map(phoneGroups)].filter(
    (part) => part !== null && part !== "",
  );
  return parts.length === 0 ? contact_id : parts.join(" · ");
}
