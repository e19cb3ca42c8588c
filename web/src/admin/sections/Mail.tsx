import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import type { Versioned } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { State } from "@/ui";
import { useFaultsOf } from "../kit/form";
import { SaveKey } from "../kit/SaveKey";
import { SinglePage } from "../kit/SinglePage";
import { TryForm } from "../kit/TryForm";
import { useSinglePut } from "../kit/useSinglePut";
import styles from "../admin.module.css";

type MailSettings = components["schemas"]["MailSettingsView"];
type Body = components["schemas"]["MailSettingsBody"];
type Tried = components["schemas"]["MailTried"];

const PATH = "/mail-settings";
const SECURITY = ["starttls", "tls", "none"] as const;
const PORTS = ["587", "465", "25", "2525"];

/** The server by which the workspace's mail goes out. */
export default function Mail() {
  const { t } = useText();
  return (
    <SinglePage<MailSettings> title={t("mail.title")} path={PATH}>
      {(read) => (
        <>
          <MailForm key={read.value.version} read={read} />
          <TestMail settings={read.value} />
        </>
      )}
    </SinglePage>
  );
}

function MailForm({ read }: { read: Versioned<MailSettings> }) {
  const { t } = useText();
  const { version, password_kept: kept, ...before } = read.value;
  const [draft, setDraft] = useState<Body>({ ...before, password: null });
  const put = (change: Partial<Body>): void => setDraft((was) => ({ ...was, ...change }));
  const save = useSinglePut<MailSettings, Body>(PATH, t("mail.title"), read.etag);
  const faults = useFaultsOf()(save.error);
  const text = (name: "host" | "username" | "sender" | "sender_name") => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => put({ [name]: event.currentTarget.value }),
    error: faults[name],
    label: t(`mail.${name}`),
    autoComplete: "off",
    spellCheck: false,
  });
  return (
    <form
      className={`card pad ${styles["form"] ?? ""} ${styles["narrow"] ?? ""}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate(draft);
      }}
    >
      <p className="t2">{t(version === 0 ? "mail.notSetUp" : "mail.about")}</p>
      <TextInput {...text("host")} placeholder="smtp.example.com" maxLength={253} />
      <div className={styles["pair"]}>
        <Select
          allowDeselect={false}
          label={t("mail.security")}
          value={draft.security}
          onChange={(value) => {
            const security = SECURITY.find((each) => each === value) ?? "starttls";
            put({ security, port: security === "tls" ? 465 : security === "none" ? 25 : 587 });
          }}
          data={SECURITY.map((value) => ({
            value,
            label: t(`mail.security_${value}`),
          }))}
          error={faults["security"]}
        />
        <Select
          allowDeselect={false}
          label={t("mail.port")}
          value={String(draft.port)}
          onChange={(value) => put({ port: Number(value) })}
          data={PORTS}
          error={faults["port"]}
        />
      </div>
      <div className={styles["pair"]}>
        <TextInput {...text("username")} description={t("mail.usernameHint")} maxLength={300} />
        <PasswordInput
          label={t("mail.password")}
          description={t(kept ? "mail.passwordKept" : "mail.passwordHint")}
          autoComplete="new-password"
          maxLength={300}
          value={draft.password ?? ""}
          onChange={(event) => put({ password: event.currentTarget.value || null })}
          error={faults["password"]}
        />
      </div>
      <div className={styles["pair"]}>
        <TextInput {...text("sender")} type="email" placeholder="office@example.com" maxLength={254} />
        <TextInput {...text("sender_name")} maxLength={300} />
      </div>
      {save.isError && Object.keys(faults).length === 0 && <ProblemState problem={save.error} />}
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t("mail.save")}
        </Button>
        <span className="sp" />
        <SaveKey title={t("mail.title")} />
      </div>
    </form>
  );
}

function TestMail({ settings }: { settings: MailSettings }) {
  const { t, tCode } = useText();
  return (
    <TryForm<Tried>
      path={`${PATH}/test`}
      label={t("mail.test")}
      hint={t("mail.testHint")}
      type="email"
      maxLength={254}
      disabled={settings.version === 0}
    >
      {(tried) =>
        tried.verdict === "sent" ? (
          <State state="within">{t("mail.testSent")}</State>
        ) : (
          <>
            <State state="over">
              {tried.code === null
                ? t("promise.mail_failed")
                : t("mail.testFailed", { why: tCode(`promise.mail_${tried.code}`) ?? tried.code })}
            </State>{" "}
            <span className="t2">{tried.reason}</span>
          </>
        )
      }
    </TryForm>
  );
}
