/** Stops a timer that has not fired yet; does nothing otherwise. */
export type Cancel = () => void;

/** What the client takes from the world besides the network: time, chance and ids. Tests give their own. */
export interface Environment {
  /** The present time in milliseconds since 1970 (UTC). */
  now(): number;
  /** Runs `run` once after `delayMs` milliseconds. */
  after(delayMs: number, run: () => void): Cancel;
  /** An evenly spread number in [0, 1). */
  random(): number;
  /** A new id of 1–64 of the characters `A–Z a–z 0–9 _ -`, unique for all time. */
  newId(): string;
}

/** The real clock, `Math.random` and random UUIDs. */
export const realEnvironment: Environment = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId: () => crypto.randomUUID(),
};
