import { backoffMs } from "./backoff.js";
import type { ChatError } from "./chatError.js";
import type { Cancel, Environment } from "./environment.js";
import type { OutgoingMessage } from "./outgoingMessage.js";

/** No answer after this long means that nothing is known, and the message is sent again, unchanged. */
const ANSWER_TIMEOUT_MS = 10_000;

interface OutboxOptions {
  readonly channelId: string;
  readonly environment: Environment;
  /** Hands a message to the connection; rejects when it certainly did not leave, or its fate is unknown. */
  readonly transmit: (message: OutgoingMessage) => Promise<void>;
  readonly onChange: () => void;
}

/**
 * One channel's queue of messages: first in, first out, one in flight. It neither doubles nor reorders: the next message
 * leaves only when the one before is stored or refused for good.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: readonly OutgoingMessage[] = [];
  #isOnline = false;
  /** The message whose fate is being decided; it keeps its place over failures and reconnects. */
  #currentId: string | undefined;
  #failures = 0;
  #cancelTimer: Cancel | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** In the order they will leave, or left. */
  get messages(): readonly OutgoingMessage[] {
    return this.#messages;
  }

  /** Queues a message behind all others. */
  add(text: string, after: number): OutgoingMessage {
    const { channelId, environment } = this.#options;
    const clientId = environment.newId();
    const queuedAt = environment.now();
    this.#messages = [...this.#messages, { channelId, clientId, after, text, queuedAt, attempts: 0, state: "pending" }];
    this.#startNext();
    this.#options.onChange();
    return this.#find(clientId)!;
  }

  /** Tells whether there is a connection. On a new or recovered one the message without an answer goes out at once. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#stopTimer();
    if (isOnline) {
      this.#failures = 0;
      if (this.#currentId === undefined) {
        this.#startNext();
      } else {
        this.#attempt();
      }
    }
  }

  /** The message is stored under `seq`, by word of `sent` or of its own entry, whichever comes first. */
  confirm(clientId: string, seq: number): void {
    const message = this.#find(clientId);
    if (message !== undefined && message.state !== "sent") {
      const { error: _, ...rest } = message;
      this.#settle({ ...rest, state: "sent", seq });
    }
  }

  /** The back-end answered with an error: later again when that can help, else failed, and the next one's turn. */
  refuse(clientId: string, error: ChatError): void {
    const message = this.#find(clientId);
    if (message === undefined || clientId !== this.#currentId) {
      return;
    }

    if (error.isTransient) {
      this.#attemptLater(error.retryAfterMs ?? 0);
    } else {
      this.#settle({ ...message, state: "failed", error });
    }
  }

  /** Queues a failed message again, behind all others and with the same id. Returns whether there was one. */
  retry(clientId: string): boolean {
    const message = this.#find(clientId);
    if (message?.state !== "failed") {
      return false;
    }

    const { error: _, ...rest } = message;
    this.#messages = [...this.#without(clientId), { ...rest, state: "pending" }];
    this.#startNext();
    this.#options.onChange();
    return true;
  }

  /** Drops a message that failed or was never tried. One that may have left stays: its entry may exist. */
  discard(clientId: string): boolean {
    const message = this.#find(clientId);
    const isDroppable = message?.state === "failed" || (message?.state === "pending" && message.attempts === 0);
    if (isDroppable) {
      this.#messages = this.#without(clientId);
      this.#options.onChange();
    }

    return isDroppable;
  }

  /** Forgets sent messages whose entries the log has now. */
  forgetThrough(seq: number): void {
    const left = this.#messages.filter((message) => message.seq === undefined || message.seq > seq);
    if (left.length < this.#messages.length) {
      this.#messages = left;
      this.#options.onChange();
    }
  }

  #startNext(): void {
    if (this.#currentId === undefined && this.#isOnline) {
      this.#currentId = this.#messages.find((message) => message.state === "pending")?.clientId;
      this.#failures = 0;
      if (this.#currentId !== undefined) {
        this.#attempt();
      }
    }
  }

  #attempt(): void {
    const message = this.#find(this.#currentId!)!;
    const attempt = { ...message, attempts: message.attempts + 1 };
    this.#replace(attempt);
    this.#setTimer(ANSWER_TIMEOUT_MS, () => this.#attemptLater(0));
    this.#options.transmit(attempt).catch(() => {
      const isLatest = this.#find(attempt.clientId)?.attempts === attempt.attempts;
      if (isLatest && this.#isOnline && this.#currentId === attempt.clientId) {
        this.#attemptLater(0);
      }
    });
  }

  #attemptLater(atLeastMs: number): void {
    if (!this.#isOnline) {
      return;
    }

    this.#failures += 1;
    this.#setTimer(atLeastMs + backoffMs(this.#failures, this.#options.environment), () => this.#attempt());
  }

  #settle(message: OutgoingMessage): void {
    this.#replace(message);
    if (message.clientId === this.#currentId) {
      this.#stopTimer();
      this.#currentId = undefined;
      this.#startNext();
    }

    this.#options.onChange();
  }

  #find(clientId: string): OutgoingMessage | undefined {
    return this.#messages.find((message) => message.clientId === clientId);
  }

  #replace(message: OutgoingMessage): void {
    this.#messages = this.#messages.map((other) => (other.clientId === message.clientId ? message : other));
  }

  #without(clientId: string): readonly OutgoingMessage[] {
    return this.#messages.filter((message) => message.clientId !== clientId);
  }

  #setTimer(delayMs: number, run: () => void): void {
    this.#stopTimer();
    this.#cancelTimer = this.#options.environment.after(delayMs, run);
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
