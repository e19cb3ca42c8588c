import { Button, CloseButton } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useMemo } from "react";
import { useKeys, type KeyAction } from "@/app/keys";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { Key, State, Timer, type StateName } from "@/ui";
import { callKey } from "../callKey";
import type { TransferActions } from "./useTransfer";
import styles from "./transfer.module.css";

type Party = CallView["parties"][number];

/** Who else is in the call, and what can be done: hand over, swap, speak together, go back. */
export function PartiesCard({ call, actions }: { call: CallView; actions: TransferActions }) {
  const { t } = useText();
  const there = call.parties.filter((party) => party.state !== "ringing");
  const held = call.state === "hold";
  const together = !held && there.length > 0 && there.every((party) => party.state === "joined");
  usePartyKeys(call, actions, there.length > 0, together);
  return (
    <section className={`card pad ${styles["card"] ?? ""}`} aria-label={t("desk.parties")}>
      <ul className={styles["parties"]}>
        <li>
          <State state={held ? "hold" : "talking"} />
          <span className="el">{t("desk.theCaller")}</span>
          <span className="t2 sm">{held && t("desk.hearsMusic")}</span>
        </li>
        {call.parties.map((party) => (
          <PartyLine key={party.party_id} party={party} actions={actions} />
        ))}
      </ul>
      <div className={styles["actions"]}>
        <Button onClick={() => actions.complete()}>
          {t("desk.complete")} <Key>F3</Key>
        </Button>
        <Button variant="default" disabled={there.length === 0} onClick={actions.swap}>
          {t("desk.swap")} <Key>⇧F6</Key>
        </Button>
        <Button variant="default" disabled={there.length === 0 || together} onClick={actions.joinAll}>
          {t("desk.conference")} <Key>⇧F3</Key>
        </Button>
        <Button variant="default" onClick={actions.takeBack}>
          {t("desk.takeBack")} <Key>⇧F4</Key>
        </Button>
      </div>
    </section>
  );
}

/** What a colleague sees who has been called. */
export function CalledCard({ call }: { call: CallView }) {
  const { t } = useText();
  const name = call.agent_name ?? "";
  return (
    <section className={`card pad ${styles["asked"] ?? ""}`} aria-label={t("desk.parties")}>
      <State state={call.state === "hold" ? "hold" : "talking"} />
      <span>
        {call.state === "hold" ? t("desk.calledConsult", { name }) : t("desk.calledConference", { name })}
      </span>
    </section>
  );
}

const STATES: Record<Party["state"], StateName> = { ringing: "offered", joined: "talking", held: "hold" };

function PartyLine({ party, actions }: { party: Party; actions: TransferActions }) {
  const { t } = useText();
  const name = useName(party);
  return (
    <li>
      <State state={STATES[party.state]}>{party.state === "ringing" ? t("desk.rings") : undefined}</State>
      <span className="el">{name}</span>
      <Timer since={party.since} className="t2" />
      <Button
        size="compact-sm"
        variant="default"
        disabled={party.state === "ringing"}
        aria-pressed={party.muted}
        aria-label={t(party.muted ? "desk.unmuteWho" : "desk.muteWho", { name })}
        onClick={() => actions.mute(party.party_id, !party.muted)}
      >
        {party.muted ? <IconMicrophoneOff size={16} /> : <IconMicrophone size={16} />}
      </Button>
      <CloseButton
        aria-label={t("desk.removeWho", { name })}
        onClick={() => actions.remove(party.party_id)}
      />
    </li>
  );
}

function useName({ name, number }: Party): string {
  const { t } = useText();
  return name ?? (number === null ? t("desk.somebodyOutside") : phoneGroups(number));
}

function usePartyKeys(call: CallView, actions: TransferActions, there: boolean, together: boolean): void {
  const { t } = useText();
  const any = call.parties.length > 0;
  const list = useMemo((): KeyAction[] => {
    return [
      callKey("F3", t("desk.complete"), any, () => actions.complete()),
      callKey("Shift+F6", t("desk.swap"), there, actions.swap),
      callKey("Shift+F3", t("desk.conference"), there && !together, actions.joinAll),
      callKey("Shift+F4", t("desk.takeBack"), any, actions.takeBack),
    ];
  }, [t, actions, any, there, together]);
  useKeys(t("desk.callKeys"), list);
}
