import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { KeyProvider } from "@/app/keys";
import { Wording } from "@/i18n/catalogue";
import english from "@/i18n/text/en";
import { TextProvider } from "@/i18n/TextProvider";
import { LiveProvider } from "@/live";
import { LiveClient, type Wire } from "@/live/client";
import type { ClientFrame, PersonCommand, ServerFrame } from "@/protocol/frames";
import { PhoneProvider } from "@/softphone";
import type { PhoneEvent } from "@/softphone/machine";
import { Microphone } from "@/softphone/microphone";
import { Softphone } from "@/softphone/softphone";
import { cssVariables, theme } from "@/ui/theme/theme";
import { ToastProvider } from "@/ui/toasts";

/** A track as far as the phone looks at it. */
export class PlayedTrack extends EventTarget {
  readonly kind = "audio";
  enabled = true;
  readyState: MediaStreamTrackState = "live";
  constructor(readonly device = "built-in") {
    super();
  }
  stop(): void {
    this.readyState = "ended";
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.device };
  }
  /** As a browser does when the cable is pulled. */
  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

/** A microphone that is plugged in until the test says otherwise. */
export class PlayedMicrophone extends Microphone {
  refusal: string | undefined;
  readonly tracks: PlayedTrack[] = [];
  protected override ask(chosen: string | undefined): Promise<MediaStream> {
    if (this.refusal !== undefined) return Promise.reject(new DOMException("no", this.refusal));
    const track = new PlayedTrack(chosen);
    this.tracks.push(track);
    const stream = { getAudioTracks: () => [track], getTracks: () => [track] };
    return Promise.resolve(stream as unknown as MediaStream);
  }
}

/** A telephone without a switch: the test says what happens on the line. */
export class PlayedPhone extends Softphone {
  started = 0;
  constructor(readonly played = new PlayedMicrophone()) {
    super(
      {
        set: () => undefined,
        announce: () => Promise.resolve(),
        playTo: () => undefined,
      },
      played,
    );
  }
  override start(): void {
    this.started++;
    this.tell({ type: "started" });
    this.tell({ type: "registered" });
  }
  override stop(): void {
    this.tell({ type: "stopped" });
  }
  play(event: PhoneEvent): void {
    this.tell(event);
  }
}

/** The live server as a test plays it: what it heard, what it says. */
export class PlayedServer implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readonly commands: PersonCommand[] = [];
  /** By the kind of a command the code by which it is refused. */
  readonly refused: Record<string, string> = {};
  private seq = 0;

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.type !== "command") return;
    this.commands.push(frame.command);
    const code = this.refused[frame.command.type];
    this.say({ type: "reply", id: frame.id, problem: code === undefined ? null : { code, params: {} } });
  }
  close(): void {
    return;
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  open(): void {
    this.onopen?.();
    this.say({ type: "hello", epoch: "e1", server_time: new Date().toISOString() });
  }
  /** Shows a topic afresh. */
  show(topic: string, collections: Record<string, Record<string, unknown>>): void {
    this.say({ type: "snapshot", topic, epoch: "e1", seq: ++this.seq, collections });
  }
}

/** Answers of `/api/v1`: "GET /me" → body, or a function that sees the request's body. */
export type Answers = Record<string, unknown>;

export interface Heard {
  request: string;
  body: unknown;
  idempotencyKey: string | null;
  ifMatch: string | null;
}

export interface Stage extends RenderResult {
  server: PlayedServer;
  phone: PlayedPhone;
  heard: Heard[];
  queries: QueryClient;
}

/** Draws a screen as the app would, in English, with a played server behind it. */
export function onStage(
  screen: React.ReactNode,
  answers: Answers = {},
  before: (phone: PlayedPhone) => void = () => undefined,
): Stage {
  const server = new PlayedServer();
  const live = new LiveClient({ connect: () => server, onServerTime: () => undefined });
  const phone = new PlayedPhone();
  before(phone);
  const heard: Heard[] = [];
  vi.stubGlobal("fetch", (input: string, init?: RequestInit) => answer(input, init, answers, heard));
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const result = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <TextProvider initial={new Wording("en", english)}>
        <QueryClientProvider client={queries}>
          <KeyProvider>
            <ToastProvider>
              <MemoryRouter>
                <LiveProvider client={live}>
                  <PhoneProvider phone={phone}>{screen}</PhoneProvider>
                </LiveProvider>
              </MemoryRouter>
            </ToastProvider>
          </KeyProvider>
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>,
  );
  return { ...result, server, phone, heard, queries };
}

/** Fails when whoever has asked does not want to know any more. */
function aborted(signal?: AbortSignal | null): Promise<never> {
  return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason as Error)));
}

async function answer(
  input: string,
  init: RequestInit | undefined,
  answers: Answers,
  heard: Heard[],
): Promise<Response> {
  const path = input.replace("/api/v1", "").split("?")[0] ?? "";
  const request = `${init?.method ?? "GET"} ${path}`;
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
  const headers = new Headers(init?.headers);
  heard.push({
    request,
    body,
    idempotencyKey: headers.get("Idempotency-Key"),
    ifMatch: headers.get("If-Match"),
  });
  const value = await Promise.race([answers[request], aborted(init?.signal)]);
  if (value === undefined) return Response.json({ code: "not_found" }, { status: 404 });
  return value instanceof Response ? value.clone() : Response.json(value);
}
