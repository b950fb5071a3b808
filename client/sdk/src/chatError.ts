import type { ErrorBody } from "./protocol.js";

/**
 * What went wrong: the codes of docs/protocol.md section 8, `network` when no answer came at all,
 * `unexpected_answer` when something in between answered, `outbox_full` when too much waits on this device.
 */
export type ChatErrorCode =
  | "invalid_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "too_large"
  | "unknown_event"
  | "overloaded"
  | "unavailable"
  | "internal"
  | "network"
  | "outbox_full"
  | "unexpected_answer"
  | (string & {});

/** A request or a send that failed. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ChatErrorCode;
  /** The member, query parameter or header at fault, when the back-end named one. */
  readonly field: string | undefined;
  /** The same request may be tried again after this many milliseconds plus jitter. */
  readonly retryAfterMs: number | undefined;

  constructor(body: ErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.code = body.code;
    this.field = body.field;
    this.retryAfterMs = body.retryAfterMs;
  }

  /** Whether trying again unchanged can help. */
  get isTransient(): boolean {
    return this.retryAfterMs !== undefined || this.code === "network";
  }

  /** Wraps whatever was thrown; a `ChatError` stays as it is, everything else counts as a failure of the network. */
  static from(thrown: unknown): ChatError {
    if (thrown instanceof ChatError) {
      return thrown;
    }

    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ChatError({ code: "network", message }, { cause: thrown });
  }
}
