import { Button, FileButton, SegmentedControl, Textarea } from "@mantine/core";
import { IconPlayerPlay, IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFaultsOf } from "@/admin/kit/form";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import { Recorder } from "./Recorder";
import { listenTo, playSound, takeSound } from "./sounds";
import styles from "./speech.module.css";

export interface Said {
  source: "typed" | "recorded" | "uploaded";
  text: string;
  sound: string;
  seconds: number;
}
export type SaidByLanguage = Readonly<Record<string, Said>>;

export const LANGUAGES = ["en", "ru", "pl"] as const;
export const LONGEST_TEXT = 1000;
const NOTHING: Said = { source: "typed", text: "", sound: "", seconds: 0 };

/** What a request holds of it: languages in which nothing is said are left out. */
export function sayings(said: SaidByLanguage): Record<string, Pick<Said, "source" | "text" | "sound">> {
  return Object.fromEntries(
    Object.entries(said)
      .filter(([, { source, text, sound }]) => (source === "typed" ? text.trim() : sound) !== "")
      .map(([language, { source, text, sound }]) => [
        language,
        { source, text, sound: source === "typed" ? "" : sound },
      ]),
  );
}

/** The languages in which typed texts can be spoken here. */
function useVoices(): Readonly<Record<string, string>> | undefined {
  const { data } = useQuery({
    queryKey: ["voices"],
    queryFn: () => request<{ voices: Record<string, string> }>("/speech"),
    staleTime: 600_000,
  });
  return data?.voices;
}

/** What is said in each language: typed and spoken by a voice, recorded here, or a file. */
export function SayingFields({
  said,
  onChange,
  fault,
}: {
  said: SaidByLanguage;
  onChange: (said: SaidByLanguage) => void;
  /** What is wrong with any of it; it names the language. */
  fault: string | undefined;
}) {
  const { language: mine } = useText();
  const names = new Intl.DisplayNames([mine], { type: "language" });
  const ordered = [...LANGUAGES].sort((a, b) => Number(b === mine) - Number(a === mine));
  return (
    <div className={styles["said"]}>
      {ordered.map((language) => (
        <SayingField
          key={language}
          language={language}
          name={names.of(language) ?? language}
          said={said[language] ?? NOTHING}
          onChange={(next) => onChange({ ...said, [language]: next })}
        />
      ))}
      {fault !== undefined && (
        <span className={`sm ${styles["fault"] ?? ""}`} role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}

function SayingField({
  language,
  name,
  said,
  onChange,
}: {
  language: string;
  name: string;
  said: Said;
  onChange: (said: Said) => void;
}) {
  const { t, format } = useText();
  const problem = useSoundProblem();
  const voices = useVoices();
  const [told, setTold] = useState<string>();
  const taking = useMutation({
    mutationFn: ({ file }: { file: Blob; source: "recorded" | "uploaded" }) => takeSound(file),
    onMutate: () => setTold(undefined),
    onSuccess: ({ sound, seconds }, { source }) => onChange({ ...said, source, sound, seconds }),
    onError: (error) => setTold(error instanceof ApiProblem ? problem(error) : t("speech.cannotRead")),
  });
  const listening = useMutation({
    mutationFn: () => (said.source === "typed" ? listenTo(said.text, language) : playSound(said.sound)),
    onMutate: () => setTold(undefined),
    onError: (error) => setTold(problem(error)),
  });
  const typed = said.source === "typed";
  const mute = typed && voices !== undefined && voices[language] === undefined;
  return (
    <fieldset className={styles["saying"]}>
      <legend>{name}</legend>
      <SegmentedControl
        size="xs"
        aria-label={name}
        data={(["typed", "recorded", "uploaded"] as const).map((value) => ({
          value,
          label: t(`speech.source_${value}`),
        }))}
        value={said.source}
        onChange={(source) => onChange({ ...said, source, sound: "", seconds: 0 })}
      />
      <Textarea
        aria-label={`${name}: ${t(typed ? "speech.text" : "speech.words")}`}
        placeholder={t(typed ? "speech.text" : "speech.words")}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LONGEST_TEXT}
        lang={language}
        value={said.text}
        onChange={(event) => onChange({ ...said, text: event.currentTarget.value })}
      />
      {mute && <span className="t2 sm">{t("speech.noVoice")}</span>}
      <div className={styles["tools"]}>
        {said.source === "recorded" && (
          <Recorder
            again={said.sound !== ""}
            busy={taking.isPending}
            onTaken={(file) => taking.mutate({ file, source: "recorded" })}
            onFault={setTold}
          />
        )}
        {said.source === "uploaded" && (
          <FileButton
            accept="audio/*"
            onChange={(file) => file !== null && taking.mutate({ file, source: "uploaded" })}
          >
            {(props) => (
              <Button
                {...props}
                size="sm"
                variant="default"
                loading={taking.isPending}
                leftSection={<IconUpload size={14} />}
              >
                {t("speech.choose")}
              </Button>
            )}
          </FileButton>
        )}
        {(typed ? said.text.trim() : said.sound) !== "" && !mute && (
          <Button
            size="sm"
            variant="subtle"
            loading={listening.isPending}
            leftSection={<IconPlayerPlay size={14} />}
            onClick={() => listening.mutate()}
          >
            {t("speech.listen")}
          </Button>
        )}
        {!typed && said.sound !== "" && <span className="t2 sm tn">{format.span(said.seconds * 1000)}</span>}
      </div>
      {told !== undefined && (
        <span className={`sm ${styles["fault"] ?? ""}`} role="alert">
          {told}
        </span>
      )}
    </fieldset>
  );
}

/** Why a sound could not be made or heard. */
function useSoundProblem(): (error: unknown) => string {
  const { t, tCode } = useText();
  const problemText = useProblemText();
  const faultsOf = useFaultsOf();
  return (error) => {
    if (!(error instanceof ApiProblem)) return t("speech.cannotPlay");
    const field = Object.values(faultsOf(error))[0];
    const why = typeof error.params["why"] === "string" ? error.params["why"] : "";
    return field ?? tCode(`speech.unusable_${why}`) ?? problemText(error);
  };
}
