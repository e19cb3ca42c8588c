import { Button, Menu } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
import { Link, Outlet } from "react-router";
import { AnnouncementBanner } from "@/announcements/AnnouncementBanner";
import { useText } from "@/i18n/TextProvider";
import { isLanguage } from "@/i18n/language";
import { Avatar, Key, useSecond } from "@/ui";
import { LanguageChoice, ThemeChoice } from "./choices";
import { ConnectionBanner, LiveMark } from "./connection";
import { useKeyHelp } from "./keys";
import { Logo } from "./Logo";
import { Places } from "./Places";
import { useChangeMe, useMe, useSignOut } from "./session";
import styles from "./app.module.css";

/** The top bar, the same on every screen, and the screen below it. */
export function Shell({ status }: { status?: React.ReactNode }) {
  const { t } = useText();
  const showKeys = useKeyHelp();
  return (
    <div className={styles["app"]}>
      <header className={styles["top"]}>
        <Logo />
        <Places />
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
        <Menu.Item onClick={signOut}>{t("shell.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
