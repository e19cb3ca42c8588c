import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientFrame, PersonCommand, ServerFrame } from "@/protocol/frames";
import { LiveClient, type Wire } from "./client";

class PlayedServer implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readonly heard: ClientFrame[] = [];
  closed = false;

  send(text: string): void {
    this.heard.push(JSON.parse(text) as ClientFrame);
  }
  close(): void {
    this.closed = true;
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  accept(): void {
    this.onopen?.();
    this.say({ type: "hello", epoch: "e1", server_time: "2026-11-21T12:00:00Z" });
  }
}

const READY: PersonCommand = { type: "set_presence", agent_id: "agt_1", presence: "ready" };

describe("the live client", () => {
  let servers: PlayedServer[];
  let client: LiveClient;
  let ids: number;

  const server = (): PlayedServer => {
    const last = servers.at(-1);
    if (last === undefined) throw new Error("not connected");
    return last;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    servers = [];
    ids = 0;
    client = new LiveClient({
      connect: () => {
        servers.push(new PlayedServer());
        return server();
      },
      onServerTime: () => undefined,
      random: () => 0.5,
      newId: () => `id${++ids}`,
    });
    client.start();
  });
  afterEach(() => {
    client.stop();
    vi.useRealTimers();
  });

  it("subscribes once for many, and stores my desk under the name I asked for", () => {
    client.want("desk");
    client.want("desk");
    server().accept();
    expect(server().heard).toEqual([{ type: "subscribe", topic: "desk" }]);
    server().say({
      type: "snapshot",
      topic: "desk:agt_1",
      epoch: "e1",
      seq: 3,
      collections: { me: { a: { n: 1 } } },
    });
    expect(client.topic("desk")?.collections["me"]).toEqual({ a: { n: 1 } });
  });

  it("asks for one snapshot for a burst of deltas after a gap, and again when it does not come", () => {
    client.want("board");
    server().accept();
    server().say({ type: "snapshot", topic: "board", epoch: "e1", seq: 1, collections: {} });
    for (const seq of [5, 6, 7])
      server().say({ type: "delta", topic: "board", epoch: "e1", seq, changes: [] });
    expect(server().heard.filter((frame) => frame.type === "subscribe")).toHaveLength(2);
    vi.advanceTimersByTime(1100);
    server().say({ type: "delta", topic: "board", epoch: "e1", seq: 8, changes: [] });
    expect(server().heard.filter((frame) => frame.type === "subscribe")).toHaveLength(3);
  });

  it("sends an unanswered command again under the same id after the connection was lost", async () => {
    server().accept();
    const answer = client.command(READY);
    server().onclose?.({ code: 1006 });
    expect(client.connection.state).toBe("lost");
    vi.advanceTimersByTime(300);
    server().accept();
    expect(servers).toHaveLength(2);
    expect(server().heard).toEqual([{ type: "command", id: "id1", command: READY }]);
    server().say({ type: "reply", id: "id1" });
    await expect(answer).resolves.toBeUndefined();
    expect(client.connection.state).toBe("live");
  });

  it("keeps a command given while offline and sends it when the connection is there", () => {
    void client.command(READY);
    expect(server().heard).toEqual([]);
    server().accept();
    expect(server().heard).toHaveLength(1);
  });

  it("tells of a problem, and of no answer at all", async () => {
    server().accept();
    const refused = client.command(READY);
    server().say({ type: "reply", id: "id1", problem: { code: "no_phone", params: {} } });
    await expect(refused).resolves.toEqual({ code: "no_phone", params: {} });
    const silent = client.command(READY);
    vi.advanceTimersByTime(15_000);
    await expect(silent).resolves.toEqual({ code: "no_answer" });
  });

  it("waits longer after each failure", () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 5; failure++) {
      const before = servers.length;
      server().onclose?.({ code: 1006 });
      let waited = 0;
      while (servers.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([200, 500, 1000, 2000, 4000]);
  });

  it("drops a connection that has gone silent", () => {
    server().accept();
    const first = server();
    vi.advanceTimersByTime(60_000);
    expect(first.closed).toBe(true);
    expect(servers.length).toBeGreaterThan(1);
  });

  it("marks figures as old while the brain is away, and live after its hello", () => {
    server().accept();
    server().say({ type: "away", since: "2026-11-21T12:00:05Z" });
    expect(client.connection).toEqual({ state: "away", since: Date.parse("2026-11-21T12:00:05Z") });
    server().say({ type: "hello", epoch: "e2", server_time: "2026-11-21T12:00:09Z" });
    expect(client.connection.state).toBe("live");
  });

  it("does not reconnect when the session has ended", () => {
    server().accept();
    server().onclose?.({ code: 4401 });
    vi.advanceTimersByTime(60_000);
    expect(servers).toHaveLength(1);
    expect(client.connection.state).toBe("refused");
  });
});
