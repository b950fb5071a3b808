import { describe, expect, it } from "vitest";
import { ChannelLog } from "../src/channelLog.js";
import type { Entry } from "../src/entry.js";
import { EPOCH, entries, entry, pageOf } from "./support/entries.js";
import { Random, seeds } from "./support/random.js";

const seqs = (log: ChannelLog) => log.entries.map(({ seq }) => seq);
const upTo = (last: number, first = 1) => entries(first, last).map(({ seq }) => seq);

function opened(last: number, limit = 50): ChannelLog {
  const log = new ChannelLog();
  log.open(pageOf(entries(1, last), { limit }));
  return log;
}

describe("ChannelLog", () => {
  it("holds everything back until the newest page gives it its place", () => {
    const log = new ChannelLog();
    expect(log.receive(entry(11))).toBe(false);
    expect(log.entries).toEqual([]);
    expect(log.hasGap).toBe(false);

    log.open(pageOf(entries(1, 10), { limit: 3 }));
    expect(seqs(log)).toEqual([8, 9, 10, 11]);
  });

  it("applies the next one, drops what it has and holds back what is higher", () => {
    const log = opened(2);
    expect(log.receive(entry(3))).toBe(true);
    expect(log.receive(entry(3))).toBe(false);
    expect(log.receive(entry(1))).toBe(false);
    expect(log.receive(entry(5))).toBe(false);
    expect(seqs(log)).toEqual([1, 2, 3]);
    expect([log.hasGap, log.last, log.head]).toEqual([true, 3, 5]);

    expect(log.receive(entry(4))).toBe(true);
    expect(seqs(log)).toEqual([1, 2, 3, 4, 5]);
    expect(log.hasGap).toBe(false);
  });

  it("has a gap when an entry is only known to exist", () => {
    const log = opened(2);
    log.expect(3);
    expect(log.hasGap).toBe(true);
    log.receive(entry(3));
    expect(log.hasGap).toBe(false);
  });

  it("starts an empty channel at 1", () => {
    const log = opened(0);
    expect([log.first, log.last, log.hasOlder]).toEqual([1, 0, false]);
    log.receive(entry(1));
    expect(seqs(log)).toEqual([1]);
  });

  it("grows downwards page by page until 1", () => {
    const log = opened(7, 3);
    expect(log.hasOlder).toBe(true);
    log.prepend(pageOf(entries(1, 7), { before: log.first, limit: 3 }));
    expect(seqs(log)).toEqual([2, 3, 4, 5, 6, 7]);
    log.prepend(pageOf(entries(1, 7), { before: log.first, limit: 3 }));
    expect(seqs(log)).toEqual(upTo(7));
    expect(log.hasOlder).toBe(false);
  });

  it("knows the start when the log has been cut above 1", () => {
    const kept = entries(5, 9);
    const log = new ChannelLog();
    log.open(pageOf(kept, { limit: 3 }));
    expect(log.hasOlder).toBe(true);
    log.prepend(pageOf(kept, { before: log.first }));
    expect(seqs(log)).toEqual([5, 6, 7, 8, 9]);
    expect(log.hasOlder).toBe(false);
  });

  it("jumps over what retention has removed, and keeps nothing of it", () => {
    const log = opened(4);
    log.receive(entry(12));
    expect(log.hasGap).toBe(true);
    expect(log.extend(pageOf(entries(9, 11), { after: log.last }))).toBe(true);
    expect(seqs(log)).toEqual([9, 10, 11, 12]);
    expect([log.hasGap, log.hasOlder, log.first]).toEqual([false, false, 9]);
    expect(log.extend(pageOf(entries(11, 13), { after: 10 }))).toBe(true);
    expect(seqs(log)).toEqual([11, 12, 13]);
  });

  it("goes on after all of it has been removed", () => {
    const empty = { channelId: "team", epoch: EPOCH, entries: [], more: false, firstSeq: 8 };
    const log = new ChannelLog();
    log.open(empty);
    log.receive(entry(8));
    expect(seqs(log)).toEqual([8]);

    const other = opened(3);
    other.extend(empty);
    expect([seqs(other), other.last, other.hasGap, other.hasOlder]).toEqual([[], 7, false, false]);
    other.receive(entry(8));
    expect(seqs(other)).toEqual([8]);
  });

  it("knows the start by the page that reaches what retention has left", () => {
    const log = new ChannelLog();
    log.open(pageOf(entries(5, 9), { limit: 5 }));
    expect([log.hasOlder, log.first]).toEqual([false, 5]);
  });

  it("drops all it has when the log is another one, and takes nothing of the old one", () => {
    const log = opened(5);
    log.receive(entry(9));
    log.reset(pageOf(entries(1, 2), {}, "2"));
    expect([seqs(log), log.head, log.epoch, log.hasGap]).toEqual([[1, 2], 2, "2", false]);

    log.reset(pageOf(entries(4, 6), { limit: 2 }, "3"));
    expect(log.prepend(pageOf(entries(1, 6), { before: 5, limit: 4 }, "2"))).toBe(false);
    expect(seqs(log)).toEqual([5, 6]);
  });

  it("takes no page that would put a hole into it", () => {
    const log = opened(10, 3);
    log.prepend({ channelId: "team", epoch: EPOCH, entries: [entry(4), entry(5)], more: true });
    expect(seqs(log)).toEqual([8, 9, 10]);
    log.extend({ channelId: "team", epoch: EPOCH, entries: [entry(12)], more: false });
    expect(seqs(log)).toEqual([8, 9, 10]);
  });

  it("forgets what it cannot hold, and still knows that it exists", () => {
    const log = opened(1);
    upTo(3_000, 3).forEach((seq) => log.receive(entry(seq)));
    log.receive(entry(2));
    expect(log.last).toBeGreaterThanOrEqual(1_000);
    expect([log.hasGap, log.head]).toEqual([true, 3_000]);
    while (log.hasGap) {
      log.extend(pageOf(entries(1, 3_000), { after: log.last, limit: 200 }));
    }

    expect(seqs(log)).toEqual(upTo(3_000));
  });

  it("any order with duplicates, between any page loads, ends as 1..n in order", () => {
    for (const seed of seeds(500)) {
      const random = new Random(seed);
      const all = entries(1, 1 + random.below(60));
      const log = new ChannelLog();
      for (const step of randomSteps(random, log, all)) {
        step();
        expect(isContiguous(log), `seed ${seed}`).toBe(true);
      }

      while (log.hasOlder) {
        log.prepend(pageOf(all, { before: log.first }));
      }

      expect(log.hasGap, `seed ${seed}`).toBe(false);
      expect(seqs(log), `seed ${seed}`).toEqual(upTo(all.length));
    }
  });
});

function isContiguous({ entries: window, first, last }: ChannelLog): boolean {
  return window.length === Math.max(0, last - first + 1) && window.every(({ seq }, index) => seq === first + index);
}

/** What was written before the client connected comes by pages, the rest live: shuffled, and some more than once. */
function randomSteps(random: Random, log: ChannelLog, all: readonly Entry[]): (() => void)[] {
  const written = random.below(all.length + 1);
  const limit = 1 + random.below(10);
  const live = all.slice(written).flatMap((one) => Array.from({ length: 1 + random.below(3) }, () => one));
  const shown = all.slice(0, written + random.below(all.length - written + 1));
  return random.shuffled([
    ...live.map((one) => () => log.receive(one)),
    ...seeds(random.below(20)).map(() => () => log.extend(pageOf(all, { after: log.last, limit }))),
    ...seeds(random.below(20)).map(() => () => log.prepend(pageOf(all, { before: log.first, limit }))),
    () => log.open(pageOf(shown, { limit })),
  ]);
}
