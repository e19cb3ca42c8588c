import JsSIP from "jssip";
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent, UA } from "jssip/lib/UA";
import type { EndEvent, RTCSession } from "jssip/lib/RTCSession";
import type { IncomingResponse } from "jssip/lib/SIPMessage";
import type { PhoneAccount } from "@/protocol/resources";
import { SILENT, step, type Effect, type PhoneEvent, type PhoneState } from "./machine";
import { listDevices, Microphone, rememberChoice, storedChoice, type DeviceChoice } from "./microphone";
import { rememberMute, wasMuted } from "./mute";
import { Ringer } from "./ringer";
import { SipSocket } from "./sipSocket";

/** Candidates that come after the first are waited for this long: a host candidate is enough on a local network. */
const GATHERING = 150;
/** What the switch sends back as it hears it. */
const ECHO = "echo";
/** So long the switch may take to answer. */
const ECHO_TIMEOUT = 8_000;
const HEADERS = {
  autoAnswer: "X-Ringwell-Auto-Answer",
  offer: "X-Ringwell-Offer",
  interaction: "X-Ringwell-Interaction",
} as const;

/** Why a call that was answered did not come about, when the browser is to blame. */
const BROKEN = new Set<string>([JsSIP.C.causes.WEBRTC_ERROR, JsSIP.C.causes.BAD_MEDIA_DESCRIPTION]);

/** A call to the switch's echo: what comes back, and the way to end it. */
export interface Echo {
  stream: MediaStream;
  end: () => void;
}

/** Drives JsSIP by the machine's decisions, and tells the machine what happened. One for a page. */
export class Softphone {
  private state_: PhoneState = SILENT;
  private ua: UA | undefined;
  private socket: SipSocket | undefined;
  private account: PhoneAccount | undefined;
  protected readonly sessions = new Map<string, RTCSession>();
  private readonly listeners = new Set<() => void>();
  private readonly audio = new Audio();
  private choice_ = storedChoice();
  /** This phone may be rung: then it is registered only while there is a microphone to answer with. */
  private rung = false;
  /** Another microphone is being looked for since the last one went. */
  private searching = false;
  private endEcho: (() => void) | undefined;

  constructor(
    private readonly ringer: Pick<Ringer, "set" | "announce" | "playTo"> = new Ringer(),
    readonly microphone = new Microphone(),
  ) {
    this.audio.autoplay = true;
    void this.playTo(this.choice_.speaker);
    this.ringAt(this.choice_.ringer);
    this.microphone.subscribe(() => this.microphoneChanged());
    const media = navigator.mediaDevices as MediaDevices | undefined;
    media?.addEventListener("devicechange", () => void this.devicesChanged());
  }

  /** The devices chosen at this computer. The same object until another is chosen. */
  get choice(): DeviceChoice {
    return this.choice_;
  }

  get state(): PhoneState {
    return this.state_;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes the account the server gave to this page. One that is rung registers only while its microphone is open. */
  start(account: PhoneAccount, { rung }: { rung: boolean }): void {
    this.stop();
    this.account = account;
    this.rung = rung;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new SipSocket(`${scheme}://${location.host}${account.ws_path}`, location.host);
    const ua = new JsSIP.UA({
      // JsSIP asks for the methods, not for the class.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      sockets: [this.socket],
      uri: account.uri,
      authorization_user: account.endpoint,
      password: account.password,
      register: false, // `join` does it
      register_expires: 120,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 5,
      user_agent: "Ringwell",
    });
    this.listen(ua);
    this.ua = ua;
    this.tell({ type: "started" });
    ua.start();
  }

  /** Lets the line go without a goodbye: calls go on elsewhere. */
  stop(): void {
    this.socket?.silence();
    const ua = this.ua;
    this.ua = this.socket = undefined;
    ua?.stop();
    this.sessions.clear();
    this.tell({ type: "stopped" });
  }

  answer = (): void => this.tell({ type: "answer_asked" });
  hangUp = (): void => this.tell({ type: "hang_up_asked" });
  setMuted = (muted: boolean): void => this.tell({ type: "mute_asked", muted });
  setAutoAnswer = (on: boolean): void => this.tell({ type: "auto_answer_set", on });

  /** Calls a number (the /try phone); nothing while there is a call. */
  dial = (number: string): void => this.tell({ type: "dial_asked", id: crypto.randomUUID(), number });

  private async call(id: string, number: string): Promise<void> {
    const stream = this.microphone.stream ?? (await this.reopenMicrophone());
    if (this.state_.call?.id !== id) return; // hung up meanwhile
    if (stream === undefined || this.ua === undefined || this.account === undefined) {
      this.tell({ type: "dial_failed", id });
      return;
    }
    const domain = this.account.uri.split("@")[1] ?? location.hostname;
    this.ua.call(`sip:${number}@${domain}`, { mediaStream: stream, pcConfig: this.ice() });
  }

  /** Lets one hear oneself back from the switch; undefined where no sound comes. A call that rings ends it, and nothing is told of it. */
  async echo(): Promise<Echo | undefined> {
    const stream = this.microphone.stream ?? (await this.reopenMicrophone());
    if (stream === undefined || this.ua === undefined || this.account === undefined) return undefined;
    const domain = this.account.uri.split("@")[1] ?? location.hostname;
    const session = this.ua.call(`sip:${ECHO}@${domain}`, { mediaStream: stream, pcConfig: this.ice() });
    const end = (): void => {
      if (!session.isEnded()) session.terminate();
    };
    this.endEcho = end;
    const back = await new Promise<MediaStream | undefined>((resolve) => {
      session.on("failed", () => resolve(undefined));
      session.on("ended", () => resolve(undefined));
      session.on("confirmed", () => resolve(streamOf(session.connection)));
      setTimeout(() => resolve(undefined), ECHO_TIMEOUT);
    });
    if (back === undefined) end();
    return back && { stream: back, end };
  }

  /** A key of the keypad, as the far end's menu hears it. */
  sendKey(key: string): void {
    const session = this.sessions.get(this.state_.call?.id ?? "");
    if (session?.isEstablished() === true)
      session.sendDTMF(key, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833, duration: 120 });
  }

