import type { ChannelSummary } from "./channelList.js";
import type { ChatError } from "./chatError.js";
import type { ConnectionState } from "./connection.js";
import type { Environment } from "./environment.js";
import type { GetToken } from "./http.js";
import type { UserProfile } from "./protocol.js";
import type { TransportFactory } from "./transport.js";

/** What a `ChatClient` is made with. */
export interface ChatClientOptions {
  /** Address of the back-end's API, for instance `http://127.0.0.1:7071/api`. */
  readonly apiUrl: string;
  /** Gives the access token for each request; asked once more with `refused` when the back-end answered 401. */
  readonly getToken: GetToken;
  /** Hint for `negotiate`: the region whose endpoint is wanted. */
  readonly region?: string;
  /** The newest entries are read for the list of this many channels, one request each. Default 20; 0 for none. */
  readonly previews?: number;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Instead of the real clock, chance and ids. */
  readonly environment?: Environment;
  /** Instead of Web PubSub by the official client. */
  readonly transport?: TransportFactory;
}

/** The events of a `ChatClient` and what they carry. */
export interface ChatEvents {
  /** The connection's state changed. */
  state: ConnectionState;
  /** Who this is became known, or changed. */
  me: UserProfile;
  /** The channel list changed. */
  channels: readonly ChannelSummary[];
  /** Somebody, perhaps this user on another device, has read a channel up to `seq`. */
  read: { readonly channelId: string; readonly userId: string; readonly seq: number };
  /** What is unread in a channel of the list changed. */
  unread: { readonly channelId: string; readonly unread: number; readonly mentions: number };
  /** Somebody's profile became known, or changed as far as this device has asked. */
  profile: UserProfile;
  /** Something failed that trying again does not mend. After `unauthenticated` the client is stopped. */
  error: ChatError;
}
