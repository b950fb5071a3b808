import { beforeEach, describe, expect, it } from "vitest";
import { UnreadCount } from "../src/unreadCount.js";
import { entries, entry, other } from "./support/entries.js";
import { Random } from "./support/random.js";

describe("What is unread", () => {
  let count: UnreadCount;
  const counts = () => [count.unread, count.mentions];
  const note = (...noted: readonly Parameters<UnreadCount["note"]>[0][]) =>
    noted.map((one) => count.note(one, "ann")).every((isCertain) => isCertain);

  beforeEach(() => {
    count = new UnreadCount();
    count.list({ lastSeq: 10, readSeq: 7, unread: 2, mentions: 1 });
  });

  it("is what the list says, and what comes after that, each once and in any order", () => {
    note(entry(12), entry(11), entry(12), entry(9));
    expect(counts()).toEqual([4, 1]);
  });

  it("is nothing of one's own, no change and no notice", () => {
    note(
      entry(11, { senderId: "ann" }),
      other(12, "react", { target: 9, reaction: "👍" }),
      other(13, "join", { userId: "eve", senderId: "system" }),
    );
    expect(counts()).toEqual([2, 1]);
  });

  it("mentions who is named and who is called with all, once for both", () => {
    note(
      entry(11, { mentions: ["ann", "eve"] }),
      entry(12, { mentionsChannel: true }),
      entry(13, { mentions: ["ann"], mentionsChannel: true }),
      entry(14, { mentions: ["eve"] }),
    );
    expect(counts()).toEqual([6, 4]);
  });

  it("follows edits that name somebody, or no longer; a deletion makes it no less", () => {
    expect(note(entry(11), other(12, "edit", { target: 11, text: "@ann", mentions: ["ann"] }))).toBe(true);
    expect(counts()).toEqual([3, 2]);
    expect(note(other(13, "delete", { target: 11 }))).toBe(true);
    expect(counts()).toEqual([3, 1]);
  });

  it("is uncertain when a message that only the list has counted is changed in what it names", () => {
    expect(note(other(11, "delete", { target: 9 }))).toBe(false);
    expect(note(other(12, "delete", { target: 5 }))).toBe(true);
    count.list({ lastSeq: 12, readSeq: 7, unread: 2, mentions: 0 });
    expect(note(other(13, "delete", { target: 9 }))).toBe(true);
    expect(note(other(14, "edit", { target: 9, text: "@ann", mentions: ["ann"] }))).toBe(false);
  });

  it("is nothing up to the cursor, which moves forward only", () => {
    note(entry(11), entry(12));
    expect(count.moveTo(11, [], "ann")).toBe(true);
    expect(counts()).toEqual([1, 0]);
    expect(count.moveTo(5, [], "ann")).toBe(true);
    expect([count.readSeq, ...counts()]).toEqual([11, 1, 0]);
  });

  it("is counted by the log where the list has counted beyond the cursor, and else uncertain", () => {
    const log = entries(8, 10);
    expect(count.moveTo(9, log, "ann")).toBe(true);
    expect(counts()).toEqual([1, 0]);
    count.list({ lastSeq: 20, readSeq: 10, unread: 9, mentions: 0 });
    expect(count.moveTo(15, log, "ann")).toBe(false);
  });

  it("is not set back by an answer that is older than what is known", () => {
    count.moveTo(10, [], "ann");
    note(entry(11));
    count.list({ lastSeq: 10, readSeq: 7, unread: 2, mentions: 1 });
    expect(counts()).toEqual([1, 0]);
    count.list({ lastSeq: 11, readSeq: 10, unread: 1, mentions: 0 });
    count.list({ lastSeq: 10, readSeq: 10, unread: 0, mentions: 0 });
    expect(counts()).toEqual([1, 0]);
  });

  it("is right however many messages there are", () => {
    note(...entries(11, 3_010).map((one) => (one.seq % 10 === 0 ? { ...one, mentionsChannel: true } : one)));
    expect(counts()).toEqual([3_002, 301]);
    count.moveTo(2_990, [], "ann");
    expect(counts()).toEqual([20, 2]);
  });

  it("is what a fresh count says, after any sequence of messages, list answers and readings", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = new Random(seed);
      const log = Array.from({ length: 30 }, (_, index) =>
        entry(index + 1, {
          senderId: random.next() < 0.2 ? "ann" : "bob",
          ...(random.next() < 0.3 && { mentions: ["ann"] }),
          ...(random.next() < 0.1 && { mentionsChannel: true }),
        }),
      );
      const fresh = (readSeq: number, lastSeq: number) => {
        const unread = log.filter(({ seq, senderId }) => seq > readSeq && seq <= lastSeq && senderId !== "ann");
        const mentions = unread.filter((one) => one.mentionsChannel === true || one.mentions !== undefined);
        return { readSeq, lastSeq, unread: unread.length, mentions: mentions.length };
      };
      const one = new UnreadCount();
      let cursor = 0;
      const arrival = log.map((message) => [message.seq + random.next() * 4, message] as const);
      for (const [, message] of arrival.sort(([a], [b]) => a - b)) {
        one.note(message, "ann");
        if (random.next() < 0.3) {
          cursor = Math.max(cursor, Math.floor(random.next() * message.seq));
          one.moveTo(cursor, log, "ann");
        }

        if (random.next() < 0.2) {
          one.list(fresh(cursor, Math.floor(random.next() * (message.seq + 1))));
        }
      }

      expect([one.unread, one.mentions]).toEqual([fresh(cursor, 30).unread, fresh(cursor, 30).mentions]);
    }
  });
});
