import { localStorageColorSchemeManager, MantineProvider, useMantineColorScheme } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from "react-router";
import { hasChosenLanguage, isLanguage } from "@/i18n/language";
import { TextProvider, useText } from "@/i18n/TextProvider";
import { ApiProblem } from "@/protocol/api";
import type { Role } from "@/protocol/resources";
import { Loading } from "@/ui";
import { cssVariables, theme } from "@/ui/theme/theme";
import { FaultBoundary, NotFound } from "./Fault";
import { Gate } from "./Gate";
import { KeyProvider } from "./keys";
import { homeOf, useMe, useSession } from "./session";
import { Shell } from "./Shell";

// One chunk a screen: an agent's browser never fetches the board's code.
const AgentShell = lazy(() => import("@/agent/AgentShell"));
const OversightProvider = lazy(() => import("@/oversight/OversightProvider"));
const Desk = lazy(() => import("@/agent/Desk"));
const Board = lazy(() => import("@/supervisor/Board"));
const Lending = lazy(() => import("@/lending/Lending"));
const Probe = lazy(() => import("@/supervisor/probe/Probe"));
const WhatIf = lazy(() => import("@/whatif/WhatIf"));
const Conversations = lazy(() => import("@/conversations/Conversations"));
const FollowUps = lazy(() => import("@/followups/FollowUps"));
const PhoneBook = lazy(() => import("@/phonebook/PhoneBook"));
const Introductions = lazy(() => import("@/owners/Introductions"));
const PastDays = lazy(() => import("@/pastdays/PastDays"));
const Promises = lazy(() => import("@/promises/Promises"));
const Blocks = lazy(() => import("@/blocks/Blocks"));
const Announcements = lazy(() => import("@/announcements/Announcements"));
const Admin = lazy(() => import("@/admin/Admin"));
const FlowEditor = lazy(() => import("@/admin/flows/editor/FlowEditor"));
const Start = lazy(() => import("@/firstrun/Start"));
const Try = lazy(() => import("@/try/Try"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        !(error instanceof ApiProblem && error.status < 500 && error.status > 0) && failures < 2,
    },
  },
});
const schemes = localStorageColorSchemeManager({ key: "ringwell.theme" });

function SignedIn() {
  const agent = useSession().data?.agent_id;
  return (
    <Gate>
      <MyChoices />
      <Suspense fallback={<Loading />}>
        <Overseeing>{agent == null ? <Shell /> : <AgentShell />}</Overseeing>
      </Suspense>
    </Gate>
  );
}

/** Who oversees can be in on calls; an agent's browser never fetches the code for it. */
function Overseeing({ children }: { children: React.ReactNode }) {
  const { roles } = useMe();
  const oversees = roles.includes("supervisor") || roles.includes("administrator");
  return oversees ? <OversightProvider>{children}</OversightProvider> : children;
}

/** A person's language and theme follow them to another computer. */
function MyChoices() {
  const me = useMe();
  const { language, setLanguage } = useText();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const wanted = me.language ?? (hasChosenLanguage() ? undefined : me.workspace.language);
    if (isLanguage(wanted) && wanted !== language) setLanguage(wanted);
    setColorScheme(me.theme === "system" ? "auto" : me.theme);
    // Only when the server's word changes: the person may choose otherwise here and now.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [me.language, me.theme]);
  return null;
}

function Home() {
  return <Navigate to={homeOf(useMe().role)} replace />;
}

/** Opens a screen to some roles; others are sent to their own first page. The server refuses them in any case. */
function Only({ roles }: { roles: readonly Role[] }) {
  const mine = useMe().roles;
  return roles.some((role) => mine.includes(role)) ? <Screen /> : <Home />;
}

function Screen() {
  return (
    <FaultBoundary>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </FaultBoundary>
  );
}

const router = createBrowserRouter([
  { path: "/try", element: <Screen />, children: [{ index: true, element: <Try /> }] },
  {
    path: "/",
    element: <SignedIn />,
    children: [
      { index: true, element: <Home /> },
      { element: <Only roles={["agent"]} />, children: [{ path: "desk", element: <Desk /> }] },
      {
        element: <Only roles={["supervisor", "administrator"]} />,
        children: [
          { path: "board", element: <Board /> },
          { path: "who", element: <Probe /> },
          { path: "what-if", element: <WhatIf /> },
          { path: "lending", element: <Lending /> },
          { path: "blocks", element: <Blocks /> },
          { path: "announcements", element: <Announcements /> },
          { path: "introductions", element: <Introductions /> },
          { path: "past-days", element: <PastDays /> },
        ],
      },
      {
        element: <Only roles={["administrator"]} />,
        children: [
          { path: "start", element: <Start /> },
          { path: "admin/flows/:id/draw", element: <FlowEditor /> },
          { path: "admin/*", element: <Admin /> },
        ],
      },
      {
        element: <Screen />,
        children: [
          { path: "conversations/*", element: <Conversations /> },
          { path: "follow-ups", element: <FollowUps /> },
          { path: "promises", element: <Promises /> },
          { path: "phone-book", element: <PhoneBook /> },
        ],
      },
      { path: "*", element: <NotFound /> },
    ],
  },
]);

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <TextProvider>
        <QueryClientProvider client={queries}>
          <KeyProvider>
            <FaultBoundary>
              <RouterProvider router={router} />
            </FaultBoundary>
          </KeyProvider>
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>
  );
}
