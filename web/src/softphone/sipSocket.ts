import type { Socket } from "jssip/lib/Socket";

/**
 * The SIP socket of one page. JsSIP's own says goodbye for every call when it is stopped; a page that has lost the
 * phone to another tab, or is being closed, must not: `silence` cuts the line without a word.
 */
export class SipSocket implements Socket {
  via_transport: string;
  readonly sip_uri: string;
  private socket: WebSocket | undefined;
  private silent = false;

  constructor(
    readonly url: string,
    host: string,
  ) {
    const scheme = url.startsWith("wss:") ? "wss" : "ws";
    this.via_transport = scheme.toUpperCase();
    this.sip_uri = `sip:${host};transport=${scheme}`;
  }

  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;

  connect(): void {
    if (this.silent) return;
    this.drop();
    const socket = new WebSocket(this.url, "sip");
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.onconnect();
    socket.onclose = (event) => this.ondisconnect(!event.wasClean, event.code, event.reason);
    socket.onmessage = (event) => this.ondata(event.data);
    this.socket = socket;
  }

  disconnect(): void {
    this.drop();
  }

  send(message: Parameters<WebSocket["send"]>[0]): boolean {
    if (this.silent || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(message);
    return true;
  }

  isConnected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.socket?.readyState === WebSocket.CONNECTING;
  }

  silence(): void {
    this.silent = true;
    this.drop();
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }
}