  /** Another microphone, also in the middle of a call. */
  async useMicrophone(id: string): Promise<void> {
    this.choose({ ...this.choice_, microphone: id });
    await this.reopenMicrophone();
  }

  async useSpeaker(id: string): Promise<void> {
    this.choose({ ...this.choice_, speaker: id });
    await this.playTo(id);
  }

  /** Where calls ring; undefined: at the speaker. */
  useRinger(id: string | undefined): void {
    this.choose({ ...this.choice_, ringer: id });
    this.ringAt(id ?? this.choice_.speaker);
  }

  /** One short tone where calls ring. */
  announce(): Promise<void> {
    return this.ringer.announce();
  }

  /** Opens the chosen microphone, or the usual one, and puts it into the call; undefined when there is none. */
  async reopenMicrophone(): Promise<MediaStream | undefined> {
    const stream = await this.microphone.open(this.choice_.microphone);
    const track = stream?.getAudioTracks()[0];
    if (track === undefined) return undefined;
    for (const session of this.sessions.values()) {
      // A call that only rings has no connection yet, whatever its types say.
      const connection = session.connection as RTCPeerConnection | null;
      for (const sender of connection?.getSenders() ?? []) await sender.replaceTrack(track);
    }
    return stream;
  }

  private choose(choice: DeviceChoice): void {
    this.choice_ = choice;
    rememberChoice(choice);
    for (const listener of this.listeners) listener();
  }

  private microphoneChanged(): void {
    // Unplugged: the computer may have another; what was plugged in again is found by `devicesChanged`.
    if (this.microphone.state === "missing" && !this.searching) {
      this.searching = true;
      void this.reopenMicrophone();
    } else if (this.microphone.state === "open") this.searching = false;
    this.join();
  }

  /** The chosen devices are taken again when they come back. */
  private async devicesChanged(): Promise<void> {
    const { microphones, speakers } = await listDevices();
    const { microphone, speaker, ringer } = this.choice_;
    const back = microphone !== this.microphone.device && microphones.some(({ id }) => id === microphone);
    if (this.microphone.state === "missing" || (this.microphone.state === "open" && back))
      await this.reopenMicrophone();
    // Unplugged: the sound goes on at the computer's usual one.
    const there = (wanted: string): string => (speakers.some(({ id }) => id === wanted) ? wanted : "");
    if (speaker !== undefined) await this.playTo(there(speaker));
    if (ringer !== undefined) this.ringAt(there(ringer));
  }

  /** Registers the phone, or takes it off, as its microphone comes and goes. */
  private join(): void {
    if (this.ua === undefined) return;
    const { state } = this.microphone;
    if (!this.rung || state === "open") {
      if (this.ua.isConnected() && !this.ua.isRegistered()) this.ua.register();
    } else if (state === "denied" || state === "missing") this.ua.unregister();
  }

