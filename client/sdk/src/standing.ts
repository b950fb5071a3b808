import type { Entry } from "./entry.js";
import type { ChannelInfo, ListedChannel, Member } from "./protocol.js";

/** What a user's list says of a channel besides its log. What is `undefined` is none, or not known yet. */
export interface Standing {
  /** This user's role; `undefined` until the list or the details have been read. */
  readonly role: Member["role"] | undefined;
  readonly topic: string | undefined;
  /** An `https` address. */
  readonly avatarUrl: string | undefined;
  /** Since when nobody posts: UTC, ISO 8601. */
  readonly archivedAt: string | undefined;
  /** No notifications until then: UTC, ISO 8601; may have passed. For ever is the last day of the year 9999. */
  readonly mutedUntil: string | undefined;
  /** Messages of others above the cursor; one that was deleted since still counts. */
  readonly unread: number;
  /** How many of them mention this user, by name or with everybody. */
  readonly mentions: number;
  /** This user's cursor: the last entry read, on whatever device; 0 for none. */
  readonly readSeq: number;
}

/** Of a channel that has just been heard of. */
export const NO_STANDING: Standing = {
  role: undefined,
  topic: undefined,
  avatarUrl: undefined,
  archivedAt: undefined,
  mutedUntil: undefined,
  unread: 0,
  mentions: 0,
  readSeq: 0,
};

/** What the list's line says besides the counts, which are to be counted on. */
export function standingOf({ role, topic, avatarUrl, archivedAt, mutedUntil }: ListedChannel): Partial<Standing> {
  return { role, topic, avatarUrl, archivedAt, mutedUntil };
}

/** The channel of a list's line, alone. */
export function channelOf(listed: ListedChannel): ChannelInfo {
  const { channelId, joinedAt } = listed;
  return listed.kind === "direct"
    ? { channelId, joinedAt, kind: listed.kind, peerId: listed.peerId }
    : { channelId, joinedAt, kind: listed.kind, name: listed.name };
}

/** What a notice of the log says of the channel as this user sees it. */
export function standingAfter({ kind, createdAt, userId, role }: Entry, myId: string | undefined): Partial<Standing> {
  switch (kind) {
    case "archive":
      return { archivedAt: createdAt };
    case "unarchive":
      return { archivedAt: undefined };
    case "role":
      return userId === myId ? { role } : {};
    default:
      return {};
  }
}
