import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowUp, IconPlayerPlay, IconPlus, IconX } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import type { Say } from "@/protocol/configuration";
import { useToast } from "@/ui";
import { AddOwn, isOwn, OwnLine } from "./OwnLine";
import { playPrompt, usePrompts } from "./prompts";
import styles from "./drawing.module.css";

interface Props {
  label: string;
  /** undefined: what is usual for the kind. */
  says: readonly Say[] | undefined;
  onChange: (says: Say[]) => void;
}

const LANGUAGES = ["en", "ru", "pl"] as const;

/** What is said, one after the other: each prompt with its words in every language, and to be heard. */
export function PromptsField({ label, says, onChange }: Props) {
  const { t, language } = useText();
  const prompts = usePrompts();
  const all = [...(says ?? [])];
  const put = (index: number, say: Say): void => onChange(all.map((each, at) => (at === index ? say : each)));
  const choices = [...prompts.values()].map(({ code, texts }) => ({
    value: code,
    label: texts[language] === undefined ? code : `${texts[language]} (${code})`,
  }));
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <legend>{label}</legend>
      {says === undefined && <span className="t2 sm">{t("drawing.usual")}</span>}
      {all.map((say, index) => (
        <div key={index}>
          <div className={styles["line"]} style={isPlain(say) ? {} : { flexWrap: "wrap" }}>
            {isOwn(say) ? (
              <OwnLine say={say} onChange={(next) => put(index, next)} />
            ) : say.value_of === undefined ? (
              <Select
                className={styles["grow"] ?? ""}
                aria-label={label}
                searchable
                allowDeselect={false}
                data={
                  choices.some(({ value }) => value === say.prompt) ? choices : [...choices, say.prompt ?? ""]
                }
                value={say.prompt ?? null}
                onChange={(prompt) => {
                  if (prompt !== null) put(index, numbered(prompt, prompts.get(prompt)?.numbers));
                }}
              />
            ) : (
              <ValueLine say={say} onChange={(next) => put(index, next)} />
            )}
            {say.number !== undefined && (
              <NumberInput
                w={70}
                aria-label={t("drawing.number")}
                value={say.number}
                onChange={(number) => put(index, { ...say, number: Number(number) || 1 })}
              />
            )}
            {index > 0 && (
              <ActionIcon aria-label={t("drawing.earlier")} onClick={() => onChange(swapped(all, index))}>
                <IconArrowUp size={14} />
              </ActionIcon>
            )}
            <ActionIcon
              aria-label={t("drawing.takeAway")}
              onClick={() => onChange(all.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
          <Spoken say={say} />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...all, { prompt: "please-wait" }])}
        >
          {t("drawing.addPrompt")}
        </Button>
        <AddOwn onAdd={(say) => onChange([...all, say])} />
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...all, { value_of: "number", said_as: "digits" }])}
        >
          {t("drawing.addValue")}
        </Button>
      </div>
    </fieldset>
  );
}

/** A prompt of the library. */
function isPlain(say: Say): boolean {
  return say.value_of === undefined && !isOwn(say);
}

const FORMS = ["number", "digits", "date", "money"] as const;
const CURRENCIES = ["EUR", "USD", "GBP", "PLN", "RUB"];

/** What a variable holds, and how it is said. */
function ValueLine({ say, onChange }: { say: Say; onChange: (say: Say) => void }) {
  const { t } = useText();
  const form = say.said_as ?? "number";
  return (
    <>
      <TextInput
        style={{ flex: "1 1 100%" }}
        aria-label={t("drawing.variable")}
        value={say.value_of ?? ""}
        onChange={(event) => onChange({ ...say, value_of: event.currentTarget.value })}
      />
      <Select
        className={styles["grow"] ?? ""}
        aria-label={t("drawing.saidAs")}
        allowDeselect={false}
        data={FORMS.map((each) => ({ value: each, label: t(`drawing.said_${each}`) }))}
        value={form}
        onChange={(chosen) => {
          if (chosen !== null)
            onChange({
              value_of: say.value_of ?? "",
              said_as: chosen,
              ...(chosen === "money" && { currency: say.currency ?? "EUR" }),
            });
        }}
      />
      {form === "money" && (
        <Select
          w={84}
          aria-label={t("drawing.currency")}
          allowDeselect={false}
          data={CURRENCIES}
          value={say.currency ?? "EUR"}
          onChange={(currency) => {
            if (currency !== null) onChange({ ...say, currency });
          }}
        />
      )}
    </>
  );
}

function numbered(prompt: string, numbers: number[] | null | undefined): Say {
  return numbers?.[0] === undefined ? { prompt } : { prompt, number: numbers[0] };
}

function swapped(says: readonly Say[], index: number): Say[] {
  const next = [...says];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index - 1, 0, one);
  return next;
}

/** The prompt's words in each language, each with its recording. */
function Spoken({ say }: { say: Say }) {
  const { t, language: mine } = useText();
  const toast = useToast();
  const { prompt } = say;
  const info = usePrompts().get(prompt ?? "");
  if (info === undefined || prompt === undefined) return null;
  const names = new Intl.DisplayNames([mine], { type: "language" });
  const ordered = [...LANGUAGES].sort((a, b) => Number(b === mine) - Number(a === mine));
  return (
    <div className={styles["spoken"]}>
      {ordered.map((language) => (
        <SpokenLine
          key={language}
          label={t("drawing.play", { language: names.of(language) ?? language })}
          text={info.texts[language] ?? info.code}
          onPlay={() => {
            playPrompt(prompt, language, say.number).catch(() =>
              toast({ kind: "fault", text: t("drawing.cannotPlay") }),
            );
          }}
        />
      ))}
    </div>
  );
}

function SpokenLine({ label, text, onPlay }: { label: string; text: string; onPlay: () => void }) {
  return (
    <>
      <ActionIcon size={20} aria-label={label} title={label} onClick={onPlay}>
        <IconPlayerPlay size={12} />
      </ActionIcon>
      <span className={styles["spokenText"]} title={text}>
        {text}
      </span>
    </>
  );
}
