import { applyChange, redacted, withoutReactionsOf } from "./changes.js";
import type { Entry } from "./entry.js";

const CHANGES: ReadonlySet<string> = new Set(["edit", "delete", "react", "unreact", "pin", "unpin"]);
/** Changes that say something themselves, which goes when the message they name goes. */
const TELLING_CHANGES: ReadonlySet<string> = new Set(["edit", "react", "unreact"]);

/** Whether an entry changes others with a lower `seq`. */
export function isChange({ kind }: Entry): boolean {
  return CHANGES.has(kind) || kind === "erase";
}

/**
 * Applies a change to all that it concerns among `entries`, in place: a log has thousands. They stand in ascending `seq`.
 * Returns whether anything changed.
 */
export function foldInto(entries: Entry[], change: Entry): boolean {
  if (change.kind === "erase") {
    return eraseFrom(entries, change);
  }

  return CHANGES.has(change.kind) && changeIn(entries, change);
}

function changeIn(entries: Entry[], change: Entry): boolean {
  const index = indexOf(entries, change.target ?? 0);
  const message = entries[index];
  let isChanged = false;
  if (message?.kind === "message" && message.seq < change.seq) {
    entries[index] = applyChange(message, change);
    isChanged = entries[index] !== message;
  }

  if (change.kind === "delete") {
    redactWhere(entries, ({ seq, target, kind }) => {
      return target === change.target && seq < change.seq && TELLING_CHANGES.has(kind);
    });
  }

  return isChanged;
}

/** An administrator removed all that somebody had written up to here. */
function eraseFrom(entries: Entry[], { seq: before, userId = "" }: Entry): boolean {
  const isTheirs = (entry: Entry) => entry.senderId === userId && entry.seq < before;
  const messages = new Set(entries.filter((one) => one.kind === "message" && isTheirs(one)).map(({ seq }) => seq));
  let isChanged = false;
  entries.forEach((entry, index) => {
    if (entry.kind === "message" && entry.seq < before) {
      entries[index] = isTheirs(entry) ? erased(entry, before) : forgetting(entry, before, userId);
      isChanged ||= entries[index] !== entry;
    }
  });
  redactWhere(entries, (entry) => {
    const isNaming = isTheirs(entry) || (entry.seq < before && messages.has(entry.target ?? 0));
    return isNaming && TELLING_CHANGES.has(entry.kind);
  });
  return isChanged;
}

function erased(message: Entry, seq: number): Entry {
  return message.redacted === true ? message : { ...redacted(message), rev: Math.max(seq, message.rev ?? 0) };
}

/** A message with a higher `rev` has been changed after the erasure: who reacts there now did so since. */
function forgetting(message: Entry, seq: number, userId: string): Entry {
  return seq <= (message.rev ?? 0) ? message : withoutReactionsOf(message, userId);
}

function redactWhere(entries: Entry[], isMeant: (entry: Entry) => boolean): void {
  entries.forEach((entry, index) => {
    if (entry.redacted !== true && isMeant(entry)) {
      entries[index] = redacted(entry);
    }
  });
}

/** By bisection: a page that was asked for by thread has holes. -1 when there is none. */
function indexOf(entries: readonly Entry[], seq: number): number {
  let [low, high] = [0, entries.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = entries[middle]!.seq;
    if (found === seq) {
      return middle;
    }

    [low, high] = found < seq ? [middle + 1, high] : [low, middle - 1];
  }

  return -1;
}
