import {
  IconDialpad,
  IconHandStop,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerRecord,
  IconPlayerStop,
  IconTransfer,
} from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";
import { Key } from "@/ui";
import type { Carrier } from "./useCarrier";
import type { DeskActions } from "./useDeskActions";
import { canPause, inTalk } from "./state";
import styles from "./desk.module.css";

interface Props {
  call: CallView | undefined;
  actions: DeskActions;
  carrier: Carrier;
  keypad: boolean;
  onKeypad: () => void;
  /** The call is the reader's own to hold and to bring to others. */
  own: boolean;
  transfer: boolean;
  onTransfer: () => void;
}

/** While a customer says what must be in no recording, as card data. */
function PauseControl({ call, actions }: Pick<Props, "call" | "actions">) {
  const { t } = useText();
  const can = canPause(call);
  const paused = can && call.paused_since !== null;
  return (
    <button
      type="button"
      className={styles["control"]}
      disabled={!can}
      aria-pressed={paused}
      // A field that pauses by itself keeps the focus: leaving it would let the recording go on before this is pressed.
      onMouseDown={(event) => event.preventDefault()}
      aria-keyshortcuts="F9"
      onClick={() => {
        if (can) actions.pauseRecording(call, !paused);
      }}
    >
      {paused ? <IconPlayerRecord size={18} /> : <IconPlayerStop size={18} />}
      {paused ? (call.pausing ? t("desk.pausing") : t("desk.resumeRecording")) : t("desk.pause")}
      <Key>F9</Key>
    </button>
  );
}

/** Asks a supervisor to come to this call. */
function HandControl({ call, actions }: Pick<Props, "call" | "actions">) {
  const { t } = useText();
  const can = call !== undefined && inTalk(call);
  const raised = can && call.hand_since !== null;
  return (
    <button
      type="button"
      className={styles["control"]}
      disabled={!can}
      aria-pressed={raised}
      aria-keyshortcuts="Shift+F9"
      onClick={() => {
        if (can) actions.raiseHand(call, !raised);
      }}
    >
      <IconHandStop size={18} />
      {raised ? t("desk.lowerHand") : t("desk.raiseHand")}
      <Key>⇧F9</Key>
    </button>
  );
}

/** The one row of call controls. Each keeps its place and size; what cannot be used now is grey, not gone. */
export function CallControls({ call, actions, carrier, keypad, onKeypad, own, transfer, onTransfer }: Props) {
  const { t } = useText();
  const { phone, call: line, muted } = carrier;
  const talking = call !== undefined && inTalk(call);
  const up = line?.stage === "up";
  const held = call?.state === "hold";
  return (
    <div className={styles["controls"]} role="toolbar" aria-label={t("desk.controls")}>
      <button
        type="button"
        className={styles["control"]}
        disabled={!talking || call.state === "lost" || !own}
        aria-pressed={held}
        aria-keyshortcuts="F4"
        onClick={() => {
          if (call !== undefined) (held ? actions.resume : actions.hold)(call);
        }}
      >
        {held ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        {held ? t("desk.resume") : t("desk.hold")}
        <Key>F4</Key>
      </button>
      <button
        type="button"
        className={styles["control"]}
        disabled={!up}
        aria-pressed={muted}
        aria-keyshortcuts="F8"
        onClick={() => phone.setMuted(!muted)}
      >
        {muted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
        {muted ? t("desk.unmute") : t("desk.mute")}
        <Key>F8</Key>
      </button>
      <button
        type="button"
        className={styles["control"]}
        disabled={!up}
        aria-pressed={keypad && up}
        aria-keyshortcuts="F7"
        onClick={onKeypad}
      >
        <IconDialpad size={18} />
        {t("desk.keypad")}
        <Key>F7</Key>
      </button>
      <PauseControl call={call} actions={actions} />
      <HandControl call={call} actions={actions} />
      <button
        type="button"
        className={styles["control"]}
        disabled={!talking || call.state === "lost" || !own}
        aria-pressed={transfer && talking}
        aria-keyshortcuts="F6"
        onClick={onTransfer}
      >
        <IconTransfer size={18} />
        {t("desk.transfer")}
        <Key>F6</Key>
      </button>
      <button
        type="button"
        className={`${styles["control"] ?? ""} ${styles["end"] ?? ""}`}
        disabled={!talking && !up && call?.state !== "dialling"}
        aria-keyshortcuts="F10"
        onClick={() => actions.hangUp(call)}
      >
        <IconPhoneOff size={18} />
        {t("desk.end")}
        <Key>F10</Key>
      </button>
    </div>
  );
}
