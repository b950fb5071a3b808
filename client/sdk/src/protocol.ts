/** One entry of a channel's log (docs/protocol.md, section 3). */
export interface Entry {
  readonly channelId: string;
  /** Position in the channel: 1, 2, 3 … without gap or repeat. It is the order, and the cursor. */
  readonly seq: number;
  /** `message`, or a kind this version does not know: such an entry is counted, not shown. */
  readonly kind: string;
  readonly senderId: string;
  /** The id its sender chose; unique for (sender, channel). */
  readonly clientId: string;
  /** When the back-end stored it: UTC, ISO 8601 with milliseconds. */
  readonly createdAt: string;
  /** The message text. Present when `kind` is `message`. */
  readonly text?: string;
  /** Running counts up to and including this entry. */
  readonly counts: { readonly messages: number };
}

interface ChannelBase {
  readonly channelId: string;
  /** When this user became a member: UTC, ISO 8601. */
  readonly joinedAt: string;
}

/** A conversation of two, as one of them sees it. */
export interface DirectChannel extends ChannelBase {
  readonly kind: "direct";
  /** The other one's user id. */
  readonly peerId: string;
}

/** A named channel of several members. */
export interface GroupChannel extends ChannelBase {
  readonly kind: "group";
  readonly name: string;
}

/** A channel as one user sees it (section 5). */
export type ChannelInfo = DirectChannel | GroupChannel;

/** One member of a channel. */
export interface Member {
  readonly userId: string;
  /** `owner` or `member`. */
  readonly role: string;
  /** UTC, ISO 8601. */
  readonly joinedAt: string;
}

/** A channel with its members. */
export interface ChannelDetails {
  readonly channelId: string;
  readonly kind: "direct" | "group";
  readonly name?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly members: readonly Member[];
}

/** A page of a channel's log, in ascending `seq` (section 6). */
export interface EntryPage {
  readonly channelId: string;
  readonly entries: readonly Entry[];
  /** Whether there are further entries in the direction asked for. */
  readonly more: boolean;
}

/** Limits of the deployment. */
export interface Limits {
  /** Longest message text in UTF-16 code units, as `string.length` counts. */
  readonly messageCharacters: number;
  /** Most entries in one page of history. */
  readonly pageSize: number;
  /** Most members of a group. */
  readonly groupMembers: number;
}

/** The answer of `negotiate` (section 2). */
export interface NegotiateAnswer {
  readonly userId: string;
  readonly displayName: string;
  /** WebSocket address with its access token. */
  readonly url: string;
  /** Until when the socket may be opened with `url`: UTC, ISO 8601. It does not bound the connection's life. */
  readonly expiresAt: string;
  /** A reconnect waits a random time in [0, this), in milliseconds. */
  readonly reconnectWindowMs: number;
  readonly limits: Limits;
}

/** A user as others see them. */
export interface UserProfile {
  readonly userId: string;
  readonly displayName: string;
}

/** The `error` member of an answer or a frame (section 8). */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  /** The member, query parameter or header at fault. */
  readonly field?: string;
  /** Present when the same request may succeed after this many milliseconds. */
  readonly retryAfterMs?: number;
}

/** The data of the user event `message` (section 4). */
export interface SendData {
  readonly channelId: string;
  readonly clientId: string;
  readonly after: number;
  readonly text: string;
}
