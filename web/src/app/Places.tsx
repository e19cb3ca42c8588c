import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link, NavLink, useLocation } from "react-router";
import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import type { Role } from "@/protocol/resources";
import { useMe } from "./session";
import styles from "./app.module.css";

interface Place {
  to: string;
  word: TextKey;
}

/** For whom: a place, or places that are gone to now and then, under one word. */
type Entry = { roles: readonly Role[] } & (Place | Group);

interface Group {
  word: TextKey;
  places: readonly Place[];
}

const ALL: readonly Role[] = ["agent", "supervisor", "administrator"];
const OVERSEES: readonly Role[] = ["supervisor", "administrator"];

/** Every role finds its first job first: what one works with stands open, what one looks after or looks up is one press away. */
const PLACES: readonly Entry[] = [
  { to: "/start", word: "shell.start", roles: ["administrator"] },
  { to: "/desk", word: "shell.desk", roles: ["agent"] },
  { to: "/board", word: "shell.board", roles: OVERSEES },
  { to: "/conversations", word: "shell.conversations", roles: ALL },
  { to: "/follow-ups", word: "shell.followUps", roles: ALL },
  { to: "/promises", word: "shell.promises", roles: ALL },
  {
    word: "shell.manage",
    roles: OVERSEES,
    places: [
      { to: "/announcements", word: "announce.title" },
      { to: "/lending", word: "lending.title" },
      { to: "/who", word: "probe.title" },
      { to: "/blocks", word: "shell.blocks" },
    ],
  },
  {
    word: "shell.reports",
    roles: OVERSEES,
    places: [
      { to: "/past-days", word: "past.title" },
      { to: "/introductions", word: "owner.introductions" },
      { to: "/what-if", word: "shell.whatif" },
    ],
  },
  { to: "/admin", word: "shell.setup", roles: ["administrator"] },
];

/** The screens of whoever is signed in, in the top bar. */
export function Places() {
  const { t } = useText();
  const mine = useMe().roles;
  const open = PLACES.filter(({ roles }) => roles.some((role) => mine.includes(role)));
  return (
    <nav className={styles["nav"]} aria-label={t("shell.navigation")}>
      {open.map((place) =>
        "places" in place ? (
          <GroupMenu key={place.word} group={place} />
        ) : (
          <NavLink key={place.to} to={place.to}>
            {t(place.word)}
          </NavLink>
        ),
      )}
    </nav>
  );
}

function GroupMenu({ group }: { group: Group }) {
  const { t } = useText();
  const { pathname } = useLocation();
  const isHere = ({ to }: Place) => pathname === to || pathname.startsWith(`${to}/`);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" aria-current={group.places.some(isHere) ? "page" : undefined}>
          {t(group.word)} <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {group.places.map((place) => (
          <Menu.Item
            key={place.to}
            component={Link}
            to={place.to}
            aria-current={isHere(place) ? "page" : undefined}
          >
            {t(place.word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
