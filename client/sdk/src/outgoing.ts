import type { ChatError } from "./chatError.js";
import type { Metadata, MessageFormat } from "./entry.js";

/** How far something of this device has come: from its call until its entry stands in the log. */
export interface Delivery {
  readonly channelId: string;
  /** Chosen once, the same for each try: the back-end makes one entry of it, however often it is sent. */
  readonly clientId: string;
  /** The highest `seq` known of the channel when it was queued, the same for each try. */
  readonly after: number;
  /** When it was queued, in milliseconds since 1970 (UTC). */
  readonly queuedAt: number;
  /** How often it has been handed to the connection since it was queued, or queued again. */
  readonly attempts: number;
  /** `sent`: stored under `seq`, its entry not yet in the log. `failed`: refused for good with `error`. */
  readonly state: "pending" | "sent" | "failed";
  readonly seq?: number;
  readonly error?: ChatError;
}

/** What a message may have beside its text. */
export interface SendOptions {
  /** Default `plain`. */
  readonly format?: MessageFormat;
  /** The `seq` of the message that this one answers. */
  readonly replyTo?: number;
  /** The `seq` of the first message of the thread that this one belongs to. */
  readonly thread?: number;
  /** At most `limits.metadataBytes` bytes as JSON. */
  readonly metadata?: Metadata;
}

/** What is said: by a message, or about one. `event` is the user event's name (docs/protocol.md, section 4). */
export type Content = MessageContent | ChangeContent;

export type MessageContent = SendOptions & { readonly event: "message"; readonly text: string };

export type ChangeContent =
  | {
      readonly event: "edit";
      readonly target: number;
      readonly text: string;
      readonly format?: MessageFormat;
    }
  | { readonly event: "react" | "unreact"; readonly target: number; readonly reaction: string }
  | { readonly event: "delete" | "pin" | "unpin"; readonly target: number };

/** A message of this device on its way. */
export type OutgoingMessage = Delivery & MessageContent;

/** A change of this device on its way. `target` is the `seq` of the message it changes. */
export type OutgoingChange = Delivery & ChangeContent;

export type Outgoing = OutgoingMessage | OutgoingChange;

export function isOutgoingMessage(outgoing: Outgoing): outgoing is OutgoingMessage {
  return outgoing.event === "message";
}

export function isOutgoingChange(outgoing: Outgoing): outgoing is OutgoingChange {
  return outgoing.event !== "message";
}

/** The data of the user event: the same for each try. */
export function eventData({ event: _, queuedAt: _q, attempts: _a, state: _s, seq: _n, error: _e, ...data }: Outgoing) {
  return data;
}
