import type { Http } from "./http.js";
import type { ChannelDetails, ChannelInfo, EntryPage, NegotiateAnswer, UserProfile } from "./protocol.js";

/** Which page of a channel's log: above `after`, below `before`, or the newest. */
export interface PageRequest {
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
}

/** The back-end's requests (docs/protocol.md, sections 2, 5 and 6). */
export class ChatApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  negotiate(region: string | undefined): Promise<NegotiateAnswer> {
    return this.#http.post(`/negotiate${query({ region })}`);
  }

  async myChannels(): Promise<readonly ChannelInfo[]> {
    return (await this.#http.get<{ channels: readonly ChannelInfo[] }>("/me/channels")).channels;
  }

  channel(channelId: string): Promise<ChannelDetails> {
    return this.#http.get(`/channels/${encodeURIComponent(channelId)}`);
  }

  entries(channelId: string, page: PageRequest): Promise<EntryPage> {
    return this.#http.get(`/channels/${encodeURIComponent(channelId)}/entries${query({ ...page })}`);
  }

  createDirect(userId: string): Promise<ChannelInfo> {
    return this.#http.post("/channels", { kind: "direct", members: [userId] });
  }

  createGroup(name: string, members: readonly string[], clientId: string): Promise<ChannelInfo> {
    return this.#http.post("/channels", { kind: "group", name, members, clientId });
  }

  user(userId: string): Promise<UserProfile> {
    return this.#http.get(`/users/${encodeURIComponent(userId)}`);
  }
}

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
