import type { Cancel, Environment } from "./environment.js";

/** A wait for the next try. Woken it ends sooner, but never before the time the service asked for. */
export class RetryTimer {
  readonly #environment: Environment;
  #dueAt = 0;
  #notBefore = 0;
  #run: () => void = () => undefined;
  #cancel: Cancel | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get isRunning(): boolean {
    return this.#cancel !== undefined;
  }

  /** When it fires, in milliseconds since 1970. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Runs `run` after `leastMs` that nothing shortens, and `extraMs` that `wake` may. */
  start(leastMs: number, extraMs: number, run: () => void): void {
    const now = this.#environment.now();
    this.#run = run;
    this.#notBefore = now + leastMs;
    this.#set(now + leastMs + extraMs);
  }

  /** Waits no longer than a random part of `windowMs` from now, unless the service asked for more. */
  wake(windowMs: number): void {
    if (this.isRunning) {
      const soon = this.#environment.now() + this.#environment.random() * windowMs;
      this.#set(Math.max(this.#notBefore, Math.min(this.#dueAt, soon)));
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #set(dueAt: number): void {
    this.stop();
    this.#dueAt = dueAt;
    this.#cancel = this.#environment.after(dueAt - this.#environment.now(), () => {
      this.#cancel = undefined;
      this.#run();
    });
  }
}
