/** Stops a subscription. */
export type Unsubscribe = () => void;

/** Typed events: `Events` maps each name to its payload. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  /** Calls `listener` at each `name` until the returned function is called. */
  on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    tellAll((this.#listeners.get(name) ?? []) as Iterable<(payload: Events[Name]) => void>, payload);
  }
}

/**
 * Calls each listener. What one throws is the application's own: it is reported as an uncaught error, and costs neither
 * the other listeners nor the client its course.
 */
export function tellAll<Payload>(listeners: Iterable<(payload: Payload) => void>, payload: Payload): void {
  for (const listener of [...listeners]) {
    try {
      listener(payload);
    } catch (thrown) {
      report(thrown);
    }
  }
}

/** Browsers have `reportError`; elsewhere an error thrown with no caller above it is the same. */
function report(thrown: unknown): void {
  if (typeof globalThis.reportError === "function") {
    globalThis.reportError(thrown);
  } else {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
