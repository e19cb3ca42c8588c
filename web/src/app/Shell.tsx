import { Button, Menu } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
import { Link, NavLink, Outlet } from "react-router";
import { AnnouncementBanner } from "@/announcements/AnnouncementBanner";
import { useText } from "@/i18n/TextProvider";
import { isLanguage } from "@/i18n/language";
import type { TextKey } from "@/i18n/catalogue";
import type { Role } from "@/protocol/resources";
import { Avatar, Key, useSecond } from "@/ui";
import { LanguageChoice, ThemeChoice } from "./choices";
import { ConnectionBanner, LiveMark } from "./connection";
import { useKeyHelp } from "./keys";
import { Logo } from "./Logo";
import { useChangeMe, useMe, useSignOut } from "./session";
import styles from "./app.module.css";

interface Place {
  to: string;
  word: TextKey;
  roles: readonly Role[];
}

const PLACES: readonly Place[] = [
  { to: "/start", word: "shell.start", roles: ["administrator"] },
  { to: "/desk", word: "shell.desk", roles: ["agent"] },
  { to: "/board", word: "shell.board", roles: ["supervisor", "administrator"] },
  { to: "/what-if", word: "shell.whatif", roles: ["supervisor", "administrator"] },
  { to: "/conversations", word: "shell.conversations", roles: ["agent", "supervisor", "administrator"] },
  { to: "/follow-ups", word: "shell.followUps", roles: ["agent", "supervisor", "administrator"] },
  { to: "/promises", word: "shell.promises", roles: ["agent", "supervisor", "administrator"] },
  { to: "/blocks", word: "shell.blocks", roles: ["supervisor", "administrator"] },
  { to: "/announcements", word: "announce.title", roles: ["supervisor", "administrator"] },
  { to: "/introductions", word: "owner.introductions", roles: ["supervisor", "administrator"] },
  { to: "/admin", word: "shell.setup", roles: ["administrator"] },
];

/** The top bar, the same on every screen, and the screen below it. */
export function Shell({ status }: { status?: React.ReactNode }) {
  const { t } = useText();
  const me = useMe();
  const showKeys = useKeyHelp();
  return (
    <div className={styles["app"]}>
      <header className={styles["top"]}>
        <Logo />
        <nav className={styles["nav"]} aria-label={t("shell.navigation")}>
          {PLACES.filter(({ roles }) => roles.some((role) => me.roles.includes(role))).map(({ to, word }) => (
            <NavLink key={to} to={to}>
              {t(word)}
            </NavLink>
          ))}
        </nav>
        <span className="sp" />
        <LiveMark />
        {status}
        <Button
          className={styles["keys"]}
          size="sm"
          variant="subtle"
          onClick={showKeys}
          aria-label={t("shell.keys")}
          leftSection={<IconKeyboard size={16} />}
        >
          <span className="row">
            <span className={styles["word"]}>{t("shell.keys")}</span> <Key>?</Key>
          </span>
        </Button>
        <Clock />
        <Account />
      </header>
      <div>
        <ConnectionBanner />
        <AnnouncementBanner />
      </div>
      <div className={styles["body"]}>
        <Outlet />
      </div>
    </div>
  );
}

function Clock() {
  const { format } = useText();
  return <b className="nw tn">{format.time(useSecond())}</b>;
}

function Account() {
  const { t, language, setLanguage } = useText();
  const me = useMe();
  const change = useChangeMe();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles["account"]}
          aria-label={t("shell.account", { name: me.name })}
        >
          <Avatar name={me.name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="pad">
          <b className="el">{me.name}</b>
          <div className="t2 sm el">{me.login}</div>
        </div>
        <div className="col pad" style={{ gap: 10, paddingTop: 0 }}>
          <LanguageChoice
            onChoose={(choice) => {
              if (isLanguage(choice.language)) {
                setLanguage(choice.language);
                change.mutate({ language: choice.language });
              }
            }}
            key={language}
          />
          <ThemeChoice
            onChoose={({ theme }) => {
              if (theme !== undefined) change.mutate({ theme: theme === "auto" ? "system" : theme });
            }}
          />
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/phone-book" closeMenuOnClick>
          {t("book.title")}
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>{t("shell.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
