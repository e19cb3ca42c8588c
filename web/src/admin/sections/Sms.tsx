import { Button, NumberInput, PasswordInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import type { Versioned } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { useFaultsOf } from "../kit/form";
import { SaveKey } from "../kit/SaveKey";
import { SinglePage } from "../kit/SinglePage";
import { useSinglePut } from "../kit/useSinglePut";
import { SmsTest } from "./SmsTest";
import { SmsToday } from "./SmsToday";
import styles from "../admin.module.css";

type SmsSettings = components["schemas"]["SmsSettingsView"];
type Body = components["schemas"]["SmsSettingsBody"];

const PATH = "/sms-settings";
const KINDS = ["smpp", "http"] as const;
const SECURITY = ["tls", "none"] as const;

/** The gateway by which the workspace's text messages go out. */
export default function Sms() {
  const { t } = useText();
  return (
    <SinglePage<SmsSettings> title={t("sms.title")} path={PATH}>
      {(read) => (
        <>
          <SmsForm key={read.value.version} read={read} />
          {read.value.version > 0 && (
            <>
              <SmsTest />
              <SmsToday limit={read.value.per_day} />
            </>
          )}
        </>
      )}
    </SinglePage>
  );
}

function SmsForm({ read }: { read: Versioned<SmsSettings> }) {
  const { t } = useText();
  const { version, secret_kept: kept, ...before } = read.value;
  const [draft, setDraft] = useState<Body>({ ...before, secret: null });
  const put = (change: Partial<Body>): void => setDraft((was) => ({ ...was, ...change }));
  const save = useSinglePut<SmsSettings, Body>(PATH, t("sms.title"), read.etag);
  const faults = useFaultsOf()(save.error);
  const text = (name: "host" | "system_id" | "url" | "sender" | "prefixes") => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => put({ [name]: event.currentTarget.value }),
    error: faults[name],
    label: t(`sms.${name}`),
    autoComplete: "off",
    spellCheck: false,
  });
  const count = (name: "port" | "per_day" | "per_recipient", min: number, max: number) => ({
    value: draft[name],
    onChange: (value: string | number) => put({ [name]: Number(value) }),
    error: faults[name],
    label: t(`sms.${name}`),
    min,
    max,
    allowDecimal: false,
  });
  const secret = (
    <PasswordInput
      label={t(draft.kind === "smpp" ? "sms.password" : "sms.token")}
      description={t(kept ? "sms.secretKept" : "mail.passwordHint")}
      autoComplete="new-password"
      maxLength={300}
      value={draft.secret ?? ""}
      onChange={(event) => put({ secret: event.currentTarget.value || null })}
      error={faults["secret"]}
    />
  );
  return (
    <form
      className={`card pad ${styles["form"] ?? ""} ${styles["narrow"] ?? ""}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate(draft);
      }}
    >
      <p className="t2">{t(version === 0 ? "sms.notSetUp" : "sms.about")}</p>
      <SegmentedControl
        aria-label={t("sms.kind")}
        value={draft.kind}
        onChange={(kind) => put({ kind })}
        data={KINDS.map((value) => ({ value, label: t(`sms.kind_${value}`) }))}
      />
      {draft.kind === "smpp" ? (
        <>
          <TextInput {...text("host")} placeholder="smpp.example.com" maxLength={253} />
          <div className={styles["pair"]}>
            <Select
              allowDeselect={false}
              label={t("sms.security")}
              value={draft.security}
              onChange={(value) => put({ security: value === "none" ? "none" : "tls" })}
              data={SECURITY.map((value) => ({ value, label: t(`sms.security_${value}`) }))}
              error={faults["security"]}
            />
            <NumberInput {...count("port", 1024, 65535)} thousandSeparator="" />
          </div>
          <div className={styles["pair"]}>
            <TextInput {...text("system_id")} maxLength={15} />
            {secret}
          </div>
        </>
      ) : (
        <>
          <TextInput
            {...text("url")}
            description={t("sms.urlHint")}
            placeholder="https://sms.example.com/send"
            maxLength={500}
          />
          {secret}
        </>
      )}
      <TextInput
        {...text("sender")}
        description={t("sms.senderHint")}
        placeholder="Ringwell"
        maxLength={16}
      />
      <div className={styles["pair"]}>
        <NumberInput {...count("per_day", 1, 100_000)} description={t("sms.per_dayHint")} />
        <NumberInput {...count("per_recipient", 1, 100)} description={t("sms.per_recipientHint")} />
      </div>
      <TextInput
        {...text("prefixes")}
        description={t("sms.prefixesHint")}
        placeholder="+48, +49"
        maxLength={500}
      />
      {save.isError && Object.keys(faults).length === 0 && <ProblemState problem={save.error} />}
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t("mail.save")}
        </Button>
        <span className="sp" />
        <SaveKey title={t("sms.title")} />
      </div>
    </form>
  );
}
