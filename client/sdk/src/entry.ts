/** The kinds of entry this version knows. */
export type EntryKind =
  | "message"
  | "edit"
  | "delete"
  | "react"
  | "unreact"
  | "pin"
  | "unpin"
  | "join"
  | "leave"
  | "role"
  | "rename"
  | "archive"
  | "unarchive"
  | "erase";

/** How a text is to be shown; absent means `plain`. One this version does not know is to be shown as plain text. */
export type MessageFormat = "plain" | "markdown";

/** Free data beside a message's text, for the application alone: at most `limits.metadataBytes` bytes as JSON. */
export type Metadata = Readonly<Record<string, unknown>>;

/** Who reacted how: user ids by reaction, in the order in which they came. */
export type Reactions = Readonly<Record<string, readonly string[]>>;

/**
 * One entry of a channel's log (docs/protocol.md, section 3). A message carries what later entries made of it, up to and
 * including the one with the number `rev`.
 */
export interface Entry {
  readonly channelId: string;
  /** Position in the channel: 1, 2, 3 … without gap or repeat. It is the order, and the cursor. */
  readonly seq: number;
  /** One of `EntryKind`, or a kind this version does not know: such an entry is counted, not shown. */
  readonly kind: EntryKind | (string & {});
  /** Who wrote it; `system` for what nobody wrote. */
  readonly senderId: string;
  /** The id its sender chose; unique for (sender, channel). */
  readonly clientId: string;
  /** When the back-end stored it: UTC, ISO 8601 with milliseconds. */
  readonly createdAt: string;
  /** Running counts up to and including this entry. */
  readonly counts: EntryCounts;

  /** Text of a message or an edit. Absent when that is `redacted`. */
  readonly text?: string;
  readonly format?: MessageFormat | (string & {});
  /** Of a message: the `seq` of the one it answers. */
  readonly replyTo?: number;
  /** Of a message: the `seq` of the first message of the thread it belongs to. */
  readonly thread?: number;
  /** Ids of those whom the text mentions, found by the back-end. */
  readonly mentions?: readonly string[];
  /** Whether the text mentions everybody (`@channel`). */
  readonly mentionsChannel?: boolean;
  readonly metadata?: Metadata;

  /** Of a change (`edit`, `delete`, `react`, `unreact`, `pin`, `unpin`): the `seq` of the message it changes. */
  readonly target?: number;
  /** Of `react` and `unreact`. */
  readonly reaction?: string;
  /** Of `join`, `leave`, `role` and `erase`: whom it is about. */
  readonly userId?: string;
  /** Of `role`: the new one. */
  readonly role?: string;
  /** Of `rename`: the channel's new name. */
  readonly name?: string;

  /** Of a message: the `seq` of the last change that is part of it. */
  readonly rev?: number;
  /** When the message got its present text, if not by sending: UTC, ISO 8601. */
  readonly editedAt?: string;
  readonly reactions?: Reactions;
  readonly pinned?: boolean;
  /** What it said has been removed for good: by a `delete`, or an `erase` of its sender. */
  readonly redacted?: boolean;
}

/** Counts over a channel's log up to and including an entry. */
export interface EntryCounts {
  /** How many messages there are. */
  readonly messages: number;
  /** How many of them mention everybody. */
  readonly channelMentions: number;
}

/** A page of a channel's log, in ascending `seq` (section 6). */
export interface EntryPage {
  readonly channelId: string;
  /** Names the log's history: another one after the operator restored the data, and then nothing held is valid. */
  readonly epoch: string;
  readonly entries: readonly Entry[];
  /** Whether there are further entries in the direction asked for. */
  readonly more: boolean;
  /** Of a page around an entry: whether there are higher ones than the page has. */
  readonly moreAfter?: boolean;
  /** The lowest `seq` that retention has left, when the page reaches it: what lies below is gone. */
  readonly firstSeq?: number;
  /** What this device holds of the channel is not valid; `entries` is the newest page. */
  readonly reset?: boolean;
}
