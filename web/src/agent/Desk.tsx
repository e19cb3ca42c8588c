import { Button } from "@mantine/core";
import { useCallback, useMemo, useRef, useState } from "react";
import { useKeys, type KeyAction } from "@/app/keys";
import { useNote } from "@/app/note";
import { useMe } from "@/app/session";
import { AsideCard } from "@/asides/AsideCard";
import { AsideList } from "@/asides/AsideList";
import { AsidesOfCall, AskButton } from "@/asides/AsidesOnDesk";
import { useOpenAsides, type Aside } from "@/asides/data";
import { CallFormCard } from "@/callform/CallFormCard";
import { useCallForm } from "@/callform/useCallForm";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useSingle } from "@/live";
import type { AgentView, CallView } from "@/protocol/frames";
import { usePhoneState, type Call } from "@/softphone";
import type { Softphone } from "@/softphone/softphone";
import { Chip, Key, State, useSecond } from "@/ui";
import { useOfferNotification, useTitle } from "./attention";
import { callKey } from "./callKey";
import { CallControls } from "./CallControls";
import { CallHead } from "./CallHead";
import { CheckCard } from "./check/CheckCard";
import { useCheckFirst } from "./check/useCheckFirst";
import { CustomerPanel } from "./CustomerPanel";
import { GreetingOfCall } from "./Greeting";
import { KeypadCard } from "./KeypadCard";
import { MePanel } from "./MePanel";
import { NoteField } from "./NoteField";
import { languageName, OfferCard } from "./OfferCard";
import { agentState, canPause, inOrder, inTalk } from "./state";
import { useCarrier, type Carrier } from "./useCarrier";
import { useDeskActions, type DeskActions } from "./useDeskActions";
import { DialCard } from "./dial/DialCard";
import { ParkedCard } from "./dial/ParkedCard";
import { OwnerCard } from "./owner/OwnerCard";
import { HandedNotes } from "./transfer/HandedNotes";
import { CalledCard, PartiesCard } from "./transfer/PartiesCard";
import { TransferCard } from "./transfer/TransferCard";
import { VoiceMessageCard } from "./message/VoiceMessageCard";
import { PromiseOnDesk } from "./PromiseOnDesk";
import { useTransfer } from "./transfer/useTransfer";
import { useDispositionChoice } from "./useDispositionChoice";
import { placesOf, useCallerName } from "./words";
import { WrapUp, WrapUpEnd } from "./WrapUp";
import styles from "./desk.module.css";

