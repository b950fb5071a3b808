import type { TimelineItem } from "@chat-functions/sdk";
import { describe, expect, it } from "vitest";
import { groupByDay, messagesOf, type Day } from "../src/conversation/grouping.js";

const noon = new Date(2026, 10, 24, 12).getTime();

function entry(seq: number, senderId: string, minutes: number, kind: "message" | "notice" = "message"): TimelineItem {
  const createdAt = new Date(noon + minutes * 60_000).toISOString();
  const text = `m${seq}`;
  const counts = { messages: seq, channelMentions: 0 };
  return {
    kind,
    isChanging: false,
    entry: { channelId: "team", seq, kind, senderId, clientId: `c${seq}`, createdAt, text, counts },
  };
}

function outgoing(clientId: string, minutes: number, state: "pending" | "sent" | "failed"): TimelineItem {
  const queuedAt = noon + minutes * 60_000;
  return {
    kind: "outgoing",
    message: { event: "message", channelId: "team", clientId, after: 0, text: "out", queuedAt, attempts: 1, state },
  };
}

const wordsOf = (part: Day["parts"][number]) => {
  switch (part.kind) {
    case "notice":
      return `(${part.entry.kind})`;
    case "divider":
      return "---";
    case "messages":
      return `${part.senderId}: ${part.messages.map(({ body }) => body.text).join(" ")}`;
  }
};

const shape = (items: readonly TimelineItem[], newSince?: number) =>
  groupByDay(items, "ann", newSince).map((day) => day.parts.map(wordsOf));

describe("groupByDay", () => {
  it("puts a line above the first message of others that is new, once, in the middle of a group too", () => {
    const items = [entry(1, "bob", 0), entry(2, "bob", 1), entry(3, "bob", 2), entry(4, "eve", 3)];
    expect(shape(items, 2)).toEqual([["bob: m1 m2", "---", "bob: m3", "eve: m4"]]);
    expect(shape([entry(1, "bob", 0), entry(2, "ann", 1), entry(3, "bob", 2)], 1)).toEqual([["bob: m1", "ann: m2", "---", "bob: m3"]]);
    expect(shape(items, 4)).toEqual([["bob: m1 m2 m3", "eve: m4"]]);
  });

  it("puts messages of one sender shortly after each other together", () => {
    const items = [
      entry(1, "bob", 0),
      entry(2, "bob", 4),
      entry(3, "bob", 10),
      entry(4, "ann", 11),
      entry(5, "bob", 12),
    ];
    expect(shape(items)).toEqual([["bob: m1 m2", "bob: m3", "ann: m4", "bob: m5"]]);
  });

  it("starts a new day and a new group at midnight", () => {
    expect(shape([entry(1, "bob", 12 * 60 - 1), entry(2, "bob", 12 * 60 + 1)])).toEqual([["bob: m1"], ["bob: m2"]]);
  });

  it("keeps a day the same element when older messages come in above, and never has two of one key", () => {
    const keys = (items: readonly TimelineItem[]) => groupByDay(items, "ann").map(({ key }) => key);
    expect(keys([entry(1, "bob", 0), entry(2, "bob", 60)])).toEqual(keys([entry(2, "bob", 60)]));
    const twice = keys([entry(1, "bob", 0), entry(2, "bob", 24 * 60), outgoing("old", 0, "failed")]);
    expect(new Set(twice).size).toBe(3);
  });

  it("puts what happened between the messages, in a line of its own", () => {
    expect(shape([entry(1, "bob", 0), entry(2, "system", 1, "notice"), entry(3, "bob", 2)])).toEqual([
      ["bob: m1", "(notice)", "bob: m3"],
    ]);
  });

  it("shows a message that is being changed as on its way", () => {
    const changing = { ...entry(1, "ann", 0), isChanging: true } as TimelineItem;
    expect(messagesOf(groupByDay([changing], "ann"))).toMatchObject([{ seq: 1, state: "pending" }]);
  });

  it("keeps a message the same element when its entry takes its place", () => {
    const [before] = messagesOf(groupByDay([outgoing("c7", 0, "sent")], "ann"));
    const [after] = messagesOf(groupByDay([entry(7, "ann", 0)], "ann"));
    expect(after?.key).toBe(before?.key);
    expect([before?.isOwn, after?.isOwn]).toEqual([true, true]);
    expect([before?.seq, after?.seq]).toEqual([undefined, 7]);
  });

  it("shows a failed message as one's own, with its state", () => {
    expect(groupByDay([outgoing("c1", 0, "failed")], "ann")[0]?.parts[0]).toMatchObject({
      senderId: "ann",
      isOwn: true,
      messages: [{ state: "failed", body: { text: "out" } }],
    });
  });
});
