import { describe, expect, it } from "vitest";
import { arrivedSince, hasQueuedSince, shownOf } from "../src/conversation/arrivals.js";
import type { ShownMessage } from "../src/message/shownMessage.js";

const theirs = (seq: number): ShownMessage => ({
  key: `bob/${seq}`,
  senderId: "bob",
  isOwn: false,
  clientId: `${seq}`,
  seq,
  state: "sent",
  body: { text: "" },
  time: new Date(0),
  problem: undefined,
});
const mine = (clientId: string, state: ShownMessage["state"]): ShownMessage => ({
  ...theirs(0),
  key: `ann/${clientId}`,
  senderId: "ann",
  isOwn: true,
  clientId,
  seq: undefined,
  state,
});

describe("What is new in a conversation", () => {
  it("is counted though a failed message stands at the end", () => {
    const before = shownOf([theirs(1), mine("a", "failed")]);
    expect(arrivedSince(before, [theirs(1), theirs(2), theirs(3), mine("a", "failed")])).toBe(2);
  });

  it("is neither an older page, nor the first page, nor one's own", () => {
    const before = shownOf([theirs(5)]);
    expect(arrivedSince(before, [theirs(4), theirs(5), { ...mine("a", "sent"), seq: 6 }])).toBe(0);
    expect(arrivedSince(shownOf([]), [theirs(1)])).toBe(0);
  });

  it("is one's own message when it is queued, and when it is tried again", () => {
    const before = shownOf([theirs(1), mine("a", "pending"), mine("b", "failed")]);
    expect(hasQueuedSince(before, [theirs(1), mine("a", "pending"), mine("b", "failed")])).toBe(false);
    expect(hasQueuedSince(before, [theirs(1), mine("a", "pending"), mine("b", "pending")])).toBe(true);
  });

  it("is not a message that is only being changed", () => {
    expect(hasQueuedSince(shownOf([theirs(1)]), [{ ...theirs(1), state: "pending" }])).toBe(false);
  });
});
