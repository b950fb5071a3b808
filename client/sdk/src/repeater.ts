import { backoffMs } from "./backoff.js";
import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import { RetryTimer } from "./retryTimer.js";
import { untilAborted } from "./withinTime.js";

/** Woken, the next try comes within this. */
const WAKE_WINDOW_MS = 1_000;

/**
 * Runs a job one at a time. Asked again while it runs, it runs once more afterwards: the answer under way may be older
 * than what the asker wants to see. A transient failure is tried again with backoff and jitter, without end.
 */
export class Repeater {
  readonly #job: (signal: AbortSignal) => Promise<void>;
  readonly #environment: Environment;
  readonly #onPermanent: (error: ChatError) => void;
  readonly #retry: RetryTimer;
  #running: AbortController | undefined;
  #wanted = false;
  #failures = 0;

  constructor(
    job: (signal: AbortSignal) => Promise<void>,
    environment: Environment,
    onPermanent: (error: ChatError) => void,
  ) {
    this.#job = job;
    this.#environment = environment;
    this.#onPermanent = onPermanent;
    this.#retry = new RetryTimer(environment);
  }

  /** Whether the job runs or waits for its next try. */
  get isBusy(): boolean {
    return this.#running !== undefined || this.#retry.isRunning;
  }

  /** Asks for a run that starts from now on. */
  request(): void {
    this.#wanted = true;
    this.#retry.stop();
    if (this.#running === undefined) {
      void this.#run();
    }
  }

  /** Asks for a run at once: one under way hangs on a network that is gone, and is given up. */
  restart(): void {
    this.stop();
    this.request();
  }

  /** The network may be back: tries sooner, if it waits. */
  wake(): void {
    this.#retry.wake(WAKE_WINDOW_MS);
  }

  /** Forgets what was asked for, and gives up a run under way. */
  stop(): void {
    this.#wanted = false;
    this.#failures = 0;
    this.#retry.stop();
    this.#running?.abort();
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    while (this.#wanted && !signal.aborted) {
      this.#wanted = false;
      try {
        await untilAborted(signal, this.#job(signal));
        this.#failures = 0;
      } catch (thrown) {
        if (!signal.aborted) {
          this.#failed(ChatError.from(thrown));
        }
      }
    }

    if (this.#running === running) {
      this.#running = undefined;
    }
  }

  #failed(error: ChatError): void {
    if (!error.isTransient) {
      this.#onPermanent(error);
      return;
    }

    this.#failures += 1;
    this.#retry.start(error.retryAfterMs ?? 0, backoffMs(this.#failures, this.#environment), () => this.request());
  }
}
