import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";
import { LanguageChoice, ThemeChoice } from "./choices";
import { Logo } from "./Logo";
import { ProblemState } from "./ProblemState";
import { useEnded, useSignIn } from "./session";
import styles from "./app.module.css";

/** `name@workspace` and a password. Wrong name and wrong password get one and the same answer. */
export function SignIn() {
  const { t } = useText();
  const signIn = useSignIn();
  const ended = useEnded();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const shaped = /^[^@\s]+@[^@\s]+$/.test(login.trim());
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  function submit(event: React.SyntheticEvent): void {
    event.preventDefault();
    setAsked(true);
    if (shaped && password !== "") signIn.mutate({ login: login.trim(), password });
  }

  return (
    <div className={styles["gate"]}>
      <main className={`card ${styles["gateCard"] ?? ""}`}>
        <Logo />
        <form className={styles["gateForm"]} onSubmit={submit} noValidate>
          <h1>{t("signin.title")}</h1>
          {ended && (
            <p role="status" className="t2">
              {t("signin.ended")}
            </p>
          )}
          <TextInput
            label={t("signin.login")}
            placeholder={t("signin.loginExample")}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            error={asked && !shaped ? t("signin.loginShape") : undefined}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            ref={first}
          />
          <PasswordInput
            visibilityToggleButtonProps={{ "aria-label": t("common.showPassword") }}
            label={t("signin.password")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={asked && password === "" ? t("signin.passwordMissing") : undefined}
            autoComplete="current-password"
          />
          {signIn.isError && <ProblemState problem={signIn.error} />}
          <Button type="submit" variant="filled" size="lg" loading={signIn.isPending}>
            {t("signin.submit")}
          </Button>
        </form>
      </main>
      <footer className={styles["gateFoot"]}>
        <LanguageChoice />
        <ThemeChoice />
        <Link className="sm" to="/try">
          {t("signin.try")}
        </Link>
      </footer>
    </div>
  );
}
