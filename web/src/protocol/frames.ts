import type {
  Away,
  Command,
  Delta,
  Hello,
  Notice,
  Ping,
  Pong,
  Reply,
  Snapshot,
  Subscribe,
  Unsubscribe,
} from "./live.gen";

export type ClientFrame = Subscribe | Unsubscribe | Command | Ping;
export type ServerFrame = Hello | Snapshot | Delta | Reply | Notice | Away | Pong;
export type PersonCommand = Command["command"];

export type {
  AgentView,
  AlertView,
  CallView,
  Delta,
  ListeningView,
  Notice,
  Problem,
  Put,
  QueueView,
  Remove,
  RingsView,
  Snapshot,
  TodayView,
} from "./live.gen";
