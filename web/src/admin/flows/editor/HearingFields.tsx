import { SegmentedControl, Select, Switch, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { FlowNode, SaidForKey } from "@/protocol/configuration";
import { State } from "@/ui";
import type { NodeProps } from "./kind";
import { PromptsField } from "./PromptsField";
import styles from "./drawing.module.css";

const HEAR = ["keys", "speech", "both"] as const;
const MEANINGS = [
  "yes",
  "no",
  "operator",
  "order",
  "payment",
  "document",
  "address",
  "hours",
  "repeat",
  "back",
  "cancel",
] as const;
const LANGUAGES = ["en", "ru", "pl"] as const;
const MOST = 12;
const LONGEST = 40;
/** What is said after silence, where a word is awaited as well as a key. */
const NOTHING_HEARD = [{ prompt: "nothing-heard" }];

/** How a menu takes its choice, and what callers say for each key; or how a step takes its digits. */
export function HearingFields({ node, onChange }: NodeProps) {
  const { t } = useText();
  const hear = node.hear ?? "keys";
  const takesNumber = node.type === "collect";
  return (
    <fieldset className={styles["list"]} style={{ border: 0 }}>
      <Select
        label={t(takesNumber ? "drawing.field_hear_number" : "drawing.field_hear")}
        allowDeselect={false}
        data={HEAR.map((value) => ({ value, label: t(`drawing.hear_${value}`) }))}
        value={hear}
        onChange={(chosen) => onChange(heardBy(node, HEAR.find((each) => each === chosen) ?? "keys"))}
      />
      {hear !== "keys" && (
        <>
          <NoRecogniser />
          {takesNumber ? (
            <span className="t2 sm">{t("drawing.numberHint")}</span>
          ) : (
            <PhrasesTable node={node} onChange={onChange} />
          )}
          <Switch
            label={t("drawing.field_talk_over")}
            checked={node.talk_over !== false}
            onChange={(event) => onChange({ ...node, talk_over: event.currentTarget.checked })}
          />
          {(["not_heard", "by_keys"] as const).map((name) => (
            <PromptsField
              key={name}
              label={t(`drawing.field_${name}`)}
              says={node[name]}
              onChange={(says) => onChange({ ...node, [name]: says })}
            />
          ))}
        </>
      )}
    </fieldset>
  );
}

/** The words about silence go with how the choice is taken, unless they have been chosen. */
function heardBy(node: FlowNode, hear: (typeof HEAR)[number]): FlowNode {
  if (hear !== "keys") return { ...node, hear, timeout: node.timeout ?? NOTHING_HEARD };
  const { timeout, ...rest } = node;
  const usual = JSON.stringify(timeout) === JSON.stringify(NOTHING_HEARD);
  return usual || timeout === undefined ? { ...rest, hear } : { ...node, hear };
}

/** Whether callers can be understood here at all is told where a menu is to hear them. */
function NoRecogniser() {
  const { t } = useText();
  const { data } = useQuery({
    queryKey: ["speech"],
    queryFn: ({ signal }) => request<{ recognisers: number }>("/speech", { signal }),
    staleTime: 60_000,
  });
  return data?.recognisers === 0 ? <State state="near">{t("drawing.noRecogniser")}</State> : null;
}

function PhrasesTable({ node, onChange }: NodeProps) {
  const { t, language: own } = useText();
  const [language, setLanguage] = useState<string>(own);
  const names = new Intl.DisplayNames([own], { type: "language" });
  const said = node.said ?? {};
  const repeat = node.repeat_key == null ? [] : [node.repeat_key];
  const keys = [...new Set([...Object.keys(node.keys ?? {}), ...repeat, ...Object.keys(said)])];
  function put(key: string, next: SaidForKey): void {
    const others = Object.entries(said).filter(([each]) => each !== key);
    const phrases = Object.fromEntries(
      Object.entries(next.phrases ?? {}).filter(([, listed]) => listed.length > 0),
    );
    const kept = { ...(next.means != null && { means: next.means }), phrases };
    const empty = kept.means === undefined && Object.keys(phrases).length === 0;
    onChange({ ...node, said: Object.fromEntries(empty ? others : [...others, [key, kept]]) });
  }
  return (
    <div className={styles["list"]}>
      <b>{t("drawing.field_said")}</b>
      <span className="t2 sm">{t("drawing.saidHint")}</span>
      <SegmentedControl
        aria-label={t("drawing.field_language")}
        data={LANGUAGES.map((code) => ({ value: code, label: names.of(code) ?? code }))}
        value={language}
        onChange={setLanguage}
      />
      {keys.map((key) => (
        <div key={key} className={styles["list"]}>
          <div className={styles["line"]}>
            <b className={styles["grow"]}>{t("drawing.saidForKey", { key })}</b>
            <Select
              w={150}
              aria-label={t("drawing.meaningOf", { key })}
              placeholder={t("drawing.meaning")}
              clearable
              data={MEANINGS.map((value) => ({ value, label: t(`drawing.meaning_${value}`) }))}
              value={said[key]?.means ?? null}
              onChange={(means) =>
                put(key, { ...said[key], means: MEANINGS.find((each) => each === means) ?? null })
              }
            />
          </div>
          <TagsInput
            aria-label={t("drawing.phrasesOf", { key })}
            placeholder={t("drawing.addPhrase")}
            maxTags={MOST}
            maxLength={LONGEST}
            acceptValueOnBlur
            value={said[key]?.phrases?.[language] ?? []}
            onChange={(listed) =>
              put(key, { ...said[key], phrases: { ...said[key]?.phrases, [language]: listed } })
            }
          />
        </div>
      ))}
    </div>
  );
}
