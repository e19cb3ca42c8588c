import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { unsentHere } from "@/app/typed";
import type { FlowDocument } from "@/protocol/configuration";
import { emptyFlow, type Opened } from "./load";
import { useDraft, type Draft } from "./useDraft";

const EMPTY = emptyFlow("Shop", "en");

/** A server that keeps one drawing. What it is asked while it is slow it answers when the test says so. */
class Drawings {
  revision = 0;
  document: FlowDocument = EMPTY;
  slow = false;
  /** Of each save the revision that it began from. */
  readonly saves: number[] = [];
  private waiting: (() => void)[] = [];

  readonly fetch = async (_: string, init?: RequestInit): Promise<Response> => {
    const seen = this.reply();
    if (this.slow) await new Promise<void>((go) => this.waiting.push(go));
    return init?.method === "PUT" ? this.save(init) : seen;
  };

  /** Answers what it has been asked so far. */
  async answer(): Promise<void> {
    this.slow = false;
    const waiting = this.waiting.splice(0);
    await act(async () => {
      for (const go of waiting) go();
      await vi.advanceTimersByTimeAsync(0);
    });
  }

  private save(init: RequestInit): Response {
    const from = Number(new Headers(init.headers).get("If-Match")?.replaceAll('"', ""));
    this.saves.push(from);
    if (from !== this.revision) return Response.json({ code: "version_conflict" }, { status: 412 });
    this.revision += 1;
    this.document = (JSON.parse(init.body as string) as { document: FlowDocument }).document;
    return this.reply();
  }

  private reply(): Response {
    const { revision, document } = this;
    return Response.json({ revision, base: 0, document, saved_by: "Anna" });
  }
}

function opened(): Opened {
  return {
    head: { name: "Shop" } as Opened["head"],
    published: null,
    stored: { revision: 0, base: 0, document: EMPTY, savedBy: null },
    unsaved: null,
  };
}

function drawing(): { server: Drawings; draft: () => Draft; draw: (name: string) => void } {
  const server = new Drawings();
  vi.stubGlobal("fetch", server.fetch);
  const begun = opened();
  const { result } = renderHook(() => useDraft("usr_1", "flow_1", begun));
  const draw = (name: string) => act(() => result.current.history.set((now) => ({ ...now, name })));
  return { server, draft: () => result.current, draw };
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("saves one after the other, however many wait for a slow save", async () => {
  const { server, draft, draw } = drawing();
  server.slow = true;
  draw("one");
  const first = draft().flush();
  draw("two");
  const others = [draft().flush(), draft().flush()];
  await server.answer();
  await act(() => Promise.all([first, ...others]));

  expect(server.saves).toEqual([0, 1]);
  expect(draft().conflict).toBeNull();
  expect(draft().saving).toBe("saved");
  expect(server.document.name).toBe("two");
});

it("is sent before whoever draws signs out", async () => {
  const { server, draw } = drawing();
  draw("mine");
  await act(() => unsentHere()());
  expect(server.document.name).toBe("mine");
  expect(localStorage.length).toBe(0);
});

it("does not take what it saved itself for somebody else's", async () => {
  const { server, draft, draw } = drawing();
  server.slow = true;
  await act(() => vi.advanceTimersByTimeAsync(10_000)); // it looks whether somebody else has drawn
  server.slow = false;
  draw("mine");
  await act(() => draft().flush());
  await server.answer(); // how it was before the save

  expect(draft().history.now.name).toBe("mine");
  expect([draft().conflict, draft().cameIn]).toEqual([null, null]);
});

it("tells that somebody else was quicker, and loses nothing", async () => {
  const { server, draft, draw } = drawing();
  server.revision = 1;
  server.document = { ...EMPTY, name: "theirs" };
  draw("mine");
  await act(() => draft().flush());

  expect(draft().conflict?.theirs.document.name).toBe("theirs");
  expect(draft().history.now.name).toBe("mine");
});
