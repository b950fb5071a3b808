import { isCursor, isMyChannels, isReads, type MyChannels, type ReadPosition } from "./channelShapes.js";
import type { EntryPage } from "./entry.js";
import { isEntryPage } from "./entryShape.js";
import type { Http } from "./http.js";
import type { ChannelInfo, NegotiateAnswer, UserProfile } from "./protocol.js";
import { query } from "./query.js";
import { isChannel, isNegotiateAnswer, isUserProfile } from "./shapes.js";

/** Which page of a channel's log: above `after`, below `before`, on both sides of `around`, or the newest. */
export interface PageRequest {
  readonly after?: number;
  readonly before?: number;
  readonly around?: number;
  /** Only replies in the thread with this first message. */
  readonly thread?: number;
  /** Only pinned messages. */
  readonly pinned?: true;
  /** What this device holds of the channel comes from: with another one the answer is a reset. */
  readonly epoch?: string | undefined;
  readonly limit?: number;
}

/** The back-end's requests (docs/protocol.md, sections 2, 5 and 6). */
export class ChatApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  negotiate(region: string | undefined): Promise<NegotiateAnswer> {
    return this.#http.post(`/negotiate${query({ region })}`, undefined, isNegotiateAnswer);
  }

  myChannels(signal: AbortSignal): Promise<MyChannels> {
    return this.#http.get("/me/channels", isMyChannels, signal);
  }

  markRead(channelId: string, seq: number, signal: AbortSignal): Promise<{ readonly seq: number }> {
    return this.#http.put(`/channels/${encodeURIComponent(channelId)}/read`, { seq }, isCursor, signal);
  }

  /** Receipts are for few members: one page holds them. */
  reads(channelId: string, signal: AbortSignal): Promise<{ readonly reads: readonly ReadPosition[] }> {
    return this.#http.get(`/channels/${encodeURIComponent(channelId)}/reads?limit=200`, isReads, signal);
  }

  entries(channelId: string, page: PageRequest, signal?: AbortSignal): Promise<EntryPage> {
    const path = `/channels/${encodeURIComponent(channelId)}/entries${query({ ...page })}`;
    return this.#http.get(path, isEntryPage, signal);
  }

  createDirect(userId: string): Promise<ChannelInfo> {
    return this.#http.post("/channels", { kind: "direct", members: [userId] }, isChannel);
  }

  createGroup(name: string, members: readonly string[], clientId: string): Promise<ChannelInfo> {
    return this.#http.post("/channels", { kind: "group", name, members, clientId }, isChannel);
  }

  user(userId: string): Promise<UserProfile> {
    return this.#http.get(`/users/${encodeURIComponent(userId)}`, isUserProfile);
  }
}