/** Where an agent spends the day: me, the conversation, the customer. */
export default function Desk() {
  const agentId = useMe().agent_id ?? "";
  const me = useSingle("desk", "me");
  const calls = inOrder(useCollection("desk", "calls"));
  const usual = useDeskActions(agentId);
  const [checking, setChecking] = useState(false);
  const { actions, due } = useCheckFirst(usual, () => setChecking(true));
  const line = usePhoneState().call;
  const [keypad, setKeypad] = useState(false);
  const [transfer, setTransfer] = useState(false);
  const [dial, setDial] = useState(false);
  const questions = useOpenAsides().data ?? [];
  const [question, setQuestion] = useState<string>();
  const opened = questions.find(({ aside_id, own_call }) => aside_id === question && !own_call);
  const answering = opened !== undefined && (
    <AsideCard key={opened.aside_id} aside={opened} onClose={() => setQuestion(undefined)} />
  );

  const offer = calls.find((call) => call.state === "offered");
  const current = calls.find((call) => call !== offer);
  // A call that only the phone knows of: the server's brain is away, or the two messages have not both come yet.
  const bare = calls.length === 0 ? line : undefined;
  const ringing = offer !== undefined || bare?.stage === "ringing";

  useDeskTitle(offer, current, bare);
  const own = current?.agent_id === agentId;
  const carrier = useCarrier(current);
  const pad = keypad && carrier.call?.stage === "up" ? carrier.phone : undefined;
  const quiet = calls.length === 0 && bare === undefined;
  // The key of a transfer, when there is nothing to transfer, calls somebody.
  const onTransfer = () => (quiet ? setDial : setTransfer)((open) => !open);
  useDeskKeys({
    quiet,
    offer,
    current,
    own,
    actions,
    carrier,
    onKeypad: () => setKeypad((open) => !open),
    onTransfer,
  });
  return (
    <main className={styles["desk"]}>
      <MePanel me={me} calls={calls} current={current} actions={actions}>
        <AsideList
          asides={questions.filter(({ own_call }) => !own_call)}
          open={opened?.aside_id}
          onOpen={(id) => setQuestion(id === question ? undefined : id)}
        />
      </MePanel>
      <section className={styles["middle"]}>
        <CallHead
          call={current}
          bare={ringing ? undefined : bare}
          nextFollows={me?.presence === "ready"}
          onMoreTime={() => {
            if (current !== undefined) actions.moreTime(current);
          }}
        />
        <CallControls
          call={current}
          actions={actions}
          carrier={carrier}
          keypad={keypad}
          onKeypad={() => setKeypad((open) => !open)}
          own={own}
          transfer={transfer}
          onTransfer={onTransfer}
        />
        <div className={styles["slot"]}>
          {ringing && <OfferCard call={offer} bare={bare} actions={actions} />}
          {!ringing && (quiet || current?.state === "wrapping_up") && <ParkedCard agentId={agentId} />}
        </div>
        {current === undefined ? (
          <Quiet
            me={me}
            ringing={ringing}
            bare={bare}
            pad={pad}
            onKeypad={setKeypad}
            dial={dial && quiet}
            onDial={setDial}
            answering={answering}
            checking={checking}
            due={due}
            onChecking={setChecking}
          />
        ) : (
          <InHand
            key={current.interaction_id}
            call={current}
            agentId={agentId}
            me={me}
            pad={pad}
            onKeypad={setKeypad}
            transfer={transfer && own && inTalk(current)}
            onTransferred={() => setTransfer(false)}
            questions={questions}
            answering={answering}
          />
        )}
      </section>
      <CustomerPanel call={current ?? offer} />
    </main>
  );
}

interface PadProps {
  /** The telephone that the keypad is open for. */
  pad: Softphone | undefined;
  onKeypad: (open: boolean) => void;
}

interface InHandProps extends PadProps {
  call: CallView;
  agentId: string;
  me: AgentView | undefined;
  transfer: boolean;
  onTransferred: () => void;
  questions: readonly Aside[];
  answering: React.ReactNode;
}

/**
 * The conversation in hand: facts while talking, its code after it. The note is one and the same field throughout, so
 * that the end of the call takes neither the focus nor the caret from whoever types.
 */
function InHand({ call, agentId, me, pad, onKeypad, transfer, onTransferred, ...asides }: InHandProps) {
  const [asking, setAsking] = useState(false);
  const toggleAsking = useCallback(() => setAsking((open) => !open), []);
  const askButton = useRef<HTMLButtonElement>(null);
  const endAsking = useCallback(() => {
    // The form goes with what had the focus: it returns to where the form was opened.
    askButton.current?.focus();
    setAsking(false);
  }, []);
  const note = useNote(call.interaction_id);
  const form = useCallForm(call.interaction_id);
  const choice = useDispositionChoice(call.project_id);
  const wrapping = call.state === "wrapping_up";
  const transfers = useTransfer(agentId, call);
  const own = call.agent_id === agentId;
  const keepNote = (): void => {
    // Whoever comes reads it; under the same text it is kept once.
    if (note.text.trim() !== "") note.keep().catch(() => undefined);
  };
  return (
    <>
      {wrapping ? (
        <WrapUp call={call} choice={choice} />
      ) : (
        <div className={styles["body"]}>
          {own && <GreetingOfCall call={call} />}
          {pad !== undefined && <KeypadCard phone={pad} onClose={() => onKeypad(false)} />}
          {call.state === "lost" && <Restoring />}
          {asides.answering}
          <AsidesOfCall
            call={call}
            asides={asides.questions}
            asking={asking && own && inTalk(call)}
            onAsked={endAsking}
          />
          {transfer && <TransferCard actions={transfers} onHandingOn={keepNote} onClose={onTransferred} />}
          {own && <OwnerCard call={call} agentId={agentId} note={note} transfers={transfers} />}
          {own && call.parties.length > 0 && call.introduction === null && (
            <PartiesCard call={call} actions={transfers} />
          )}
          {!own && inTalk(call) && <CalledCard call={call} />}
          {own && call.message !== null && (
            <VoiceMessageCard call={call} message={call.message} agentId={agentId} />
          )}
          {(!own || call.transfers > 0) && <HandedNotes call={call} />}
          <AboutCall call={call} />
        </div>
      )}
      <div className={styles["note"]}>
        {call.state !== "dialling" && call.state !== "message" && (
          <CallFormCard form={form} own={inTalk(call) ? { call, agentId } : undefined} />
        )}
        <NoteField note={note} />
        <PromiseOnDesk call={call}>
          <AskButton can={own && inTalk(call)} onAsk={toggleAsking} ref={askButton} />
        </PromiseOnDesk>
      </div>
      {wrapping && (
        <WrapUpEnd call={call} agentId={agentId} me={me} note={note} form={form} choice={choice} />
      )}
    </>
  );
}

