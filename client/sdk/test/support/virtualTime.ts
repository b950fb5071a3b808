import type { Cancel, Environment } from "../../src/environment.js";
import { Random } from "./random.js";

/** Enough for a chain of requests. */
const TURNS = 25;

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that only moves when told to, with seeded chance and counted ids. */
export class VirtualTime implements Environment {
  readonly #random: Random;
  readonly #turns: number;
  readonly #timers = new Set<Timer>();
  #nowMs = Date.UTC(2026, 10, 24);
  #order = 0;
  #ids = 0;

  /** @param turns How many turns of the event loop everything that needs no time takes at most. */
  constructor(seed = 1, turns = TURNS) {
    this.#random = new Random(seed);
    this.#turns = turns;
  }

  /** Timers that have not fired yet. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer = { due: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return this.#random.next();
  }

  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  /** Lets everything happen that is due within `forMs`, in order, promises included. */
  async run(forMs: number): Promise<void> {
    const end = this.#nowMs + forMs;
    await settle(this.#turns);
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#nowMs = next.due;
      next.run();
      await settle(this.#turns);
    }

    this.#nowMs = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}

/** Until all promises that can settle without time have settled. */
async function settle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
