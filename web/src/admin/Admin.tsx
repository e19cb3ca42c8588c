import { lazy, Suspense } from "react";
import { Navigate, NavLink, Route, Routes } from "react-router";
import type { TextKey } from "@/i18n/catalogue";
import { useText } from "@/i18n/TextProvider";
import { Loading } from "@/ui";
import { Clients, Dispositions, Projects, Reasons, Skills } from "./sections/small";
import { Groups, Sites, Teams } from "./sections/people";
import { Numbers } from "./sections/Numbers";
import { Queues } from "./sections/Queues";
import { Users } from "./sections/Users";
import styles from "./admin.module.css";

const Flows = lazy(() => import("./flows/Flows"));
const Matrix = lazy(() => import("./matrix/Matrix"));
const Hours = lazy(() => import("./hours/HoursPage"));
const Owners = lazy(() => import("./sections/Owners"));
const Segments = lazy(() => import("./sections/Segments"));
const Trunks = lazy(() => import("./sections/Trunks"));
const Tokens = lazy(() => import("./sections/Tokens"));
const Settings = lazy(() => import("./sections/Settings"));
const Prompts = lazy(() => import("./sections/Prompts"));
const Mail = lazy(() => import("./sections/Mail"));
const Sms = lazy(() => import("./sections/Sms"));
const Audit = lazy(() => import("./sections/Audit"));

const PLACES: readonly { title: TextKey; places: readonly { to: string; word: TextKey }[] }[] = [
  {
    title: "admin.groupPeople",
    places: [
      { to: "users", word: "admin.users" },
      { to: "skills", word: "admin.skills" },
      { to: "matrix", word: "admin.matrix" },
      { to: "teams", word: "admin.teams" },
      { to: "sites", word: "admin.sites" },
      { to: "groups", word: "admin.groups" },
    ],
  },
  {
    title: "admin.groupCalls",
    places: [
      { to: "numbers", word: "admin.numbers" },
      { to: "flows", word: "admin.flows" },
      { to: "own-prompts", word: "speech.prompts" },
      { to: "hours", word: "admin.hours" },
      { to: "queues", word: "admin.queues" },
      { to: "segments", word: "segment.list" },
      { to: "trunks", word: "admin.trunks" },
    ],
  },
  {
    title: "admin.groupWork",
    places: [
      { to: "clients", word: "admin.clients" },
      { to: "projects", word: "admin.projects" },
      { to: "owners", word: "owner.list" },
      { to: "dispositions", word: "admin.dispositions" },
      { to: "reasons", word: "admin.reasons" },
    ],
  },
  {
    title: "admin.groupWorkspace",
    places: [
      { to: "settings", word: "admin.settings" },
      { to: "mail", word: "admin.mail" },
      { to: "sms", word: "admin.sms" },
      { to: "tokens", word: "admin.tokens" },
      { to: "audit", word: "admin.audit" },
    ],
  },
];

/** Set-up: what can be set at the left, one thing at a time at the right. */
export default function Admin() {
  const { t } = useText();
  return (
    <div className={styles["admin"]}>
      <nav className={styles["nav"]} aria-label={t("admin.navigation")}>
        {PLACES.map(({ title, places }) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            {places.map(({ to, word }) => (
              <NavLink key={to} to={`/admin/${to}`}>
                {t(word)}
              </NavLink>
            ))}
          </section>
        ))}
      </nav>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route index element={<Navigate to="users" replace />} />
          <Route path="users/:id?" element={<Users />} />
          <Route path="skills/:id?" element={<Skills />} />
          <Route path="matrix" element={<Matrix />} />
          <Route path="teams/:id?" element={<Teams />} />
          <Route path="sites/:id?" element={<Sites />} />
          <Route path="groups/:id?" element={<Groups />} />
          <Route path="numbers/:id?" element={<Numbers />} />
          <Route path="flows/:id?" element={<Flows />} />
          <Route path="own-prompts/:id?" element={<Prompts />} />
          <Route path="hours/:id?" element={<Hours />} />
          <Route path="queues/:id?" element={<Queues />} />
          <Route path="segments/:id?" element={<Segments />} />
          <Route path="trunks/:id?" element={<Trunks />} />
          <Route path="clients/:id?" element={<Clients />} />
          <Route path="projects/:id?" element={<Projects />} />
          <Route path="owners/:id?" element={<Owners />} />
          <Route path="dispositions/:id?" element={<Dispositions />} />
          <Route path="reasons/:id?" element={<Reasons />} />
          <Route path="settings" element={<Settings />} />
          <Route path="mail" element={<Mail />} />
          <Route path="sms" element={<Sms />} />
          <Route path="tokens" element={<Tokens />} />
          <Route path="audit" element={<Audit />} />
          <Route path="*" element={<Navigate to="/admin/users" replace />} />
        </Routes>
      </Suspense>
    </div>
  );
}