function Restoring() {
  const { t } = useText();
  return (
    <div className="card pad row">
      <State state="near">{t("desk.restoring")}</State>
      <span className="t2">{t("desk.restoringSafe")}</span>
    </div>
  );
}

function AboutCall({ call }: { call: CallView }) {
  const { t, format } = useText();
  const facts: readonly [string, React.ReactNode][] = [
    [t("desk.client"), placesOf({ ...call, queue_name: null }).join(" · ")],
    [t("desk.queue"), call.queue_name],
    [t("desk.number"), phoneGroups(call.number)],
    [t("desk.menuKeys"), call.keys],
    ...Object.entries(call.data),
    [t("desk.language"), languageName(call.language, format.language)],
    [t("desk.began"), format.timeWithSeconds(call.started_at)],
    [t("desk.reference"), call.short_ref],
  ];
  return (
    <div className="card">
      <header>
        <h2>{t("desk.aboutCall")}</h2>
        <span className="sp" />
        <RecordingState call={call} />
      </header>
      <dl className={`${styles["facts"] ?? ""} pad`}>
        {facts
          .filter(([, value]) => value !== "" && value !== null)
          .map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

/** Whether what is said now is recorded; told as paused only once the switch has done it. */
function RecordingState({ call }: { call: CallView }) {
  const { t, format } = useText();
  const now = useSecond();
  if (call.paused_since === null) return call.recording ? <Chip>{t("desk.recorded")}</Chip> : null;
  if (call.pausing) return <State state="near">{t("desk.pausing")}</State>;
  const time = format.span(now - Date.parse(call.paused_since));
  return (
    <span role="status" aria-label={t("desk.notRecorded")}>
      <State state="notready">{t("desk.pausedFor", { time })}</State>
    </span>
  );
}

interface QuietProps extends PadProps {
  me: AgentView | undefined;
  ringing: boolean;
  bare: Call | undefined;
  dial: boolean;
  onDial: (open: boolean) => void;
  answering: React.ReactNode;
  checking: boolean;
  /** No check has been made today, and one is wanted. */
  due: boolean;
  onChecking: (open: boolean) => void;
}

/** Nothing in hand: what will happen next, or what to do so that it can. */
function Quiet({ me, ringing, bare, pad, onKeypad, dial, onDial, answering, ...check }: QuietProps) {
  const { t } = useText();
  const state = me === undefined ? "offline" : agentState(me);
  const ready = state === "ready";
  return (
    <div className={styles["body"]}>
      {pad !== undefined && <KeypadCard phone={pad} onClose={() => onKeypad(false)} />}
      {!ringing && bare !== undefined && <div className="card pad">{t("desk.bareHint")}</div>}
      {answering}
      {check.checking && !ringing && bare === undefined && (
        <CheckCard onClose={() => check.onChecking(false)} />
      )}
      {dial && <DialCard onClose={() => onDial(false)} />}
      {!ringing && bare === undefined && !dial && (
        <div className={styles["idle"]}>
          <State state={state} pill />
          <h2>{ready ? t("desk.readyTitle") : t("desk.restTitle")}</h2>
          <p>{ready ? t("desk.readyHint") : t("desk.restHint")}</p>
          {check.due && !check.checking && (
            <Button variant="default" onClick={() => check.onChecking(true)}>
              {t("check.offer")}
            </Button>
          )}
          {state !== "offline" && (
            <Button variant="default" onClick={() => onDial(true)}>
              {t("dial.open")} <Key>F6</Key>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function useDeskTitle(
  offer: CallView | undefined,
  current: CallView | undefined,
  bare: Call | undefined,
): void {
  const { t } = useText();
  const [offeredName, currentName] = [useCallerName(offer), useCallerName(current)];
  const ringing = bare?.stage === "ringing" ? phoneGroups(bare.number) : undefined;
  const caller = offer === undefined ? ringing : offeredName;
  const place = [offer?.project_name, offer?.queue_name].filter((part) => part != null).join(", ");
  useOfferNotification(
    offer?.offer_id ?? (ringing === undefined ? undefined : bare?.id),
    caller ?? "",
    place,
  );
  const offered = caller === undefined ? undefined : `☎ ${t("desk.callOffered")}: ${caller}`;
  useTitle(offered ?? (current === undefined ? undefined : currentName));
}

interface KeysOf {
  quiet: boolean;
  offer: CallView | undefined;
  current: CallView | undefined;
  own: boolean;
  actions: DeskActions;
  carrier: Carrier;
  onKeypad: () => void;
  onTransfer: () => void;
}

/** The keys of the call; they act while typing, and are kept from the browser even when they have nothing to do. */
function useDeskKeys({ quiet, offer, current, own, actions, carrier, onKeypad, onTransfer }: KeysOf): void {
  const { t } = useText();
  const line = usePhoneState().call;
  const { phone, muted } = carrier;
  const up = carrier.call?.stage === "up";
  const talking = current !== undefined && inTalk(current);
  const wrapping = current?.state === "wrapping_up";
  const toggleHold = useCallback(() => {
    if (current !== undefined) (current.state === "hold" ? actions.resume : actions.hold)(current);
  }, [current, actions]);
  const list = useMemo((): KeyAction[] => {
    const mute = callKey("F8", t("desk.mute"), up, () => phone.setMuted(!muted));
    const more = callKey("F8", t("desk.moreTime"), wrapping, () => {
      if (current !== undefined) actions.moreTime(current);
    });
    return [
      callKey("F2", t("desk.answer"), line?.stage === "ringing", actions.answer),
      callKey("Shift+F2", t("desk.passOn"), offer !== undefined || line?.stage === "ringing", () =>
        actions.decline(offer),
      ),
      callKey("F4", t("desk.hold"), talking && own, toggleHold),
      quiet
        ? callKey("F6", t("dial.open"), true, onTransfer)
        : callKey("F6", t("desk.transfer"), talking && own, onTransfer),
      callKey("F7", t("desk.keypad"), up, onKeypad),
      wrapping ? more : mute,
      callKey("Shift+F9", t("desk.raiseHand"), talking, () => {
        if (current !== undefined) actions.raiseHand(current, current.hand_since === null);
      }),
      callKey("F9", t("desk.pause"), canPause(current), () => {
        if (current !== undefined) actions.pauseRecording(current, current.paused_since === null);
      }),
      callKey("F10", t("desk.end"), talking || up, () => actions.hangUp(current)),
    ];
    // `onKeypad` and `onTransfer` only toggle.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t, phone, line?.stage, up, muted, talking, quiet, own, wrapping, offer, current, actions, toggleHold]);
  useKeys(t("desk.callKeys"), list);
}
