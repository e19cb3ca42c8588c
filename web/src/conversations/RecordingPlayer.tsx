import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import {
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindForward5,
} from "@tabler/icons-react";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import type { Recording } from "@/protocol/conversations";
import { ErrorState, Key, Loading, State } from "@/ui";
import { usePeaks } from "./data";
import type { Stretch } from "./story";
import { RecordingAudio, SPEEDS, type PlayerState } from "./player";
import type { Wanted } from "./useListening";
import { Waveform } from "./Waveform";
import { speechOf, within } from "./waveform";
import styles from "./conversations.module.css";

interface Props {
  recording: Recording;
  holds: readonly Stretch[];
  /** When nothing was recorded. */
  pauses: readonly Stretch[];
  callerName: string;
  agentName: string;
  wanted: Wanted | null;
  /** It has been played to its end, like this. */
  onOver?: (as: PlayerState) => void;
}

/** A recording with its waveform; what stands in its way is said in its place. */
export function RecordingPlayer(props: Props) {
  const { t, tCode } = useText();
  const { recording } = props;
  if (!recording.may_listen)
    return (
      <div className="card pad">
        <State state="notready">{t("player.notYours")}</State>
      </div>
    );
  if (recording.state === "failed")
    return (
      <ErrorState title={t("player.failed")} detail={recording.failure ?? undefined}>
        {tCode(`player.failed_${recording.failure ?? ""}`) ?? t("player.failedSafe")}
      </ErrorState>
    );
  if (recording.state === "erased")
    return (
      <div className="card pad">
        <State state="notready">{t("player.erased")}</State>
      </div>
    );
  if (recording.state !== "stored")
    return (
      <div className="card pad" role="status">
        <State state="talking">{t("player.recording")}</State>
      </div>
    );
  return <StoredPlayer key={recording.recording_id} {...props} />;
}

function StoredPlayer({ recording, holds, pauses, callerName, agentName, wanted, onOver }: Props) {
  const { t, format } = useText();
  const source = `/api/v1/recordings/${recording.recording_id}/audio`;
  const stereo = recording.channels === 2;
  const player = useMemo(() => new RecordingAudio(source, stereo), [source, stereo]);
  const { playing, fault, speed, voice } = useSyncExternalStore(player.subscribe, player.state);
  useEffect(() => () => player.stop(), [player]);
  const peaks = usePeaks(recording.recording_id, true);
  const duration = (peaks.data?.duration_ms ?? recording.duration_ms ?? 0) / 1000;
  const speech = useMemo(() => (peaks.data === undefined ? null : speechOf(peaks.data)), [peaks.data]);
  const marks = useMemo(
    () => within(holds, recording.started_at, duration),
    [holds, recording.started_at, duration],
  );
  const { seek, skip, toggle } = player;

  useEffect(() => {
    if (wanted === null) return;
    seek((Date.parse(wanted.at) - Date.parse(recording.started_at)) / 1000);
    if (wanted.as !== undefined) player.goOn(wanted.as);
  }, [wanted, seek, player, recording.started_at]);
  useEffect(() => player.whenOver(() => onOver?.(player.state())), [player, onOver]);

  useKeys(
    t("player.title"),
    useMemo(
      () => [
        { keys: " ", label: t("player.playPause"), run: toggle },
        { keys: "j", label: t("player.back"), run: () => skip(-5) },
        { keys: "l", label: t("player.forward"), run: () => skip(5) },
        {
          keys: "n",
          label: t("player.nextMark"),
          run: () => {
            const starts = [...marks, ...(speech?.both ?? [])].map(({ from }) => from).sort((a, b) => a - b);
            const next = starts.find((from) => from > player.position() + 0.5) ?? starts[0];
            if (next !== undefined) seek(next);
          },
        },
      ],
      [t, toggle, skip, seek, marks, speech, player],
    ),
  );

  return (
    <section className="card" aria-label={t("player.title")}>
      <div className={styles["waveBox"]}>
        {peaks.isPending && <Loading lines={3} />}
        {peaks.isError && <ProblemState problem={peaks.error} onRetry={() => void peaks.refetch()} />}
        {peaks.data !== undefined && (
          <Waveform
            peaks={peaks.data}
            holds={marks}
            pauses={within(pauses, recording.started_at, duration)}
            both={speech?.both ?? []}
            player={player}
            callerName={callerName}
            agentName={agentName}
          />
        )}
      </div>
      <div className={styles["controls"]}>
        <ActionIcon
          className={styles["play"] ?? ""}
          variant="filled"
          size={40}
          radius="xl"
          aria-label={playing ? t("player.pause") : t("player.play")}
          aria-keyshortcuts="Space"
          onClick={toggle}
        >
          {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </ActionIcon>
        <Button
          size="sm"
          leftSection={<IconRewindBackward5 size={16} />}
          rightSection={<Key>J</Key>}
          onClick={() => skip(-5)}
        >
          {t("player.five")}
          <span className="unseen"> {t("player.backWord")}</span>
        </Button>
        <Button
          size="sm"
          leftSection={<IconRewindForward5 size={16} />}
          rightSection={<Key>L</Key>}
          onClick={() => skip(5)}
        >
          {t("player.five")}
          <span className="unseen"> {t("player.forwardWord")}</span>
        </Button>
        <SegmentedControl
          aria-label={t("player.speed")}
          data={SPEEDS.map((each) => ({ value: String(each), label: `${format.number(each, 2)}×` }))}
          value={String(speed)}
          onChange={(chosen) => player.setSpeed(Number(chosen))}
        />
        {stereo && (
          <SegmentedControl
            aria-label={t("player.voices")}
            data={[
              { value: "both", label: t("player.both") },
              { value: "caller", label: t("player.caller") },
              { value: "agent", label: t("player.agent") },
            ]}
            value={voice}
            onChange={(chosen) => player.setVoice(chosen)}
          />
        )}
        <span className="sp" />
        {speech !== null && (
          <span className="t2 sm el hide-s">
            {t("player.shares", {
              caller: format.percent(speech.caller),
              agent: format.percent(speech.agent),
              silence: format.percent(speech.silence),
            })}
          </span>
        )}
        <Button
          size="sm"
          component="a"
          href={`${source}?download=true`}
          download
          leftSection={<IconDownload size={15} />}
        >
          {t("player.save")}
        </Button>
      </div>
      {fault && (
        <div className="pad">
          <ErrorState title={t("player.cannotPlay")} onRetry={toggle}>
            {t("player.cannotPlaySafe")}
          </ErrorState>
        </div>
      )}
    </section>
  );
}
