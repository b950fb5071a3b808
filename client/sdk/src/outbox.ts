import { backoffMs } from "./backoff.js";
import type { ChatError } from "./chatError.js";
import type { Cancel, Environment } from "./environment.js";
import type { Content, Delivery, Outgoing } from "./outgoing.js";
import { RetryTimer } from "./retryTimer.js";

/** No answer after this long means that nothing is known, and the message is sent again, unchanged. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Woken, the next try comes within this. */
const WAKE_WINDOW_MS = 1_000;
/** After this many tries in vain a person may give a message up, though it may be stored. */
const GIVE_UP_ATTEMPTS = 10;

interface OutboxOptions {
  readonly channelId: string;
  readonly environment: Environment;
  /** Hands a message to the connection; rejects when it certainly did not leave, or its fate is unknown. */
  readonly transmit: (message: Outgoing) => Promise<void>;
  readonly onChange: () => void;
}

/**
 * One channel's queue of messages and of changes to them: first in, first out, one in flight. It neither doubles nor
 * reorders: the next one leaves only when the one before is stored or refused for good.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: readonly Outgoing[] = [];
  #isOnline = false;
  /** The message whose fate is being decided; it keeps its place over failures and reconnects. */
  #currentId: string | undefined;
  #failures = 0;
  #transmissions = 0;
  readonly #retry: RetryTimer;
  #cancelAnswerTimer: Cancel | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#retry = new RetryTimer(options.environment);
  }

  /** In the order they will leave, or left. */
  get messages(): readonly Outgoing[] {
    return this.#messages;
  }

  /** Queues a message or a change behind all others. Returns it as it was queued. */
  add<Wanted extends Content>(content: Wanted, after: number): Delivery & Wanted {
    const { channelId, environment } = this.#options;
    const clientId = environment.newId();
    const queuedAt = environment.now();
    const queued = { ...content, channelId, clientId, after, queuedAt, attempts: 0, state: "pending" as const };
    this.#messages = [...this.#messages, queued];
    this.#startNext();
    this.#options.onChange();
    return queued;
  }

  /** Tells whether there is a connection. On a new or recovered one the message without an answer goes out at once. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#stopTimers();
    if (isOnline) {
      this.#failures = 0;
      if (this.#currentId === undefined) {
        this.#startNext();
      } else {
        this.#attempt();
      }
    }
  }

  /** The network may be back: a wait for the next try ends sooner. */
  wake(): void {
    this.#retry.wake(WAKE_WINDOW_MS);
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
    this.#messages = [...this.#without(clientId), { ...rest, attempts: 0, state: "pending" }];
    this.#startNext();
    this.#options.onChange();
    return true;
  }

  /** Drops a message that failed or was not tried. One that may have left stays for many tries: it may be stored. */
  discard(clientId: string): boolean {
    const message = this.#find(clientId);
    if (message === undefined || !isDroppable(message)) {
      return false;
    }

    this.#messages = this.#without(clientId);
    this.#release(clientId);
    this.#options.onChange();
    return true;
  }

  /** Forgets what was sent: its entries, if they still exist, come with the log that has taken the old one's place. */
  forgetSent(): void {
    this.forgetThrough(Infinity);
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
    const transmission = (this.#transmissions += 1);
    this.#replace(attempt);
    this.#stopTimers();
    this.#cancelAnswerTimer = this.#options.environment.after(ANSWER_TIMEOUT_MS, () => this.#attemptLater(0));
    this.#options.transmit(attempt).catch(() => {
      // An error that came before asked for a wait of its own: this says nothing new.
      const isNews = transmission === this.#transmissions && !this.#retry.isRunning;
      if (isNews && this.#currentId === attempt.clientId) {
        this.#attemptLater(0);
      }
    });
  }

  #attemptLater(leastMs: number): void {
    if (!this.#isOnline) {
      return;
    }

    this.#stopTimers();
    this.#failures += 1;
    this.#retry.start(leastMs, backoffMs(this.#failures, this.#options.environment), () => this.#attempt());
  }

  #settle(message: Outgoing): void {
    this.#replace(message);
    this.#release(message.clientId);
    this.#options.onChange();
  }

  /** If this was the one in flight, it is the next one's turn. */
  #release(clientId: string): void {
    if (clientId === this.#currentId) {
      this.#stopTimers();
      this.#currentId = undefined;
      this.#startNext();
    }
  }

  #find(clientId: string): Outgoing | undefined {
    return this.#messages.find((message) => message.clientId === clientId);
  }

  #replace(message: Outgoing): void {
    this.#messages = this.#messages.map((other) => (other.clientId === message.clientId ? message : other));
  }

  #without(clientId: string): readonly Outgoing[] {
    return this.#messages.filter((message) => message.clientId !== clientId);
  }

  #stopTimers(): void {
    this.#retry.stop();
    this.#cancelAnswerTimer?.();
    this.#cancelAnswerTimer = undefined;
  }
}

function isDroppable({ state, attempts }: Outgoing): boolean {
  return state === "failed" || (state === "pending" && (attempts === 0 || attempts >= GIVE_UP_ATTEMPTS));
}
