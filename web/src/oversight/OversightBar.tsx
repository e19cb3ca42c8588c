import { Button } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { Link } from "react-router";
import { useKeys, type KeyAction } from "@/app/keys";
import type { TextKey } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useCommand, useTopic } from "@/live";
import type { CallView } from "@/protocol/frames";
import type { Me } from "@/protocol/resources";
import { Key, State, Timer, useToast } from "@/ui";
import { useOversight, type About, type Mode, type Oversight } from "./context";
import { whyNot } from "./InOn";
import { callerOf, placeOf } from "./place";
import styles from "./oversight.module.css";

const MODES = ["listen", "whisper", "join"] as const;
const KEYS: Record<Mode, string> = { listen: "Alt+1", whisper: "Alt+2", join: "Alt+3" };
const CONNECTED_WITHIN = 12_000;

interface Props {
  about: About;
  me: Me;
}

/** Which call one is in on, and how; it stays on every screen until one leaves. */
export function OversightBar({ about, me }: Props) {
  const oversight = useOversight();
  useTopic("board");
  if (oversight === undefined) return null;
  return <Bar about={about} me={me} oversight={oversight} />;
}

function Bar({ about, me, oversight }: Props & { oversight: Oversight }) {
  const text = useText();
  const { t } = text;
  const all = useCollection("board", "listening");
  const call = useCollection("board", "calls")[about.interaction_id];
  const mine = Object.values(all).find(
    (each) => each.user_id === me.user_id && each.interaction_id === about.interaction_id,
  );
  const taken = me.agent_id !== null && call?.agent_id === me.agent_id && call.segment_id !== null;
  useEnd(mine?.up === true || taken, mine !== undefined || taken, oversight);
  const withAgent = call?.segment_id != null;
  const name = call === undefined || withAgent ? ((call ?? about).agent_name ?? "") : callerOf(call, text);
  return (
    <section className={styles["bar"]} data-over-foot aria-label={t("oversight.title")}>
      <State state={taken || mine?.mode === "join" ? "talking" : "offered"} pill>
        {taken
          ? t("oversight.taken")
          : mine?.up === true
            ? t(mine.mode === "join" && !withAgent ? "oversight.is_joinAll" : `oversight.is_${mine.mode}`, {
                name,
              })
            : t("oversight.connecting", { name })}
      </State>
      {mine !== undefined && <Timer since={mine.since} />}
      {!taken && call !== undefined && !withAgent && <span className="t2 sm">{placeOf(call, text)}</span>}
      <span className="sp" />
      {taken ? (
        <Taken interactionId={about.interaction_id} me={me} oversight={oversight} />
      ) : (
        <Ways
          about={about}
          call={call}
          mode={mine?.up === true ? mine.mode : undefined}
          me={me}
          oversight={oversight}
        />
      )}
    </section>
  );
}

/** The end that one has not asked for is told. */
function useEnd(up: boolean, there: boolean, oversight: Oversight): void {
  const { t } = useText();
  const toast = useToast();
  const was = useRef(false);
  const { forget } = oversight;
  useEffect(() => {
    if (up) was.current = true;
    else if (was.current && !there) {
      toast({ text: t("oversight.over") });
      forget();
    }
  }, [up, there, toast, t, forget]);
  useEffect(() => {
    if (up) return;
    const late = setTimeout(() => {
      toast({ kind: "fault", text: t("oversight.failed") });
      forget();
    }, CONNECTED_WITHIN);
    return () => clearTimeout(late);
  }, [up, toast, t, forget]);
}

interface WaysProps extends Props {
  call: CallView | undefined;
  mode: Mode | undefined;
  oversight: Oversight;
}

function Ways({ about, call, mode, me, oversight }: WaysProps) {
  const { t } = useText();
  const { be, leave, takeOver } = oversight;
  const notMine: TextKey | undefined = me.agent_id === null ? "oversight.noRole" : undefined;
  const whys = [...new Set([...MODES.map((way) => whyNot(call, way)), notMine])].filter(
    (why) => why !== undefined,
  );
  const reason = (why: TextKey | undefined) => (why === undefined ? undefined : t(why));
  useKeys(
    t("oversight.title"),
    useMemo((): KeyAction[] => {
      const ways = MODES.map((way) => ({
        keys: KEYS[way],
        label: t(`oversight.${way}`),
        run: () => be(about, way),
        whileTyping: true,
      }));
      return [...ways, { keys: "Alt+0", label: t("oversight.leave"), run: leave, whileTyping: true }];
    }, [t, be, about, leave]),
  );
  return (
    <div className={styles["ways"]} role="group" aria-label={t("oversight.how")}>
      {MODES.map((way) => (
        <Button
          key={way}
          size="sm"
          variant={mode === way ? "filled" : "default"}
          aria-pressed={mode === way}
          aria-keyshortcuts={KEYS[way]}
          disabled={whyNot(call, way) !== undefined}
          title={reason(whyNot(call, way))}
          rightSection={<Key>{KEYS[way]}</Key>}
          onClick={() => be(about, way)}
        >
          {t(`oversight.${way}`)}
        </Button>
      ))}
      <Button
        size="sm"
        disabled={notMine !== undefined || mode === undefined || call?.ways.includes("take_over") === false}
        title={reason(notMine)}
        onClick={takeOver}
      >
        {t("oversight.takeOver")}
      </Button>
      <Button size="sm" color="red" onClick={leave} rightSection={<Key>Alt+0</Key>}>
        {t("oversight.leave")}
      </Button>
      {whys.length > 0 && (
        <span className={`t2 sm ${styles["why"] ?? ""}`}>{whys.map(reason).join(" ")}</span>
      )}
    </div>
  );
}

interface TakenProps {
  interactionId: string;
  me: Me;
  oversight: Oversight;
}

/** The call is one's own now. */
function Taken({ interactionId, me, oversight }: TakenProps) {
  const { t } = useText();
  const command = useCommand();
  const { phone } = oversight;
  const muted = useSyncExternalStore(phone.subscribe, () => phone.state.muted);
  return (
    <div className={styles["ways"]}>
      <Button size="sm" component={Link} to="/desk">
        {t("oversight.toDesk")}
      </Button>
      <Button
        size="sm"
        aria-pressed={muted}
        leftSection={muted ? <IconMicrophoneOff size={16} /> : <IconMicrophone size={16} />}
        onClick={() => phone.setMuted(!muted)}
      >
        {muted ? t("desk.unmute") : t("desk.mute")}
      </Button>
      <Button
        size="sm"
        color="red"
        onClick={() =>
          void command({ type: "hang_up", agent_id: me.agent_id ?? "", interaction_id: interactionId })
        }
      >
        {t("desk.end")}
      </Button>
    </div>
  );
}
