import type { ChatError } from "./chatError.js";
import type { ChannelLog } from "./channelLog.js";
import type { OutgoingMessage } from "./outgoingMessage.js";
import type { Entry } from "./protocol.js";

/** One line of a conversation. */
export type TimelineItem =
  { readonly kind: "entry"; readonly entry: Entry } | { readonly kind: "outgoing"; readonly message: OutgoingMessage };

/** What is to be shown of a channel: the same object until something changes. */
export interface Timeline {
  /** The entries in ascending `seq` without gaps, then this device's own messages that are not among them yet. */
  readonly items: readonly TimelineItem[];
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

/** The log's entries, then the messages that are not among them yet. @internal */
export function timelineItems(log: ChannelLog, messages: readonly OutgoingMessage[]): readonly TimelineItem[] {
  const missing = messages.filter((message) => message.seq === undefined || message.seq > log.last);
  return [
    ...log.entries.map((entry) => ({ kind: "entry" as const, entry })),
    ...missing.map((message) => ({ kind: "outgoing" as const, message })),
  ];
}
