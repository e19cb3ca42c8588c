import { useMemo } from "react";
import { useText } from "@/i18n/TextProvider";
import type { OwnPrompt } from "@/protocol/configuration";
import { useLanguageNames } from "@/speech/languageNames";
import { SayingFields, sayings, type SaidByLanguage } from "@/speech/SayingFields";
import type { Column } from "@/ui";
import { TextField } from "../kit/fields";
import type { FormSpec } from "../kit/RecordForm";
import { RecordsPage } from "../kit/RecordsPage";

interface Draft {
  name: string;
  said: SaidByLanguage;
}

/** What a workspace's flows and announcements can say besides the library. */
export default function Prompts() {
  const { t, language } = useText();
  const namesOf = useLanguageNames();
  const spec = useMemo(
    (): FormSpec<"own-prompts", Draft> => ({
      kind: "own-prompts",
      blank: () => ({ name: "", said: {} }),
      draftOf: ({ name, said }) => ({ name, said }),
      bodyOf: ({ name, said }) => ({ name, said: sayings(said) }),
      nameOf: ({ name }) => name,
      required: ["name"],
      fields: (form) => (
        <>
          <TextField form={form} name="name" label={t("label.name")} hint={t("speech.nameHint")} />
          <SayingFields
            said={form.draft.said}
            onChange={(said) => form.set("said", said)}
            fault={form.fault("said")}
          />
          <span className="t2 sm">{t("speech.pinned")}</span>
        </>
      ),
    }),
    [t],
  );
  const columns: Column<OwnPrompt>[] = [
    { id: "name", title: t("label.name"), cell: ({ name }) => <b>{name}</b> },
    {
      id: "languages",
      title: t("speech.languages"),
      cell: ({ said }) => namesOf(Object.keys(said)),
    },
    {
      id: "words",
      title: t("speech.words"),
      optional: true,
      cell: ({ said }) => <span className="t2">{(said[language] ?? Object.values(said)[0])?.text}</span>,
    },
  ];
  return (
    <RecordsPage
      spec={spec}
      title={t("speech.prompts")}
      newTitle={t("speech.newPrompt")}
      empty={t("speech.none")}
      columns={columns}
      textOf={({ said }) =>
        Object.values(said)
          .map(({ text }) => text)
          .join(" ")
      }
    />
  );
}
