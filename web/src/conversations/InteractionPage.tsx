import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconList, IconPhone, IconUserQuestion } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import type { InteractionDetail } from "@/protocol/conversations";
import { Chip, Key, Loading, Page, State } from "@/ui";
import { About } from "./About";
import { useInteraction, useTimeline } from "./data";
import { neighboursOf, rememberedList, rememberOpened } from "./neighbours";
import { RecordingPlayer } from "./RecordingPlayer";
import { holdsOf, pausesOf } from "./story";
import { Timeline } from "./Timeline";
import { useListening } from "./useListening";
import { resultState, useCallerName } from "./words";
import styles from "./conversations.module.css";

/** One conversation: what was said, what happened, what came of it, and who it was with. */
export function InteractionPage() {
  const { t } = useText();
  const { id = "" } = useParams();
  const interaction = useInteraction(id);
  if (interaction.isPending)
    return (
      <Page title={t("conversations.title")}>
        <Loading lines={8} />
      </Page>
    );
  if (interaction.isError)
    return (
      <Page title={t("conversations.title")} tools={<BackToList />}>
        <ProblemState problem={interaction.error} onRetry={() => void interaction.refetch()} />
      </Page>
    );
  return <Conversation key={id} interaction={interaction.data} />;
}

function BackToList() {
  const { t } = useText();
  const { search } = rememberedList(useMe().user_id);
  return (
    <Button
      size="sm"
      component={Link}
      to={{ pathname: "/conversations", search: search === "" ? "" : `?${search}` }}
      leftSection={<IconList size={15} />}
    >
      {t("conversations.toList")}
    </Button>
  );
}

/** The next newer and older of the list it was opened from. */
function Neighbours({ id }: { id: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const reader = useMe().user_id;
  useEffect(() => rememberOpened(reader, id), [reader, id]);
  const { newer, older } = useMemo(() => neighboursOf(rememberedList(reader).ids, id), [reader, id]);
  useKeys(
    t("conversations.title"),
    useMemo(
      () => [
        {
          keys: "[",
          label: t("conversations.newer"),
          disabled: newer === undefined,
          run: () => void navigate(`/conversations/${newer ?? ""}`),
        },
        {
          keys: "]",
          label: t("conversations.older"),
          disabled: older === undefined,
          run: () => void navigate(`/conversations/${older ?? ""}`),
        },
        {
          keys: "u",
          label: t("conversations.toList"),
          run: () => void navigate(`/conversations?${rememberedList(reader).search}`),
        },
      ],
      [t, newer, older, reader, navigate],
    ),
  );
  return (
    <>
      <Button
        size="sm"
        disabled={newer === undefined}
        leftSection={<IconArrowLeft size={15} />}
        rightSection={<Key>[</Key>}
        onClick={() => void navigate(`/conversations/${newer ?? ""}`)}
      >
        {t("conversations.newer")}
      </Button>
      <Button
        size="sm"
        disabled={older === undefined}
        leftSection={<IconArrowRight size={15} />}
        rightSection={<Key>]</Key>}
        onClick={() => void navigate(`/conversations/${older ?? ""}`)}
      >
        {t("conversations.older")}
      </Button>
    </>
  );
}

function Conversation({ interaction }: { interaction: InteractionDetail }) {
  const { t, tCode } = useText();
  const name = useCallerName()(interaction);
  const timeline = useTimeline(interaction);
  const holds = useMemo(() => holdsOf(timeline.data ?? []), [timeline.data]);
  const pauses = useMemo(() => pausesOf(timeline.data ?? []), [timeline.data]);
  const { recording, chosen, wanted, choose, listen, goOn } = useListening(interaction.audio);
  return (
    <div className={styles["page"]}>
      <main className={styles["main"]}>
        <header className={styles["head"]}>
          <IconPhone size={22} aria-hidden="true" />
          <div className="el">
            <div className="row">
              <h1 className="el">{name}</h1>
              <State state={resultState(interaction.result)} pill>
                {interaction.result === null
                  ? t("result.live")
                  : (tCode(`result.${interaction.result}`) ?? interaction.result)}
              </State>
              {interaction.disposition_name !== null && <Chip>{interaction.disposition_name}</Chip>}
              {interaction.via_fallback && (
                <Chip title={t("conversations.fallbackMore")}>{t("conversations.fallback")}</Chip>
              )}
            </div>
            <Summary interaction={interaction} />
          </div>
          <span className="sp" />
          <WhoWouldGetIt interaction={interaction} />
          <Neighbours id={interaction.interaction_id} />
          <BackToList />
        </header>
        {interaction.audio.length > 1 && (
          <WhichRecording interaction={interaction} chosen={chosen} onChoose={choose} />
        )}
        {recording === undefined ? (
          <NoRecording interaction={interaction} />
        ) : (
          <RecordingPlayer
            recording={recording}
            holds={holds}
            pauses={pauses}
            callerName={name}
            agentName={recording.agent_name ?? t("player.agent")}
            wanted={wanted}
            onOver={goOn}
          />
        )}
        <Timeline interaction={interaction} recording={recording} onListen={listen} />
      </main>
      <About interaction={interaction} />
    </div>
  );
}

/** A caller who waits can be asked about. */
function WhoWouldGetIt({ interaction }: { interaction: InteractionDetail }) {
  const { t } = useText();
  const { roles } = useMe();
  const waits =
    interaction.result === null && interaction.queue_id !== null && interaction.answered_at === null;
  if (!waits || !roles.some((role) => role !== "agent")) return null;
  return (
    <Button
      size="sm"
      component={Link}
      to={`/who?interaction=${interaction.interaction_id}`}
      leftSection={<IconUserQuestion size={15} />}
    >
      {t("probe.title")}
    </Button>
  );
}

/** Which way, for whom, when, with whom, how long: one line. */
function Summary({ interaction }: { interaction: InteractionDetail }) {
  const { t, format } = useText();
  const people = [
    ...new Set(interaction.parts.map(({ agent_name }) => agent_name).filter((one) => one !== null)),
  ];
  const parts = [
    t(interaction.direction === "in" ? "conversations.callIn" : "conversations.callOut"),
    [interaction.project_name, interaction.queue_name].filter((one) => one !== null).join(", "),
    format.dateTime(interaction.started_at),
    people.join(", "),
    interaction.talk_ms > 0 ? format.span(interaction.talk_ms) : "",
    interaction.short_ref,
  ];
  return (
    <div className="t2 el" title={format.fullDateTime(interaction.started_at)}>
      {parts.filter((part) => part !== "").join(" · ")}
    </div>
  );
}

interface WhichProps {
  interaction: InteractionDetail;
  chosen: number;
  onChoose: (index: number) => void;
}

/** A conversation with several agents, or one that lost its browser, has several recordings. */
function WhichRecording({ interaction, chosen, onChoose }: WhichProps) {
  const { t, format } = useText();
  return (
    <div>
      <SegmentedControl
        aria-label={t("player.which")}
        value={String(chosen)}
        onChange={(value) => onChoose(Number(value))}
        data={interaction.audio.map((recording, index) => ({
          value: String(index),
          label: `${recording.kind === "voicemail" ? t("player.message") : (recording.agent_name ?? t("player.agent"))} · ${format.timeWithSeconds(recording.started_at)}`,
        }))}
      />
    </div>
  );
}

function NoRecording({ interaction }: { interaction: InteractionDetail }) {
  const { t } = useText();
  return (
    <p className="card pad t2">
      {interaction.parts.length > 0
        ? t("player.notRecorded")
        : t(interaction.direction === "out" ? "player.nobodyReached" : "player.nobodySpoke")}
    </p>
  );
}