  /** An account given up may still speak for two seconds: only the present one is heard. */
  private listen(ua: UA): void {
    const heard = (event: PhoneEvent): void => {
      if (this.ua === ua) this.tell(event);
    };
    ua.on("connected", () => {
      if (this.ua === ua) this.join();
    });
    ua.on("disconnected", () => heard({ type: "socket_lost" }));
    ua.on("unregistered", () => heard({ type: "unregistered" }));
    ua.on("registered", () => heard({ type: "registered" }));
    ua.on("registrationFailed", (event) => {
      const response = event.response as IncomingResponse | null;
      heard({ type: "registration_refused", status: response?.status_code ?? 0 });
    });
    ua.on("newRTCSession", (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => this.met(event));
  }

  private async playTo(speaker: string | undefined): Promise<void> {
    if (speaker === undefined) return;
    if (this.choice_.ringer === undefined) this.ringer.playTo(speaker);
    if (!("setSinkId" in this.audio)) return;
    try {
      await this.audio.setSinkId(speaker);
    } catch {
      await this.audio.setSinkId(""); // unplugged since: the usual one
    }
  }

  private ringAt(ringer: string | undefined): void {
    if (ringer !== undefined) this.ringer.playTo(ringer);
  }

  protected tell(event: PhoneEvent): void {
    const { state, effects } = step(this.state_, event);
    this.state_ = state;
    for (const effect of effects) this.perform(effect);
    for (const listener of this.listeners) listener();
  }

  private perform(effect: Effect): void {
    switch (effect.do) {
      case "ring":
        this.ringer.set(effect.on);
        return;
      case "set_microphone":
        this.microphone.setOpen(effect.open);
        return;
      case "answer":
        void this.accept(effect.id);
        return;
      case "announce_and_answer":
        void this.ringer.announce().then(() => this.accept(effect.id));
        return;
      case "dial":
        void this.call(effect.id, effect.number);
        return;
      case "remember_mute":
        rememberMute(effect.interactionId, effect.muted);
        return;
      case "refuse_busy":
        this.end(effect.id, 486);
        return;
      case "hang_up":
        this.end(effect.id, 480);
        return;
      case "renew":
        this.sessions.get(effect.id)?.renegotiate();
    }
  }

  private async accept(id: string): Promise<void> {
    const stream = this.microphone.stream ?? (await this.reopenMicrophone());
    const session = this.sessions.get(id);
    if (session === undefined || session.isEnded()) return;
    if (stream === undefined) {
      this.tell({ type: "answer_failed", id, why: "microphone" });
      // Without a microphone the caller would hear nothing: the next agent is better.
      this.end(id, 480);
      return;
    }
    session.answer({ mediaStream: stream, pcConfig: this.ice() });
  }

  private end(id: string, status: number): void {
    const session = this.sessions.get(id);
    if (session !== undefined && !session.isEnded()) session.terminate({ status_code: status });
  }

  private ice(): RTCConfiguration {
    const servers = this.account?.ice_servers ?? [];
    // A server without a name and password must be given without them: null would be taken as a name.
    return {
      iceServers: servers.map(({ urls, username, credential }) =>
        username == null || credential == null ? { urls } : { urls, username, credential },
      ),
    };
  }

  private met({ session, request }: IncomingRTCSessionEvent | OutgoingRTCSessionEvent): void {
    const id = session.id;
    const outgoing = (session.direction as string) !== "incoming";
    if (outgoing && session.remote_identity.uri.user === ECHO) {
      this.carry(session);
      return;
    }
    this.endEcho?.();
    this.sessions.set(id, session);
    this.follow(id, session);
    if (outgoing) {
      this.tell({ type: "dialled", id, number: session.remote_identity.uri.user });
      return;
    }
    const header = (name: string): string | undefined =>
      request.hasHeader(name) ? request.getHeader(name) : undefined;
    const interactionId = header(HEADERS.interaction);
    this.tell({
      type: "incoming",
      autoAnswer: header(HEADERS.autoAnswer) !== undefined,
      wasMuted: wasMuted(interactionId),
      call: {
        id,
        number: session.remote_identity.uri.user,
        // Undefined, whatever its types say, where the caller has no name.
        name: session.remote_identity.display_name || "",
        offerId: header(HEADERS.offer),
        interactionId,
      },
    });
  }

  private follow(id: string, session: RTCSession): void {
    this.carry(session);
    session.on("confirmed", () => this.tell({ type: "established", id }));
    const over = (event: EndEvent): void => {
      if (BROKEN.has(event.cause)) this.tell({ type: "answer_failed", id, why: "line" });
      this.sessions.delete(id);
      this.tell({ type: "ended", id, status: statusOf(event.message) });
    };
    session.on("ended", over);
    session.on("failed", over);
  }

  /** Plays what comes, and does not wait for all ways there could be. */
  private carry(session: RTCSession): void {
    session.on("peerconnection", ({ peerconnection }) => this.hear(peerconnection));
    // Of an own call the connection is there before anybody can listen for it.
    if ((session.connection as RTCPeerConnection | null) !== null) this.hear(session.connection);
    let gathering = false;
    session.on("icecandidate", ({ ready }) => {
      if (!gathering) setTimeout(ready, GATHERING);
      gathering = true;
    });
  }

  private hear(connection: RTCPeerConnection): void {
    connection.addEventListener("track", (event) => {
      this.audio.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void this.audio.play().catch(() => undefined); // begins with the first gesture on the page
    });
  }
}

/** What comes in by a connection. */
function streamOf(connection: RTCPeerConnection): MediaStream {
  return new MediaStream(connection.getReceivers().map(({ track }) => track));
}

/** The SIP status a call ended with; 0 for a goodbye, and when nothing came. */
function statusOf(message: object | null): number {
  return message !== null && "status_code" in message && typeof message.status_code === "number"
    ? message.status_code
    : 0;
}
