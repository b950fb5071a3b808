import type { ShownMessage } from "../message/shownMessage.js";

/** What was shown before, as far as it tells what is new. */
export interface Shown {
  readonly first: string | undefined;
  /** Highest `seq`; messages that failed stay below all entries and say nothing of what is new. */
  readonly lastSeq: number | undefined;
  readonly pending: ReadonlySet<string>;
}

export function shownOf(messages: readonly ShownMessage[]): Shown {
  return {
    first: messages[0]?.key,
    lastSeq: messages.findLast(({ seq }) => seq !== undefined)?.seq,
    pending: new Set(messages.filter(isQueued).map(({ key }) => key)),
  };
}

/** How many messages of others came since. */
export function arrivedSince({ lastSeq }: Shown, messages: readonly ShownMessage[]): number {
  return lastSeq === undefined ? 0 : messages.filter(({ isOwn, seq }) => !isOwn && (seq ?? 0) > lastSeq).length;
}

/** Whether a message of one's own was queued since. */
export function hasQueuedSince({ pending }: Shown, messages: readonly ShownMessage[]): boolean {
  return messages.some((message) => isQueued(message) && !pending.has(message.key));
}

/** One that has a number already is a stored one that is being changed. */
function isQueued({ state, seq }: ShownMessage): boolean {
  return state === "pending" && seq === undefined;
}
