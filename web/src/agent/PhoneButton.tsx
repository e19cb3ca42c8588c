import { Button, Popover, Select, Switch } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { useState } from "react";
import { useProblemText } from "@/app/problems";
import { useChangeMe, useMe } from "@/app/session";
import { isHeard, setHeard } from "@/asides/sound";
import type { TextKey } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import {
  LevelMeter,
  useDeviceChoice,
  useDevices,
  useMicrophoneState,
  usePhone,
  usePhoneState,
  type MicrophoneState,
} from "@/softphone";
import type { Line } from "@/softphone/machine";
import { ErrorState, State, type StateName } from "@/ui";
import { HeadsetKeys } from "./headset/HeadsetKeys";
import type { Hold } from "./useDeskPhone";
import styles from "./desk.module.css";

interface Props {
  hold: Hold;
  problem: unknown;
  take: () => void;
}

interface Condition {
  state: StateName;
  word: TextKey;
}

/** How the phone is, in one word, worst first. */
function condition(hold: Hold, line: Line, microphone: MicrophoneState): Condition {
  if (hold === "failed") return { state: "over", word: "phone.failed" };
  if (microphone === "denied") return { state: "over", word: "phone.microphoneDenied" };
  if (microphone === "missing") return { state: "over", word: "phone.microphoneMissing" };
  if (microphone === "asking" && line !== "ready") return { state: "near", word: "phone.microphoneAsking" };
  if (line === "ready") return { state: "within", word: "phone.good" };
  return { state: "near", word: line === "lost" ? "phone.lost" : "phone.connecting" };
}

/** The phone's state in the top bar; opens devices, level and the automatic answer. */
export function PhoneButton({ hold, problem, take }: Props) {
  const { t } = useText();
  const { line } = usePhoneState();
  const microphone = useMicrophoneState();
  const { state, word } = condition(hold, line, microphone);
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button size="sm" variant="subtle" leftSection={<IconHeadphones size={16} />}>
          <State state={state}>{t(word)}</State>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles["popover"]}>
          <Trouble hold={hold} problem={problem} take={take} />
          <DeviceSettings />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Trouble({ hold, problem, take }: Props) {
  const { t } = useText();
  const problemText = useProblemText();
  const phone = usePhone();
  const microphone = useMicrophoneState();
  if (hold === "failed") return <ErrorState title={problemText(problem)} onRetry={take} />;
  if (microphone === "denied" || microphone === "missing")
    return (
      <ErrorState
        title={t(microphone === "denied" ? "phone.microphoneDenied" : "phone.microphoneMissing")}
        onRetry={() => void phone.reopenMicrophone()}
      >
        {t(microphone === "denied" ? "phone.microphoneDeniedHelp" : "phone.microphoneMissingHelp")}
      </ErrorState>
    );
  return null;
}

function DeviceSettings() {
  const { t } = useText();
  const me = useMe();
  const change = useChangeMe();
  const phone = usePhone();
  const { microphones, speakers } = useDevices();
  const [heard, setSound] = useState(isHeard);
  const choice = useDeviceChoice();
  const label = (name: string, index: number): string =>
    name === "" ? t("phone.device", { n: index + 1 }) : name;
  const options = (devices: typeof microphones) =>
    devices.map((device, index) => ({ value: device.id, label: label(device.label, index) }));
  return (
    <>
      <Select
        label={t("phone.microphone")}
        data={options(microphones)}
        value={phone.microphone.device ?? choice.microphone ?? null}
        placeholder={t("phone.usual")}
        onChange={(id) => {
          if (id !== null) void phone.useMicrophone(id);
        }}
        comboboxProps={{ withinPortal: false }}
      />
      <LevelMeter label={t("phone.level")} />
      <div className="sm t2">{t("phone.levelHelp")}</div>
      <Select
        label={t("phone.speaker")}
        data={options(speakers)}
        value={choice.speaker ?? speakers[0]?.id ?? null}
        placeholder={t("phone.usual")}
        onChange={(id) => {
          if (id !== null) void phone.useSpeaker(id);
        }}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        label={t("phone.ringer")}
        data={[{ value: "", label: t("phone.asSpeaker") }, ...options(speakers)]}
        value={choice.ringer ?? ""}
        allowDeselect={false}
        onChange={(id) => phone.useRinger(id === null || id === "" ? undefined : id)}
        comboboxProps={{ withinPortal: false }}
      />
      <HeadsetKeys />
      <Switch
        label={t("aside.sound")}
        checked={heard}
        onChange={(event) => {
          setHeard(event.currentTarget.checked);
          setSound(event.currentTarget.checked);
        }}
      />
      <Switch
        label={t("phone.autoAnswer")}
        description={t("phone.autoAnswerHelp")}
        checked={me.auto_answer}
        onChange={(event) => change.mutate({ auto_answer: event.currentTarget.checked })}
      />
    </>
  );
}
