import { CloseButton, SegmentedControl, Select } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import { Loading } from "@/ui";
import { newAsideId, useAsideGroups, useAsk, type AsideGroup } from "./data";
import { useTyped } from "./drafts";
import { WriteField } from "./WriteField";
import styles from "./asides.module.css";

/** So many groups stand side by side; more are chosen from a list. */
const SIDE_BY_SIDE = 3;

/** A question to a group of specialists, beside the call: the customer hears nothing of it and is not put on hold. */
export function AskCard({ interactionId, onClose }: { interactionId: string; onClose: () => void }) {
  const { t } = useText();
  const groups = useAsideGroups(interactionId);
  const close = useRef<HTMLButtonElement>(null);
  const nobody = groups.data?.length === 0;
  // With nothing to type into, the keyboard can still close it.
  useEffect(() => {
    if (nobody) close.current?.focus();
  }, [nobody]);
  return (
    // The card itself only listens for Escape; every action inside has a control of its own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`card pad ${styles["card"] ?? ""}`}
      aria-label={t("aside.ask")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <div className="row">
        <h2>{t("aside.ask")}</h2>
        <span className="sp" />
        <CloseButton ref={close} aria-label={t("common.close")} onClick={onClose} />
      </div>
      {groups.isPending && <Loading lines={2} />}
      {groups.isError && <ProblemState problem={groups.error} onRetry={() => void groups.refetch()} />}
      {nobody && <p className="t2">{t("aside.noGroups")}</p>}
      {groups.data !== undefined && groups.data.length > 0 && (
        <AskForm interactionId={interactionId} groups={groups.data} onAsked={onClose} />
      )}
    </section>
  );
}

interface FormProps {
  interactionId: string;
  groups: readonly AsideGroup[];
  onAsked: () => void;
}

function AskForm({ interactionId, groups, onAsked }: FormProps) {
  const { t } = useText();
  const [text, setText] = useTyped(interactionId);
  const [team, setTeam] = useState(groups[0]?.team_id ?? "");
  // One press is one question, however often it has to be sent.
  const [ids] = useState(() => ({ aside_id: newAsideId("asd"), line_id: newAsideId("asl") }));
  const ask = useAsk();
  const data = groups.map((group) => ({
    value: group.team_id,
    label: t("aside.group", { name: group.name, online: group.online }),
  }));
  const send = (): void =>
    ask.mutate(
      { ...ids, interaction_id: interactionId, team_id: team, text: text.trim() },
      {
        onSuccess: () => {
          setText("");
          onAsked();
        },
      },
    );
  return (
    <>
      {groups.length <= SIDE_BY_SIDE ? (
        <SegmentedControl aria-label={t("aside.whom")} data={data} value={team} onChange={setTeam} />
      ) : (
        <Select
          aria-label={t("aside.whom")}
          data={data}
          value={team}
          allowDeselect={false}
          searchable
          openOnFocus={false}
          onChange={(chosen) => setTeam(chosen ?? team)}
        />
      )}
      <WriteField
        label={t("aside.question")}
        send={t("aside.send")}
        text={text}
        onText={setText}
        onSend={send}
        busy={ask.isPending}
        focused
      />
      {ask.isError && <ProblemState problem={ask.error} />}
    </>
  );
}
