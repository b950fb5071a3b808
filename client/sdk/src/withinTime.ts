import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";

/** Ends with the work, or rejects as soon as the signal is aborted, even when the work heeds no signal. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stopListening = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason);
    stopListening = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    if (signal.aborted) {
      abort();
    }
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    stopListening();
  }
}

/** Does work that has to end within `limitMs`, or when `outer` is aborted. Every failure is a `ChatError`. */
export async function withinTime<T>(
  { limitMs, environment, outer }: { limitMs: number; environment: Environment; outer: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const giveUp = (message: string) => () => abort.abort(new ChatError({ code: "network", message }));
  const cancel = environment.after(limitMs, giveUp("No answer came in time."));
  const abandon = giveUp("The request was given up.");
  outer?.addEventListener("abort", abandon);
  if (outer?.aborted === true) {
    abandon();
  }

  try {
    return await untilAborted(abort.signal, work(abort.signal));
  } catch (thrown) {
    throw ChatError.from(thrown);
  } finally {
    cancel();
    outer?.removeEventListener("abort", abandon);
  }
}
