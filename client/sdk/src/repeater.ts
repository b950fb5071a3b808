import { backoffMs } from "./backoff.js";
import { ChatError } from "./chatError.js";
import type { Cancel, Environment } from "./environment.js";

/**
 * Runs a job one at a time. Asked again while it runs, it runs once more afterwards: the answer under way may be older
 * than what the asker wants to see. A transient failure is tried again with backoff and jitter, without end.
 */
export class Repeater {
  readonly #job: () => Promise<void>;
  readonly #environment: Environment;
  readonly #onPermanent: (error: ChatError) => void;
  #running = false;
  #wanted = false;
  #generation = 0;
  #failures = 0;
  #cancelWait: Cancel | undefined;

  constructor(job: () => Promise<void>, environment: Environment, onPermanent: (error: ChatError) => void) {
    this.#job = job;
    this.#environment = environment;
    this.#onPermanent = onPermanent;
  }

  /** Whether the job runs or waits for its next try. */
  get isBusy(): boolean {
    return this.#running || this.#cancelWait !== undefined;
  }

  /** Asks for a run that starts from now on. */
  request(): void {
    this.#wanted = true;
    this.#stopWaiting();
    if (!this.#running) {
      void this.#run();
    }
  }

  /** Forgets what was asked for. A run under way ends by itself and is not repeated. */
  stop(): void {
    this.#wanted = false;
    this.#generation += 1;
    this.#failures = 0;
    this.#stopWaiting();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted) {
      this.#wanted = false;
      const generation = this.#generation;
      try {
        await this.#job();
        this.#failures = 0;
      } catch (thrown) {
        if (generation === this.#generation) {
          this.#failed(ChatError.from(thrown));
        }
      }
    }

    this.#running = false;
  }

  #failed(error: ChatError): void {
    if (!error.isTransient) {
      this.#onPermanent(error);
      return;
    }

    this.#failures += 1;
    this.#stopWaiting();
    const waitMs = (error.retryAfterMs ?? 0) + backoffMs(this.#failures, this.#environment);
    this.#cancelWait = this.#environment.after(waitMs, () => this.request());
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }
}
