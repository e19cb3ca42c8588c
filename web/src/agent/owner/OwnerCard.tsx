import { Button, TextInput } from "@mantine/core";
import { IconMessage, IconPhonePlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useKeys, type KeyAction } from "@/app/keys";
import type { Note } from "@/app/note";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { Key, State, Timer } from "@/ui";
import { inTalk } from "../state";
import type { TransferActions } from "../transfer/useTransfer";
import { useCallerName } from "../words";
import { useOwner, type OwnerActions } from "./useOwner";
import styles from "./owner.module.css";

type Seeking = NonNullable<CallView["introduction"]>;

interface Props {
  call: CallView;
  agentId: string;
  note: Note;
  transfers: TransferActions;
}

/** The caller is introduced to the client's owner: whom it rings, what to say, and one press for what comes of it. */
export function OwnerCard({ call, agentId, note, transfers }: Props) {
  const { t } = useText();
  const actions = useOwner(agentId, call, note);
  const seeking = call.introduction;
  const party = call.parties.find(({ purpose }) => purpose === "owner");
  const there = party !== undefined && party.state !== "ringing";
  useOwnerKeys(call, seeking, there, actions, transfers);
  if (seeking === null) {
    if (call.owners === 0 || call.parties.length > 0 || !inTalk(call)) return null;
    return (
      <div className="row">
        <Button variant="default" leftSection={<IconPhonePlus size={16} />} onClick={actions.introduce}>
          <span className="row">
            {t("owner.introduce")} <Key>F3</Key>
          </span>
        </Button>
        <span className="t2 sm el">{t("owner.listed", { count: call.owners })}</span>
      </div>
    );
  }
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={t("owner.introduction")}>
      <div className={styles["head"]} role="status">
        <OwnerState seeking={seeking} party={party} />
        <b className="el">{seeking.owner_name ?? t("owner.nobody")}</b>
        <span className="t2 nw">{t("owner.place", { n: seeking.rung, all: seeking.listed })}</span>
        <Timer since={party?.since ?? seeking.since} className="t2" />
        {party?.state === "ringing" && seeking.rung < seeking.listed && (
          <Button size="compact-sm" variant="default" onClick={() => transfers.remove(party.party_id)}>
            {t("owner.next")}
          </Button>
        )}
      </div>
      {!seeking.unreached && <SayLine call={call} note={note} />}
      <Presses
        seeking={seeking}
        there={there}
        held={call.state === "hold"}
        note={note}
        actions={actions}
        transfers={transfers}
      />
    </section>
  );
}

function OwnerState({
  seeking,
  party,
}: {
  seeking: Seeking;
  party: CallView["parties"][number] | undefined;
}) {
  const { t } = useText();
  if (seeking.unreached) return <State state="near">{t("owner.unreached")}</State>;
  if (party?.state === "ringing") return <State state="offered">{t("desk.rings")}</State>;
  if (party?.state === "joined") return <State state="talking" />;
  if (party?.state === "held") return <State state="hold" />;
  return <State state="near">{seeking.answered_since === null ? t("desk.rings") : t("owner.hungUp")}</State>;
}

/** The one line to say: who calls, for what, what about. */
function SayLine({ call, note }: { call: CallView; note: Note }) {
  const { t } = useText();
  const name = useCallerName(call);
  const number = phoneGroups(call.caller_number);
  const caller = name === number ? number : `${name}, ${number}`;
  const about = note.text.trim().split("\n", 1)[0] ?? "";
  return (
    <p className={styles["say"]}>
      <span className="cap">{t("owner.say")}</span>{" "}
      {t(about === "" ? "owner.line" : "owner.lineAbout", {
        project: call.project_name ?? call.number,
        caller,
        about,
      })}
    </p>
  );
}

interface PressesProps {
  seeking: Seeking;
  there: boolean;
  held: boolean;
  note: Note;
  actions: OwnerActions;
  transfers: TransferActions;
}

function Presses({ seeking, there, held, note, actions, transfers }: PressesProps) {
  const { t } = useText();
  const [due, setDue] = useState<string>();
  const written = note.text.trim() !== "";
  const answered = seeking.answered_since !== null;
  return (
    <>
      <div className={styles["presses"]}>
        {!seeking.unreached && (
          <>
            <Button variant="filled" disabled={!there} onClick={() => transfers.complete()}>
              {t("owner.connect")} <Key>F3</Key>
            </Button>
            <Button variant="default" disabled={!there} onClick={transfers.joinAll}>
              {t("owner.connectStay")} <Key>⇧F3</Key>
            </Button>
            <Button
              variant="default"
              disabled={!answered || !written || actions.busy}
              onClick={() => actions.said("answered")}
            >
              {t("owner.answer")}
            </Button>
          </>
        )}
        <Button
          variant="default"
          leftSection={<IconMessage size={16} />}
          disabled={!written || actions.busy}
          onClick={() => actions.said("message")}
        >
          {t("owner.message")}
        </Button>
        <Button
          variant="default"
          disabled={actions.busy}
          aria-expanded={due !== undefined}
          onClick={() => setDue(due === undefined ? inAnHour() : undefined)}
        >
          {t("owner.callBack")}
        </Button>
        {seeking.unreached ? (
          <Button variant="default" onClick={actions.introduce}>
            {t("owner.again")} <Key>F3</Key>
          </Button>
        ) : (
          held && (
            <Button variant="default" onClick={transfers.takeBack}>
              {t("desk.takeBack")} <Key>⇧F4</Key>
            </Button>
          )
        )}
        {there && (
          <Button variant="default" onClick={transfers.swap}>
            {t("desk.swap")} <Key>⇧F6</Key>
          </Button>
        )}
      </div>
      {due !== undefined && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (!Number.isNaN(Date.parse(due))) actions.said("call_back", new Date(due).toISOString());
          }}
        >
          <TextInput
            type="datetime-local"
            aria-label={t("owner.callBackAt")}
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" disabled={actions.busy}>
            {t("owner.promise")}
          </Button>
        </form>
      )}
      <p className="sm t2">{t(seeking.unreached ? "owner.hintUnreached" : "owner.hint")}</p>
    </>
  );
}

/** The local time an hour from now, as the field takes it. */
function inAnHour(): string {
  const at = new Date(Date.now() + 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function useOwnerKeys(
  call: CallView,
  seeking: Seeking | null,
  there: boolean,
  actions: OwnerActions,
  transfers: TransferActions,
): void {
  const { t } = useText();
  const alone = call.parties.length === 0;
  const { introduce } = actions;
  const can = inTalk(call) && call.owners > 0 && alone && (seeking === null || seeking.unreached);
  const sought = seeking !== null && !seeking.unreached;
  const list = useMemo((): KeyAction[] => {
    const key = (keys: string, label: string, enabled: boolean, run: () => void): KeyAction => ({
      keys,
      label,
      run,
      whileTyping: true,
      disabled: !enabled,
    });
    if (!sought) return can ? [key("F3", t("owner.introduce"), true, introduce)] : [];
    return [
      key("F3", t("owner.connect"), there, () => transfers.complete()),
      key("Shift+F3", t("owner.connectStay"), there, transfers.joinAll),
      key("Shift+F4", t("desk.takeBack"), true, transfers.takeBack),
      key("Shift+F6", t("desk.swap"), there, transfers.swap),
    ];
  }, [t, can, sought, there, introduce, transfers]);
  useKeys(t("desk.callKeys"), list);
}
