import type { Entry, EntryPage } from "./entry.js";
import { foldInto, isChange } from "./folding.js";

/** Held-back entries beyond this are dropped: the gap's repair reads them again. */
const HELD_LIMIT = 1_000;

/**
 * The part of a channel's log that this device has: a window `first`..`last` without gaps that grows both ways, and
 * what arrived above it too early. Its messages are as the window's changes have made them. Pure: it knows nothing of
 * time or network.
 */
export class ChannelLog {
  readonly #window: Entry[] = [];
  readonly #held = new Map<number, Entry>();
  #last: number | undefined;
  #head = 0;
  #startReached = false;
  #epoch: string | undefined;

  /** The window's entries in ascending `seq`. */
  get entries(): readonly Entry[] {
    return this.#window;
  }

  /** Whether the newest page has set the window's place; until then everything that arrives is held back. */
  get isOpen(): boolean {
    return this.#last !== undefined;
  }

  /** Of the pages that the window is made of. */
  get epoch(): string | undefined {
    return this.#epoch;
  }

  /** The lowest `seq` of the window; `last + 1` when it is empty. */
  get first(): number {
    return this.#window[0]?.seq ?? this.last + 1;
  }

  /** The highest `seq` up to which nothing is missing; 0 for none. */
  get last(): number {
    return this.#last ?? 0;
  }

  /** The highest `seq` known to exist, held back or not yet seen included; 0 for none. */
  get head(): number {
    return Math.max(this.#head, this.last);
  }

  /** Whether something is known to exist above the window. */
  get hasGap(): boolean {
    return this.isOpen && this.#head > this.last;
  }

  /** Whether entries below the window may exist. */
  get hasOlder(): boolean {
    return this.isOpen && this.first > 1 && !this.#startReached;
  }

  /** Takes a live entry, in any order and any number of times. Returns whether the window grew. */
  receive(entry: Entry): boolean {
    this.expect(entry.seq);
    if (this.#last !== undefined && entry.seq <= this.#last) {
      return false;
    }

    this.#hold(entry);
    return this.#drain();
  }

  /** Notes that an entry with this `seq` exists, though it has not been seen. */
  expect(seq: number): void {
    this.#head = Math.max(this.#head, seq);
  }

  /** Takes the newest page. The first one places the window. Returns whether anything changed. */
  open(page: EntryPage): boolean {
    if (this.#last !== undefined) {
      return this.extend(page);
    }

    const newest = contiguousEnd(page.entries);
    this.#epoch = page.epoch;
    this.#last = newest[0] === undefined ? (page.firstSeq ?? 1) - 1 : newest[0].seq - 1;
    newest.forEach((entry) => this.#append(entry));
    this.#startReached = !page.more || page.firstSeq !== undefined;
    this.#forgetHeldThrough(this.#last);
    this.#drain();
    return true;
  }

  /** The log is another one than before: drops all of it, and takes the newest page. */
  reset(page: EntryPage): void {
    this.#window.length = 0;
    this.#held.clear();
    this.#last = undefined;
    this.#head = 0;
    this.open(page);
  }

  /** Takes a page read with `after`. Returns whether anything changed. */
  extend(page: EntryPage): boolean {
    const isCut = this.#cut(page.firstSeq ?? 0);
    return page.entries.map((entry) => this.receive(entry)).includes(true) || isCut;
  }

  /** Takes a page read with `before`. Returns whether anything changed. */
  prepend(page: EntryPage): boolean {
    if (page.epoch !== this.#epoch) {
      return false;
    }

    const older = [...contiguousEnd(page.entries.filter((entry) => entry.seq < this.first))];
    const fits = older.at(-1)?.seq === this.first - 1;
    if (fits) {
      [...older, ...this.#window].filter(isChange).forEach((change) => foldInto(older, change));
      this.#window.unshift(...older);
    }

    // Retention may have cut the log above 1: then the server says so, and there is nothing to wait for.
    const isEnd = (!page.more || page.firstSeq !== undefined) && (fits || page.entries.length === 0);
    const ended = isEnd && !this.#startReached;
    this.#startReached ||= ended;
    return fits || ended;
  }

  /**
   * Entries that were read by another way, as they are now: what the window has of them, or what its changes make of
   * them. Their `rev` tells which changes they contain already.
   */
  upToDate(entries: readonly Entry[]): readonly Entry[] {
    const current = entries.map((entry) => this.#at(entry.seq) ?? entry);
    this.#window.filter(isChange).forEach((change) => foldInto(current, change));
    return current;
  }

  #at(seq: number): Entry | undefined {
    return this.#window[seq - this.first];
  }

  #append(entry: Entry): void {
    foldInto(this.#window, entry);
    this.#window.push(entry);
    this.#last = entry.seq;
  }

  /** Retention has removed what lies below `firstSeq`: neither is it kept here, nor is it a gap. */
  #cut(firstSeq: number): boolean {
    if (this.#last === undefined || firstSeq <= this.first) {
      return false;
    }

    this.#window.splice(0, firstSeq - this.first);
    this.#startReached = true;
    this.#last = Math.max(this.#last, firstSeq - 1);
    this.#forgetHeldThrough(this.#last);
    this.#drain();
    return true;
  }

  #hold(entry: Entry): void {
    this.#held.set(entry.seq, entry);
    if (this.#held.size > HELD_LIMIT) {
      this.#held.delete(Math.max(...this.#held.keys()));
    }
  }

  #forgetHeldThrough(seq: number): void {
    [...this.#held.keys()].filter((held) => held <= seq).forEach((held) => this.#held.delete(held));
  }

  #drain(): boolean {
    const before = this.#last;
    while (this.#last !== undefined) {
      const next = this.#held.get(this.#last + 1);
      if (next === undefined) {
        break;
      }

      this.#held.delete(next.seq);
      this.#append(next);
    }

    return this.#last !== before;
  }
}

/** The longest run without gaps at a page's end: a page that is not what it promises must not put holes into the log. */
function contiguousEnd(entries: readonly Entry[]): readonly Entry[] {
  let start = Math.max(0, entries.length - 1);
  while (start > 0 && entries[start - 1]?.seq === (entries[start]?.seq ?? 0) - 1) {
    start -= 1;
  }

  return entries.slice(start);
}
