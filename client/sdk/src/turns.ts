/** Runs work when it is its turn. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets at most `limit` pieces of work run at once. The one that asked last goes first: a channel that a person has just
 * opened does not wait for all that are read again after a reconnect.
 */
export function turns(limit: number): TakeTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }

    try {
      return await work();
    } finally {
      const next = waiting.pop();
      if (next === undefined) {
        running -= 1;
      } else {
        next();
      }
    }
  };
}
