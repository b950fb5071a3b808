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
  /** `owner`, `moderator`, `member` or `readonly`. */
  readonly role: string;
  /** UTC, ISO 8601. */
  readonly joinedAt: string;
}

/** A channel in detail, with its first members. */
export interface ChannelDetails {
  readonly channelId: string;
  readonly kind: "direct" | "group";
  readonly name?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly memberCount: number;
  /** This user as a member. */
  readonly me: Member;
  /** The first hundred, by user id. */
  readonly members: readonly Member[];
}

/** Limits of the deployment. */
export interface Limits {
  /** Longest message text in UTF-16 code units, as `string.length` counts. */
  readonly messageCharacters: number;
  /** Most entries in one page of history. */
  readonly pageSize: number;
  /** Most members of a group. */
  readonly groupMembers: number;
  /** Most bytes of a message's metadata as JSON. */
  readonly metadataBytes: number;
  /** How long after sending its author may edit a message, in seconds; absent: for ever. */
  readonly editWindowSeconds?: number;
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
  /** Names the history of all logs (`EntryPage.epoch`). */
  readonly epoch: string;
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
