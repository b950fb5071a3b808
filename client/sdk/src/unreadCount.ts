import type { Entry } from "./entry.js";
import type { ListedChannel } from "./protocol.js";

/** More single messages than this are put together. */
const NOTES = 1_000;

/** Somebody else's message above the cursor: whether it calls everybody, or names this user as it stands now. */
interface Note {
  readonly calls: boolean;
  readonly names: boolean;
}

/**
 * What one user has not read of one channel: what the list said, counted on by entries as they come, in any order and
 * any number of times (docs/protocol.md, "Reading"). Pure: it knows nothing of network.
 */
export class UnreadCount {
  #readSeq = 0;
  /** The list's counts, of messages above the cursor up to `seq`. */
  #base = { seq: 0, unread: 0, mentions: 0 };
  /** Others' messages above both. */
  readonly #notes = new Map<number, Note>();

  /** Where the cursor stands; 0 for nothing read. */
  get readSeq(): number {
    return this.#readSeq;
  }

  /** All below is counted; what is above may be, one by one. */
  get countedThrough(): number {
    return Math.max(this.#base.seq, this.#readSeq);
  }

  get unread(): number {
    return this.#base.unread + this.#notes.size;
  }

  get mentions(): number {
    return this.#base.mentions + mentionsAmong(this.#notes.values());
  }

  /** Takes what the list says. An answer that is older than what is known already changes nothing. */
  list({ lastSeq = 0, readSeq, unread, mentions }: Pick<ListedChannel, "lastSeq" | "readSeq" | "unread" | "mentions">) {
    const isOld = readSeq < this.#readSeq || (readSeq === this.#readSeq && lastSeq < this.#base.seq);
    if (!isOld) {
      this.#readSeq = readSeq;
      this.#base = { seq: Math.max(lastSeq, readSeq), unread, mentions };
      this.#forgetNotesThrough(this.#base.seq);
    }
  }

  /** Takes an entry. Returns whether the counts are certain: a change may concern what only the list has counted. */
  note(entry: Entry, userId: string | undefined): boolean {
    if (entry.kind === "message") {
      this.#noteMessage(entry, userId);
      return true;
    }

    const isOfText = entry.kind === "edit" || entry.kind === "delete";
    return !isOfText || entry.target === undefined || this.#renote(entry.target, namesUser(entry, userId));
  }

  /**
   * Moves the cursor forward.
   * @param log What is known of the log without gaps, to count by if the list has counted beyond the cursor's new place.
   * @returns Whether the counts are certain.
   */
  moveTo(seq: number, log: readonly Entry[], userId: string | undefined): boolean {
    if (seq <= this.#readSeq) {
      return true;
    }

    this.#readSeq = seq;
    this.#forgetNotesThrough(seq);
    const { seq: end, unread } = this.#base;
    if (seq >= end) {
      this.#base = { seq, unread: 0, mentions: 0 };
      return true;
    }

    const isCovered = (log[0]?.seq ?? Infinity) <= seq + 1 && (log.at(-1)?.seq ?? 0) >= end;
    if (isCovered) {
      const notes = log.filter((one) => one.seq > seq && one.seq <= end && isOthers(one, userId)).map(noteFor(userId));
      this.#base = { seq: end, unread: notes.length, mentions: mentionsAmong(notes) };
    }

    return isCovered || unread === 0;
  }

  #noteMessage(entry: Entry, userId: string | undefined): void {
    const isCounted = entry.seq <= this.countedThrough || this.#notes.has(entry.seq);
    if (!isCounted && isOthers(entry, userId)) {
      this.#notes.set(entry.seq, noteFor(userId)(entry));
      this.#putTogether();
    }
  }

  #renote(target: number, names: boolean): boolean {
    const note = this.#notes.get(target);
    if (note !== undefined) {
      this.#notes.set(target, { ...note, names });
    }

    const isInBase = target > this.#readSeq && target <= this.#base.seq;
    return !isInBase || (!names && this.#base.mentions === 0);
  }

  #putTogether(): void {
    if (this.#notes.size > NOTES) {
      const seqs = [...this.#notes.keys()].sort((a, b) => a - b);
      const seq = seqs[NOTES / 2]!;
      const low = seqs.filter((one) => one <= seq).map((one) => this.#notes.get(one)!);
      const { unread, mentions } = this.#base;
      this.#base = { seq, unread: unread + low.length, mentions: mentions + mentionsAmong(low) };
      this.#forgetNotesThrough(seq);
    }
  }

  #forgetNotesThrough(seq: number): void {
    [...this.#notes.keys()].filter((noted) => noted <= seq).forEach((noted) => this.#notes.delete(noted));
  }
}

function isOthers({ kind, senderId }: Entry, userId: string | undefined): boolean {
  return kind === "message" && senderId !== userId;
}

function namesUser({ mentions }: Entry, userId: string | undefined): boolean {
  return userId !== undefined && mentions?.includes(userId) === true;
}

function noteFor(userId: string | undefined): (entry: Entry) => Note {
  return (entry) => ({ calls: entry.mentionsChannel === true, names: namesUser(entry, userId) });
}

/** One that does both counts once. */
function mentionsAmong(notes: Iterable<Note>): number {
  return [...notes].filter(({ calls, names }) => calls || names).length;
}
