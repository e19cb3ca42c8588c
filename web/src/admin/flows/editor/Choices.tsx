import { Select } from "@mantine/core";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { NodeProps } from "./kind";

const RECORDS = {
  queue: { list: "queues", field: "queue", id: "queue_id" },
  hours: { list: "hours", field: "calendar", id: "hours_id" },
  flow: { list: "flows", field: "flow", id: "flow_id" },
} as const;

/** One of the workspace's records of a kind. */
export function RecordChoice({ kind, node, onChange }: NodeProps & { kind: keyof typeof RECORDS }) {
  const { t } = useText();
  const { list, field, id } = RECORDS[kind];
  const records = (useRecords(list).data ?? []) as unknown as readonly Record<string, string>[];
  const value = node[field] ?? "";
  const known = records.map((record) => ({ value: record[id] ?? "", label: record["name"] ?? "" }));
  const named = known.find(({ value: each, label }) => each === value || label === value);
  return (
    <Select
      searchable
      label={t(`drawing.field_${kind}`)}
      placeholder={t("drawing.choose")}
      data={known}
      value={named?.value ?? null}
      onChange={(chosen) => onChange({ ...node, [field]: chosen ?? "" })}
    />
  );
}

interface LanguageProps {
  label: string;
  value: string | null;
  clearable?: boolean;
  onChange: (language: string | null) => void;
}

export function LanguageSelect({ label, value, clearable = false, onChange }: LanguageProps) {
  const { language, t } = useText();
  const names = new Intl.DisplayNames([language], { type: "language" });
  return (
    <Select
      label={label}
      placeholder={t("drawing.asSpoken")}
      clearable={clearable}
      allowDeselect={clearable}
      data={["en", "ru", "pl"].map((code) => ({ value: code, label: names.of(code) ?? code }))}
      value={value}
      onChange={onChange}
    />
  );
}
