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

/** What a member may do, from most to least (section 5). */
export type Role = "owner" | "moderator" | "member" | "readonly";

/** One member of a channel. */
export interface Member {
  readonly userId: string;
  /** One of `Role`, or one that this version does not know. */
  readonly role: Role | (string & {});
  /** UTC, ISO 8601. */
  readonly joinedAt: string;
}

/** A channel in detail. */
export interface ChannelDetails {
  readonly channelId: string;
  readonly kind: "direct" | "group";
  readonly name?: string;
  readonly topic?: string;
  /** An `https` address. */
  readonly avatarUrl?: string;
  /** Whether anybody can find and join it; absent: no. */
  readonly isPublic?: boolean;
  /** What those who join may read: `join`: from then on; absent or `full`: everything. */
  readonly history?: ChannelHistory;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** Since when nobody posts: UTC, ISO 8601. */
  readonly archivedAt?: string;
  readonly memberCount: number;
  /** This user as a member. */
  readonly me: Member;
}

export type ChannelHistory = "full" | "join" | (string & {});

/** A channel as it stands in this user's list (section 5, "Reading"). */
export type ListedChannel = ChannelInfo & {
  readonly role: Member["role"];
  readonly topic?: string;
  readonly avatarUrl?: string;
  readonly archivedAt?: string;
  readonly mutedUntil?: string;
  /** The last entry that is counted; absent when there is none. */
  readonly lastSeq?: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly mentions: number;
};

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

/** A user as others see them (section 11). */
export interface UserProfile {
  readonly userId: string;
  readonly displayName: string;
  /** An `https` address. */
  readonly avatarUrl?: string;
  readonly statusText?: string;
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
