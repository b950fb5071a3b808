import type { ChatError } from "./chatError.js";
import type { ChannelLog } from "./channelLog.js";
import type { Entry } from "./entry.js";
import { isOutgoingChange, isOutgoingMessage, type Outgoing, type OutgoingChange, type OutgoingMessage } from "./outgoing.js";
import { isDue, withOwnChanges } from "./overlay.js";

/** A message of the log as it is now, with this device's own changes to it. */
export interface MessageItem {
  readonly kind: "message";
  /** The same object until the message changes. */
  readonly entry: Entry;
  /** Whether a change of this device to it is still on its way. */
  readonly isChanging: boolean;
}

/** Something that happened in the channel: `join`, `leave`, `role`, `rename`, `archive` or `unarchive`. */
export interface NoticeItem {
  readonly kind: "notice";
  readonly entry: Entry;
}

/** A message of this device that the log does not have yet. */
export interface OutgoingItem {
  readonly kind: "outgoing";
  readonly message: OutgoingMessage;
}

/** One line of a conversation. */
export type TimelineItem = MessageItem | NoticeItem | OutgoingItem;

/** What is to be shown of a channel: the same object until something changes. */
export interface Timeline {
  /**
   * Messages and notices in ascending `seq`, then this device's own messages that are not among them yet. Changes, and
   * kinds this version does not know, are no lines of their own.
   */
  readonly items: readonly TimelineItem[];
  /** This device's changes that were refused for good and took no effect: to be told, then discarded or retried. */
  readonly refused: readonly OutgoingChange[];
  /** The lowest `seq` of what has been read, whether it is shown or not; `undefined` when nothing has. */
  readonly firstSeq: number | undefined;
  /** Whether the newest page has been read. */
  readonly isOpen: boolean;
  /** Whether the newest page is still under way. */
  readonly isLoading: boolean;
  /** Whether a page of older entries is under way. */
  readonly isLoadingOlder: boolean;
  /** Whether `loadOlder` can bring more. */
  readonly hasOlder: boolean;
  /** Why the last read failed for good, until one succeeds: for instance `not_found`. */
  readonly error: ChatError | undefined;
}

const NOTICES: ReadonlySet<string> = new Set(["join", "leave", "role", "rename", "archive", "unarchive"]);

/** The log's lines, then the messages that are not among them yet. @internal */
export function timelineItems(log: ChannelLog, queue: readonly Outgoing[], userId: string | undefined): readonly TimelineItem[] {
  const changes = queue.filter(isOutgoingChange);
  const missing = queue.filter(isOutgoingMessage).filter(({ seq }) => seq === undefined || seq > log.last);
  return [
    ...log.entries.flatMap((entry) => itemOf(entry, changes, userId)),
    ...missing.map((message) => ({ kind: "outgoing" as const, message })),
  ];
}

function itemOf(entry: Entry, changes: readonly OutgoingChange[], userId: string | undefined): readonly TimelineItem[] {
  if (entry.kind !== "message") {
    return NOTICES.has(entry.kind) ? [{ kind: "notice", entry }] : [];
  }

  const isChanging = changes.some((change) => isDue(entry, change));
  return [{ kind: "message", entry: isChanging ? withOwnChanges(entry, changes, userId) : entry, isChanging }];
}
