import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type {
  AgentView,
  AlertView,
  CallView,
  ListeningView,
  Notice,
  PersonCommand,
  QueueView,
  RingsView,
  TodayView,
} from "@/protocol/frames";
import { setServerTime } from "@/ui/clock";
import { LiveClient, type Answer, type Connection, type Wire } from "./client";

const LiveContext = createContext<LiveClient | null>(null);
const NOTHING: Readonly<Record<string, never>> = {};

let phoneSession: string | undefined;

/** Names the phone that this page holds, for the next time the live connection is made. */
export function setPhoneSession(session: string | undefined): void {
  phoneSession = session;
}

function openSocket(): Wire {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const query = phoneSession === undefined ? "" : `?phone_session_id=${encodeURIComponent(phoneSession)}`;
  const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live${query}`);
  const wire: Wire = {
    send: (text) => socket.send(text),
    close: () => socket.close(),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  socket.onopen = () => wire.onopen?.();
  socket.onmessage = (event) => wire.onmessage?.(event);
  socket.onclose = (event) => wire.onclose?.(event);
  return wire;
}

/** The page's one live connection, from sign-in to sign-out. */
export function LiveProvider({ client, children }: { client?: LiveClient; children: React.ReactNode }) {
  const [live] = useState(
    () => client ?? new LiveClient({ connect: openSocket, onServerTime: setServerTime }),
  );
  useEffect(() => {
    const hurry = () => live.hurry();
    live.start();
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      live.stop();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useLive(): LiveClient {
  const live = use(LiveContext);
  if (live === null) throw new Error("live data outside LiveProvider");
  return live;
}

/** Keeps a topic (`desk`, `board`) in step while the component stands; true once its first snapshot is here. */
export function useTopic(topic: string): boolean {
  const live = useLive();
  useEffect(() => live.want(topic), [live, topic]);
  return useSyncExternalStore(
    useCallback((listener) => live.onChange(listener), [live]),
    () => live.topic(topic) !== undefined,
  );
}

/** Which collection holds which entity: ARCHITECTURE.md, `journeys/views.py`. */
interface Entities {
  agents: AgentView;
  calls: CallView;
  queues: QueueView;
  rings: RingsView;
  alerts: AlertView;
  listening: ListeningView;
  me: AgentView;
  today: TodayView;
}

/** A collection of a topic that some `useTopic` keeps: id → entity. The same object until something in it changes. */
export function useCollection<Name extends keyof Entities>(
  topic: string,
  collection: Name,
): Readonly<Record<string, Entities[Name]>> {
  const live = useLive();
  return useSyncExternalStore(
    useCallback((listener) => live.onChange(listener), [live]),
    () => (live.topic(topic)?.collections[collection] ?? NOTHING) as Readonly<Record<string, Entities[Name]>>,
  );
}

/** The one entity of a collection that has only one (`me`, `today`). */
export function useSingle<Name extends keyof Entities>(
  topic: string,
  collection: Name,
): Entities[Name] | undefined {
  const all = useCollection(topic, collection);
  return useMemo(() => Object.values(all)[0], [all]);
}

export function useConnection(): Connection {
  const live = useLive();
  return useSyncExternalStore(
    useCallback((listener) => live.onChange(listener), [live]),
    () => live.connection,
  );
}

/** Sends a command to the floor; the answer is undefined when it was done, else the problem. */
export function useCommand(): (command: PersonCommand) => Promise<Answer> {
  const live = useLive();
  return useCallback((command) => live.command(command), [live]);
}

/** Hears what the server tells this person now. */
export function useNotices(listener: (notice: Notice) => void): void {
  const live = useLive();
  useEffect(() => live.onNotice(listener), [live, listener]);
}
