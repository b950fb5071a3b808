import { ChatClient } from "../../src/chatClient.js";
import type { ChatClientOptions } from "../../src/chatClientOptions.js";
import type { Entry } from "../../src/entry.js";
import type { Content } from "../../src/outgoing.js";
import type { ChannelInfo, ErrorBody } from "../../src/protocol.js";
import type { Transport, TransportEvents } from "../../src/transport.js";
import { CHANNEL, EPOCH, entry, other, pageOf } from "./entries.js";
import { append } from "./referenceLog.js";
import { FakeReading } from "./fakeReading.js";
import { VirtualTime } from "./virtualTime.js";

export const RECONNECT_WINDOW_MS = 4_000;

/** A user event as the service got it: its name, and its data. */
export type SendData = Content & { readonly channelId: string; readonly clientId: string; readonly after: number };

/** A request the service got. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly body: unknown;
}

/** A connection somebody opened to the fake service. */
export class FakeConnection implements Transport {
  readonly events: TransportEvents;
  readonly sends: SendData[] = [];
  isClosed = false;
  readonly #service: FakeService;

  constructor(service: FakeService, events: TransportEvents) {
    this.#service = service;
    this.events = events;
  }

  async open(): Promise<void> {
    await Promise.resolve();
    if (this.#service.isSocketRefused) {
      throw new Error("Failed to start WebSocket: 1006");
    }

    // The word comes in a frame of its own, after the socket is open.
    queueMicrotask(() => {
      if (!this.#service.isSilent && !this.isClosed) {
        this.events.connected();
      }
    });
  }

  async sendEvent(event: string, data: object): Promise<void> {
    const send = { event, ...data } as SendData;
    this.sends.push(send);
    this.#service.onSend(send, this);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** The back-end as docs/protocol.md describes it, in memory, for Ann; with everything a test wants to break. */
export class FakeService {
  readonly time: VirtualTime;
  readonly requests: SeenRequest[] = [];
  readonly connections: FakeConnection[] = [];
  readonly logs = new Map<string, Entry[]>([[CHANNEL, []]]);
  channels: ChannelInfo[] = [group(CHANNEL)];
  moreChannels = false;
  /** Cursors and what the list says of the channels. */
  readonly reading = new FakeReading();
  epoch = EPOCH;
  isSocketRefused = false;
  /** Sockets open, but the word that the connection stands never comes. */
  isSilent = false;
  /** Answers a request instead of the service; `undefined` leaves it to the service. */
  intercept: (request: SeenRequest) => Response | Promise<Response> | undefined = () => undefined;
  onSend: (data: SendData, connection: FakeConnection) => void = (data, connection) => this.accept(data, connection);

  constructor(seed = 1) {
    this.time = new VirtualTime(seed);
  }

  get connection(): FakeConnection {
    return this.connections.at(-1)!;
  }

  client(options: Partial<ChatClientOptions> = {}): ChatClient {
    return new ChatClient({
      apiUrl: "http://api.test/api/",
      getToken: () => "ann's token",
      environment: this.time,
      fetch: (input, init) => this.#fetch(String(input), init ?? {}),
      transport: (_url, events) => {
        this.connections.push(new FakeConnection(this, events));
        return this.connection;
      },
      ...options,
    });
  }

  /** Stores an entry without telling anybody. */
  write(text: string, part: Partial<Entry> = {}): Entry {
    const log = this.logs.get(part.channelId ?? CHANNEL)!;
    return append(log, entry((log.at(-1)?.seq ?? 0) + 1, { text, ...part }));
  }

  /** Stores an entry of another kind than `message`, without telling anybody. */
  writeOther(kind: string, part: Partial<Entry> = {}): Entry {
    const log = this.logs.get(part.channelId ?? CHANNEL)!;
    return append(log, other((log.at(-1)?.seq ?? 0) + 1, kind, part));
  }

  broadcast(...written: Entry[]): void {
    this.connection.events.frame(entriesFrame(...written));
  }

  /** Stores a send, tells its entry, and answers `sent`. */
  accept(data: SendData, connection: FakeConnection): void {
    const written = this.storeSend(data);
    connection.events.frame(entriesFrame(written));
    connection.events.frame(sentFrame(written));
  }

  storeSend({ event, channelId, clientId, after: _, ...content }: SendData): Entry {
    const known = this.logs.get(channelId)!.find((one) => one.senderId === "ann" && one.clientId === clientId);
    return known ?? this.writeOther(event, { channelId, clientId, senderId: "ann", ...content });
  }

  /** Paths asked for, without the API's prefix. */
  paths(start = ""): string[] {
    return this.requests.map(({ path }) => path).filter((path) => path.startsWith(start));
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(url);
    const request: SeenRequest = {
      method: init.method ?? "GET",
      path: pathname.replace(/^\/api/, "") + search,
      token: new Headers(init.headers).get("authorization"),
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
    };
    this.requests.push(request);
    await Promise.resolve();
    return (await this.intercept(request)) ?? this.#answer(request);
  }

  #answer({ path, body }: SeenRequest): Response {
    const [, resource, id = "", rest = ""] = path.split(/[/?]/);
    if (resource === "negotiate") {
      return json({ ...negotiation, epoch: this.epoch });
    }

    if (path === "/me/channels") {
      const channels = this.channels.map((channel) => this.reading.listed(channel, this.logs.get(channel.channelId) ?? []));
      return json({ channels, more: this.moreChannels });
    }

    if (rest === "read") {
      return json(this.reading.move(id, (body as { seq: number }).seq, this.logs.get(id) ?? []));
    }

    if (rest === "reads") {
      return json({ reads: this.reading.reads(id), more: false });
    }

    if (resource === "users") {
      return id === "bob" ? json({ userId: id, displayName: "Bob" }) : refusal(404, { code: "not_found", message: "" });
    }

    if (path === "/channels") {
      return this.#create(body as { kind: string; members: string[]; name: string });
    }

    return this.#page(id, rest, new URLSearchParams(path.split("?")[1]));
  }

  #create({ kind, members, name }: { kind: string; members: string[]; name: string }): Response {
    const made = kind === "direct" ? direct(`with-${members[0]}`, members[0]!) : { ...group("new-group"), name };
    this.channels.push(made);
    this.logs.set(made.channelId, []);
    return json(made, 201);
  }

