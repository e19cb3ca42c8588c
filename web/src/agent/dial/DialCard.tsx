import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconAddressBook, IconHistory, IconPhoneOutgoing } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { usePhoneBook } from "@/phonebook/data";
import { Key, Loading } from "@/ui";
import { placesOf } from "../words";
import { dialEntries, type DialEntry } from "./entries";
import { useCallChoices, useDial, type CallChoices } from "./useDial";
import styles from "./dial.module.css";

const ICONS = { number: IconPhoneOutgoing, book: IconAddressBook, last: IconHistory };

/** Whom to call, while in no call: a number, or somebody called before. Typing searches, Enter calls. */
export function DialCard({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [project, setProject] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // It has been asked for to type into.
  useEffect(() => field.current?.focus(), []);
  const choices = useCallChoices();
  const book = usePhoneBook();
  const dial = useDial(onClose);
  const entries = dialEntries(typed, choices.data?.last ?? [], book.data);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const calling = project ?? choices.data?.projects[0]?.project_id;
  const call = (entry: DialEntry | undefined): void => {
    if (entry === undefined || dial.isPending) return;
    dial.mutate({ ...entry.whom, ...(calling !== undefined && { project_id: calling }) });
  };

  function pressed(event: React.KeyboardEvent): void {
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, Math.max(0, entries.length - 1)));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") call(chosen);
    else return;
    event.preventDefault();
  }
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={t("dial.title")}>
      <div className="row">
        <TextInput
          ref={field}
          className={styles["search"] ?? ""}
          type="tel"
          autoComplete="off"
          aria-label={t("dial.whom")}
          placeholder={t("dial.hint")}
          role="combobox"
          aria-expanded
          aria-haspopup="grid"
          aria-autocomplete="list"
          aria-controls="dial-entries"
          aria-activedescendant={chosen === undefined ? undefined : `dial-${chosen.key}`}
          maxLength={40}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <Key>Esc</Key>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
      {choices.isSuccess && <ForWhom choices={choices.data} project={calling} onProject={setProject} />}
      {choices.isPending && <Loading lines={3} />}
      {choices.isError && <ProblemState problem={choices.error} onRetry={() => void choices.refetch()} />}
      <div id="dial-entries" role="grid" className={styles["list"]} aria-label={t("dial.whom")}>
        {entries.map((entry) => (
          <Line key={entry.key} entry={entry} chosen={entry === chosen} busy={dial.isPending} onCall={call} />
        ))}
      </div>
      {choices.isSuccess && entries.length === 0 && (
        <p className="t2">{typed === "" ? t("dial.nobodyYet") : t("dial.nobody")}</p>
      )}
      <div className="sm t2">
        <Key>Enter</Key> {t("dial.call")} ·{" "}
        <Link className="link" to="/phone-book">
          {t("book.title")}
        </Link>
      </div>
    </section>
  );
}

interface ForWhomProps {
  choices: CallChoices;
  project: string | undefined;
  onProject: (project: string | null) => void;
}

/** The project that the call is made for, and the number that whoever is called sees. */
function ForWhom({ choices, project, onProject }: ForWhomProps) {
  const { t } = useText();
  const chosen = choices.projects.find(({ project_id }) => project_id === project);
  if (chosen === undefined) return <p className="t2">{t("dial.noProject")}</p>;
  const name = ({ name, client_name }: CallChoices["projects"][number]) =>
    placesOf({ client_name, project_name: name, queue_name: null }).join(" · ");
  return (
    <div className="row">
      {choices.projects.length > 1 ? (
        <Select
          size="sm"
          aria-label={t("dial.for")}
          data={choices.projects.map((each) => ({ value: each.project_id, label: name(each) }))}
          value={chosen.project_id}
          allowDeselect={false}
          onChange={onProject}
        />
      ) : (
        <span>{name(chosen)}</span>
      )}
      <span className="sm t2 el">
        {chosen.number === null
          ? t("dial.noNumber")
          : t("dial.shows", { number: phoneGroups(chosen.number) })}
      </span>
    </div>
  );
}

interface LineProps {
  entry: DialEntry;
  chosen: boolean;
  busy: boolean;
  onCall: (entry: DialEntry) => void;
}

function Line({ entry, chosen, busy, onCall }: LineProps) {
  const { t } = useText();
  const Icon = ICONS[entry.kind];
  return (
    <div role="row" id={`dial-${entry.key}`} aria-selected={chosen}>
      <Icon size={16} aria-hidden />
      <span role="gridcell" className={styles["whom"]}>
        <span className="el">{entry.name}</span>
        {entry.detail !== "" && <span className="sm t2 el">{entry.detail}</span>}
      </span>
      <span role="gridcell">
        <Button
          size="compact-sm"
          disabled={busy}
          aria-label={t("dial.callWho", { name: entry.name })}
          onClick={() => onCall(entry)}
        >
          {t("dial.call")}
        </Button>
      </span>
    </div>
  );
}
