import type { ClientFrame, Notice, PersonCommand, Problem, ServerFrame } from "@/protocol/frames";
import { takeDelta, takeSnapshot, type Step, type TopicState } from "./topic";

/** The part of a WebSocket the client uses, so that a test can play the server. */
export interface Wire {
  send: (text: string) => void;
  close: () => void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

/** `live`: figures are true. `away`: the server's brain is away, `lost`: no connection; figures are as of `since`. */
export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "away"; since: number }
  | { state: "lost"; since: number }
  /** The session ended: sign in again. */
  | { state: "refused" };

export interface LiveOptions {
  connect: () => Wire;
  /** Called with the server's time in milliseconds. */
  onServerTime: (milliseconds: number) => void;
  newId?: () => string;
  now?: () => number;
  random?: () => number;
}

/** What came of a command: undefined when done, else why not. */
export type Answer = Problem | undefined;

interface Pending {
  frame: ClientFrame;
  done: (answer: Answer) => void;
  timer: ReturnType<typeof setTimeout>;
}

const PING_EVERY = 10_000;
const SILENCE_LIMIT = 25_000;
const COMMAND_LIMIT = 15_000;
const RESYNC_EVERY = 1_000;
const BACKOFF = [200, 500, 1_000, 2_000, 4_000, 8_000] as const;
const SESSION_ENDED = 4401;

/** One connection for a page: topics kept in step with the server, commands answered once, reconnecting for ever. */
export class LiveClient {
  private wire: Wire | undefined;
  private open = false;
  private failures = 0;
  private stopped = true;
  private lastHeard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private pinger: ReturnType<typeof setInterval> | undefined;
  private connection_: Connection = { state: "connecting" };
  private readonly topics = new Map<string, TopicState>();
  private readonly wanted = new Map<string, number>();
  private readonly resyncing = new Map<string, number>();
  private readonly pending = new Map<string, Pending>();
  private readonly changeListeners = new Set<() => void>();
  private readonly noticeListeners = new Set<(notice: Notice) => void>();
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly newId: () => string;

  constructor(private readonly options: LiveOptions) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.newId = options.newId ?? (() => crypto.randomUUID());
  }

  get connection(): Connection {
    return this.connection_;
  }

  topic(name: string): TopicState | undefined {
    return this.topics.get(name);
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.pinger = setInterval(() => this.checkSilence(), PING_EVERY);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    clearInterval(this.pinger);
    this.dropWire();
  }

  /** Reconnects at once instead of waiting for the next try: the network is back, the page was woken. */
  hurry(): void {
    if (this.stopped || this.open) return;
    clearTimeout(this.retry);
    this.dropWire();
    this.connect();
  }

  /** Wants a topic until the returned function is called; shared by all who want it. */
  want(topic: string): () => void {
    this.wanted.set(topic, (this.wanted.get(topic) ?? 0) + 1);
    if (this.wanted.get(topic) === 1) this.send({ type: "subscribe", topic });
    return () => {
      const left = (this.wanted.get(topic) ?? 1) - 1;
      if (left > 0) {
        this.wanted.set(topic, left);
        return;
      }
      this.wanted.delete(topic);
      this.topics.delete(topic);
      this.send({ type: "unsubscribe", topic });
    };
  }

  /**
   * Sends a command. While the connection is being restored it is sent again under the same id, so that it is done
   * once; after 15 s without an answer the answer is the problem `no_answer`.
   */
  command(command: PersonCommand): Promise<Answer> {
    const id = this.newId();
    const frame: ClientFrame = { type: "command", id, command };
    return new Promise((done) => {
      const timer = setTimeout(() => this.answer(id, { code: "no_answer" }), COMMAND_LIMIT);
      this.pending.set(id, { frame, done, timer });
      this.send(frame);
    });
  }

  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.noticeListeners.add(listener);
    return () => this.noticeListeners.delete(listener);
  }

  private connect(): void {
    const wire = this.options.connect();
    this.wire = wire;
    this.lastHeard = this.now();
    wire.onopen = () => this.opened();
    wire.onmessage = (event) => {
      if (typeof event.data === "string") this.heard(JSON.parse(event.data) as ServerFrame);
    };
    wire.onclose = (event) => this.closed(event.code);
  }

  private opened(): void {
    this.open = true;
    for (const topic of this.wanted.keys()) this.send({ type: "subscribe", topic });
    for (const { frame } of this.pending.values()) this.send(frame);
  }

  private closed(code: number): void {
    this.dropWire();
    if (this.stopped) return;
    if (code === SESSION_ENDED) {
      this.stop();
      this.setConnection({ state: "refused" });
      return;
    }
    if (this.connection_.state === "live" || this.connection_.state === "connecting")
      this.setConnection({ state: "lost", since: this.now() });
    const step = BACKOFF[Math.min(this.failures++, BACKOFF.length - 1)] ?? 8_000;
    this.retry = setTimeout(() => this.connect(), step * (0.75 + this.random() / 2));
  }

  private dropWire(): void {
    this.open = false;
    const wire = this.wire;
    this.wire = undefined;
    if (wire === undefined) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    wire.close();
  }

  private checkSilence(): void {
    if (!this.open) return;
    if (this.now() - this.lastHeard > SILENCE_LIMIT) this.closed(0);
    else this.send({ type: "ping" });
  }

  private heard(frame: ServerFrame): void {
    this.lastHeard = this.now();
    switch (frame.type) {
      case "hello":
        this.failures = 0;
        this.options.onServerTime(Date.parse(frame.server_time));
        this.setConnection({ state: "live" });
        return;
      case "pong":
        this.options.onServerTime(Date.parse(frame.server_time));
        return;
      case "away":
        this.setConnection({ state: "away", since: Date.parse(frame.since) });
        return;
      case "snapshot":
        this.step(frame.topic, takeSnapshot(this.topics.get(this.name(frame.topic)), frame));
        return;
      case "delta":
        this.step(frame.topic, takeDelta(this.topics.get(this.name(frame.topic)), frame));
        return;
      case "reply":
        this.answer(frame.id, frame.problem ?? undefined);
        return;
      case "notice":
        for (const listener of this.noticeListeners) listener(frame);
    }
  }

  /** The edge calls my topic `desk:agt_…`; the page wanted `desk`. */
  private name(topic: string): string {
    return this.wanted.has(topic) ? topic : (topic.split(":")[0] ?? topic);
  }

  private step(serverName: string, step: Step): void {
    const topic = this.name(serverName);
    if (!this.wanted.has(topic)) return;
    if (step.outcome === "gap") this.resync(topic);
    if (step.outcome !== "applied" || step.state === undefined) return;
    this.resyncing.delete(topic);
    this.topics.set(topic, step.state);
    this.changed();
  }

  /** Asks for a snapshot, once for a burst of deltas that no longer fit. */
  private resync(topic: string): void {
    const asked = this.resyncing.get(topic);
    if (asked !== undefined && this.now() - asked < RESYNC_EVERY) return;
    this.resyncing.set(topic, this.now());
    this.send({ type: "subscribe", topic });
  }

  private answer(id: string, answer: Answer): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    clearTimeout(pending.timer);
    pending.done(answer);
  }

  private send(frame: ClientFrame): void {
    if (this.open) this.wire?.send(JSON.stringify(frame));
  }

  private setConnection(connection: Connection): void {
    this.connection_ = connection;
    this.changed();
  }

  private changed(): void {
    for (const listener of this.changeListeners) listener();
  }
}