  #page(channelId: string, rest: string, query: URLSearchParams): Response {
    const log = this.logs.get(channelId);
    if (log === undefined || rest !== "entries") {
      return refusal(404, { code: "not_found", message: "No such channel." });
    }

    const asked = [...query].map(([name, value]) => [name, value === "true" ? true : Number(value)] as const);
    const isReset =
      (query.has("epoch") && query.get("epoch") !== this.epoch) ||
      Number(query.get("after")) > (log.at(-1)?.seq ?? 0);
    const page = pageOf(log, isReset ? {} : Object.fromEntries(asked), this.epoch);
    return json({ ...page, channelId, ...(isReset && { reset: true }) });
  }
}

const negotiation = {
  userId: "ann",
  displayName: "Ann",
  url: "ws://service.test/client/hubs/chat?access_token=x",
  expiresAt: "2026-11-24T10:30:00.000Z",
  reconnectWindowMs: RECONNECT_WINDOW_MS,
  limits: { messageCharacters: 20, pageSize: 200, groupMembers: 100, metadataBytes: 64 },
};

export function entriesFrame(...written: Entry[]): object {
  return { type: "entries", channelId: written[0]?.channelId, entries: written };
}

export function sentFrame({ channelId, clientId, seq, createdAt }: Entry): object {
  return { type: "sent", channelId, clientId, seq, createdAt };
}

export function group(channelId: string): ChannelInfo {
  return { channelId, kind: "group", name: "Team", joinedAt: "2026-11-20T09:00:00.000Z" };
}

export function direct(channelId: string, peerId: string): ChannelInfo {
  return { channelId, kind: "direct", peerId, joinedAt: "2026-11-20T09:00:00.000Z" };
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

export function refusal(status: number, error: ErrorBody): Response {
  return json({ error }, status);
}
