import type { Environment } from "./environment.js";

const FIRST_WINDOW_MS = 1_000;
const LAST_WINDOW_MS = 30_000;

/** The widest wait before try number `failures + 1`: 1 s, 2 s, 4 s … 30 s. */
export function backoffWindowMs(failures: number): number {
  return Math.min(LAST_WINDOW_MS, FIRST_WINDOW_MS * 2 ** Math.max(0, failures - 1));
}

/** A wait spread over the whole window (full jitter), so that many clients that failed together come back apart. */
export function backoffMs(failures: number, environment: Environment): number {
  return environment.random() * backoffWindowMs(failures);
}
