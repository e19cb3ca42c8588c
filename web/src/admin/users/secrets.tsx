import { Button, CopyButton } from "@mantine/core";
import { IconCopy, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { recordsKey } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { DeskPhone, User } from "@/protocol/configuration";
import { useToast } from "@/ui";
import { SecretField } from "../kit/fields";
import type { Form } from "../kit/form";
import { madePassword } from "../kit/password";
import type { UserDraft } from "./draft";
import styles from "../admin.module.css";

/** What a new person signs in with the first time. */
export function FirstPassword({ form }: { form: Form<UserDraft> }) {
  const { t } = useText();
  return (
    <div className={styles["withButton"]}>
      <SecretField form={form} name="password" label={t("label.password")} hint={t("admin.passwordHint")} />
      <Button
        size="sm"
        leftSection={<IconRefresh size={14} />}
        onClick={() => form.set("password", madePassword())}
      >
        {t("admin.makePassword")}
      </Button>
      {form.draft.password !== "" && <Copy text={form.draft.password} />}
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useText();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="sm" leftSection={<IconCopy size={14} />} onClick={copy}>
          {copied ? t("admin.copied") : t("admin.copy")}
        </Button>
      )}
    </CopyButton>
  );
}

/** What to type into a desk phone; the password is shown once. */
export function DeskPhonePassword({ user }: { user: User }) {
  const { t } = useText();
  const make = useMutation({
    mutationFn: () => request<DeskPhone>(`/users/${user.user_id}/desk-phone`, { method: "POST" }),
  });
  const made = make.data;
  return (
    <section className={styles["access"]}>
      <h3>{t("admin.phoneDesk")}</h3>
      <p className="t2">{t("admin.deskPhoneHint")}</p>
      <Button size="sm" loading={make.isPending} onClick={() => make.mutate()}>
        {t("admin.makeDeskPassword")}
      </Button>
      {made !== undefined && (
        <div className={styles["secret"]} role="status">
          <p>{t("admin.deskPhoneMade")}</p>
          {(
            [
              ["admin.sipServer", made.server],
              ["admin.sipUser", made.user],
              ["label.password", made.password],
            ] as const
          ).map(([label, value]) => (
            <div className={styles["typed"]} key={label}>
              <span className="sm t2">{t(label)}</span> <Copy text={value} /> <code>{value}</code>
            </div>
          ))}
        </div>
      )}
      {make.isError && <ProblemState problem={make.error} />}
    </section>
  );
}

/** A new password, and whether the person may sign in at all: each acts at once. */
export function Access({ user, onReplaced }: { user: User; onReplaced: (user: User) => void }) {
  const { t } = useText();
  const me = useMe();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const toast = useToast();
  const [shown, setShown] = useState<string | null>(null);

  const change = useMutation({
    mutationFn: (body: { password?: string; disabled?: boolean }) =>
      request<User>(`/users/${user.user_id}`, { method: "PATCH", body, ifMatch: `"${user.version}"` }),
    onSuccess: async (saved, body) => {
      onReplaced(saved);
      setShown(body.password ?? null);
      await queries.invalidateQueries({ queryKey: recordsKey("users") });
    },
  });
  function setDisabled(disabled: boolean): void {
    change.mutate(
      { disabled },
      {
        onSuccess: (saved) =>
          toast({
            text: t(disabled ? "admin.nowDisabled" : "admin.nowEnabled", { name: user.name }),
            undo: () => {
              void request<User>(`/users/${user.user_id}`, {
                method: "PATCH",
                body: { disabled: !disabled },
                ifMatch: `"${saved.version}"`,
              })
                .then((again) => {
                  onReplaced(again);
                  return queries.invalidateQueries({ queryKey: recordsKey("users") });
                })
                .catch((problem: unknown) => toast({ kind: "fault", text: problemText(problem) }));
            },
          }),
      },
    );
  }

  return (
    <section className={styles["access"]}>
      <h3>{t("admin.access")}</h3>
      <div className="row" style={{ flexWrap: "wrap" }}>
        <Button
          size="sm"
          loading={change.isPending}
          onClick={() => change.mutate({ password: madePassword() })}
        >
          {t("admin.resetPassword")}
        </Button>
        {user.user_id !== me.user_id && (
          <Button size="sm" loading={change.isPending} onClick={() => setDisabled(!user.disabled)}>
            {user.disabled ? t("admin.enable") : t("admin.disable")}
          </Button>
        )}
      </div>
      {shown !== null && (
        <div className={styles["secret"]} role="status">
          <p>{t("admin.newPassword", { name: user.name })}</p>
          <div className="row">
            <code>{shown}</code> <Copy text={shown} />
          </div>
        </div>
      )}
      {change.isError && <ProblemState problem={change.error} />}
    </section>
  );
}
