import type { ChatError } from "./chatError.js";

/** A message of this device on its way: from `send` until its entry stands in the log. */
export interface OutgoingMessage {
  readonly channelId: string;
  /** Chosen once, the same for each try: the back-end makes one entry of it, however often it is sent. */
  readonly clientId: string;
  /** The highest `seq` known of the channel when the message was queued, the same for each try. */
  readonly after: number;
  readonly text: string;
  /** When it was queued, in milliseconds since 1970 (UTC). */
  readonly queuedAt: number;
  /** How often it has been handed to the connection since it was queued, or queued again. */
  readonly attempts: number;
  /** `sent`: stored under `seq`, its entry not yet in the log. `failed`: refused for good with `error`. */
  readonly state: "pending" | "sent" | "failed";
  readonly seq?: number;
  readonly error?: ChatError;
}
