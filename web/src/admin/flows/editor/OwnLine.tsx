import { ActionIcon, Button, Select, Textarea } from "@mantine/core";
import { IconPlayerPlay, IconPlus } from "@tabler/icons-react";
import { useRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { Say } from "@/protocol/configuration";
import { LANGUAGES, LONGEST_TEXT } from "@/speech/SayingFields";
import { listenTo, playSound } from "@/speech/sounds";
import { useToast } from "@/ui";
import styles from "./drawing.module.css";

/** Whether a line says something of the workspace's own: one of its prompts, or a text typed here. */
export function isOwn(say: Say): boolean {
  return say.own !== undefined || say.text !== undefined;
}

/** The buttons that add such a line. */
export function AddOwn({ onAdd }: { onAdd: (say: Say) => void }) {
  const { t, language } = useText();
  const first = useRecords("own-prompts").data?.[0];
  return (
    <>
      <Button
        size="sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => onAdd({ text: { [language]: "" } })}
      >
        {t("drawing.addText")}
      </Button>
      {first !== undefined && (
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onAdd({ own: first.prompt_id })}
        >
          {t("drawing.addOwn")}
        </Button>
      )}
    </>
  );
}

/** One of the workspace's prompts, or a text in each language; each can be heard. */
export function OwnLine({ say, onChange }: { say: Say; onChange: (say: Say) => void }) {
  return say.own === undefined ? (
    <TypedLine texts={say.text ?? {}} onChange={(text) => onChange({ text })} />
  ) : (
    <PromptLine own={say.own} onChange={(own) => onChange({ own })} />
  );
}

function PromptLine({ own, onChange }: { own: string; onChange: (own: string) => void }) {
  const { t, language: mine } = useText();
  const names = new Intl.DisplayNames([mine], { type: "language" });
  const prompts = useRecords("own-prompts").data ?? [];
  const chosen = prompts.find(({ prompt_id }) => prompt_id === own);
  const choices = prompts.map(({ prompt_id, name }) => ({ value: prompt_id, label: name }));
  return (
    <>
      <Select
        style={{ flex: "1 1 100%" }}
        aria-label={t("drawing.ownPrompt")}
        searchable
        allowDeselect={false}
        data={chosen === undefined ? [...choices, { value: own, label: own }] : choices}
        value={own}
        onChange={(value) => {
          if (value !== null) onChange(value);
        }}
      />
      {Object.entries(chosen?.said ?? {}).map(([language, { text, sound }]) => (
        <span key={language} className={styles["spoken"]} style={{ flex: "1 1 100%" }}>
          <Play language={language} play={() => playSound(sound)} />
          <span>{text === "" ? names.of(language) : text}</span>
        </span>
      ))}
    </>
  );
}

function TypedLine({
  texts,
  onChange,
}: {
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Record<string, string>) => void;
}) {
  const { t, language: mine } = useText();
  const names = new Intl.DisplayNames([mine], { type: "language" });
  const ordered = [...LANGUAGES].sort((a, b) => Number(b === mine) - Number(a === mine));
  return ordered.map((language) => {
    const text = texts[language] ?? "";
    const rest = Object.entries(texts).filter(([each]) => each !== language);
    return (
      <Textarea
        key={language}
        style={{ flex: "1 1 100%" }}
        label={names.of(language) ?? language}
        placeholder={t("speech.text")}
        autosize
        maxRows={6}
        maxLength={LONGEST_TEXT}
        lang={language}
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange(Object.fromEntries(value === "" ? rest : [...rest, [language, value]]));
        }}
        rightSection={
          text.trim() !== "" && <Play language={language} play={() => listenTo(text, language)} />
        }
      />
    );
  });
}

function Play({ language, play }: { language: string; play: () => Promise<void> }) {
  const { t, language: mine } = useText();
  const toast = useToast();
  const name = new Intl.DisplayNames([mine], { type: "language" }).of(language) ?? language;
  const label = t("drawing.play", { language: name });
  return (
    <ActionIcon
      size={20}
      aria-label={label}
      title={label}
      onClick={() => {
        play().catch(() => toast({ kind: "fault", text: t("drawing.cannotPlay") }));
      }}
    >
      <IconPlayerPlay size={12} />
    </ActionIcon>
  );
}
