import { beforeEach, describe, expect, it } from "vitest";
import { ChatError } from "../src/chatError.js";
import { Outbox } from "../src/outbox.js";
import type { Outgoing } from "../src/outgoing.js";
import { VirtualTime } from "./support/virtualTime.js";

const busy = new ChatError({ code: "unavailable", message: "Busy.", retryAfterMs: 2_000 });
const refused = new ChatError({ code: "not_found", message: "No such channel." });
const saying = (text: string) => ({ event: "message" as const, text });
const textOf = (outgoing: Outgoing) => ("text" in outgoing ? outgoing.text : outgoing.event);

describe("Outbox", () => {
  let time: VirtualTime;
  let wire: Outgoing[];
  let sentAt: number[];
  let outbox: Outbox;
  const texts = () => wire.map(textOf);
  const states = () => outbox.messages.map((message) => `${textOf(message)} ${message.state}`);

  beforeEach(() => {
    time = new VirtualTime(1, 1);
    wire = [];
    sentAt = [];
    outbox = new Outbox({
      channelId: "team",
      environment: time,
      transmit: async (message) => {
        wire.push(message);
        sentAt.push(time.now());
      },
      onChange: () => undefined,
    });
    outbox.setOnline(true);
  });

  it("has one message in flight and sends the next when the answer came", () => {
    const first = outbox.add(saying("a"), 4);
    outbox.add(saying("b"), 4);
    expect(texts()).toEqual(["a"]);
    expect(wire[0]).toMatchObject({ clientId: first.clientId, after: 4 });

    outbox.confirm(first.clientId, 5);
    expect(texts()).toEqual(["a", "b"]);
    expect(states()).toEqual(["a sent", "b pending"]);
  });

  it("shows a sent message until the log has its entry", () => {
    const { clientId } = outbox.add(saying("a"), 0);
    outbox.confirm(clientId, 3);
    outbox.forgetThrough(2);
    expect(states()).toEqual(["a sent"]);
    outbox.forgetThrough(3);
    expect(states()).toEqual([]);
  });

  it("sends again unchanged when no answer comes within 10 s", async () => {
    outbox.add(saying("a"), 7);
    await time.run(9_999);
    expect(wire).toHaveLength(1);
    await time.run(1_001);
    expect(wire).toHaveLength(2);
    expect(wire[1]).toMatchObject({ clientId: wire[0]!.clientId, after: 7, text: "a" });
  });

  it("waits longer and longer, with jitter, never more than 30 s above the timeout", async () => {
    outbox.add(saying("a"), 0);
    await time.run(400_000);
    const gaps = sentAt.slice(1).map((at, index) => at - sentAt[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...gaps)).toBeGreaterThan(15_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(40_000);
  });

  it("tries a retryable error again after its time, and lets nothing overtake", async () => {
    const first = outbox.add(saying("a"), 0);
    outbox.add(saying("b"), 0);
    outbox.refuse(first.clientId, busy);
    await time.run(1_999);
    expect(texts()).toEqual(["a"]);
    await time.run(1_001);
    expect(texts()).toEqual(["a", "a"]);
  });

  it("fails on a permanent error, and the next one goes on", () => {
    const first = outbox.add(saying("a"), 0);
    outbox.add(saying("b"), 0);
    outbox.refuse(first.clientId, refused);
    expect(texts()).toEqual(["a", "b"]);
    expect(states()).toEqual(["a failed", "b pending"]);
    expect(outbox.messages[0]?.error).toBe(refused);
  });

  it("sends nothing offline, and the unanswered one first and at once when back", async () => {
    const first = outbox.add(saying("a"), 0);
    outbox.setOnline(false);
    outbox.add(saying("b"), 0);
    await time.run(120_000);
    expect(texts()).toEqual(["a"]);

    outbox.setOnline(true);
    expect(texts()).toEqual(["a", "a"]);
    expect(wire[1]?.clientId).toBe(first.clientId);
  });

  it("retries a failed message behind the waiting ones, with the same id and hint", () => {
    const first = outbox.add(saying("a"), 3);
    outbox.refuse(first.clientId, refused);
    const second = outbox.add(saying("b"), 3);
    expect(outbox.retry(first.clientId)).toBe(true);
    expect(states()).toEqual(["b pending", "a pending"]);

    outbox.confirm(second.clientId, 4);
    expect(wire.at(-1)).toMatchObject({ clientId: first.clientId, after: 3, text: "a" });
    expect(outbox.retry(second.clientId)).toBe(false);
  });

  it("discards what failed or never left, not what may be stored", () => {
    const first = outbox.add(saying("a"), 0);
    const second = outbox.add(saying("b"), 0);
    expect(outbox.discard(first.clientId)).toBe(false);
    expect(outbox.discard(second.clientId)).toBe(true);
    outbox.refuse(first.clientId, refused);
    expect(outbox.discard(first.clientId)).toBe(true);
    expect(outbox.messages).toEqual([]);
  });

  it("believes the entry of a message it had given up", () => {
    const { clientId } = outbox.add(saying("a"), 0);
    outbox.refuse(clientId, refused);
    outbox.confirm(clientId, 9);
    expect(outbox.messages[0]).toMatchObject({ state: "sent", seq: 9 });
    expect(outbox.messages[0]).not.toHaveProperty("error");
  });

  it("ignores a late error about another message", () => {
    const first = outbox.add(saying("a"), 0);
    outbox.add(saying("b"), 0);
    outbox.confirm(first.clientId, 1);
    outbox.refuse(first.clientId, refused);
    outbox.refuse("unknown", refused);
    expect(states()).toEqual(["a sent", "b pending"]);
  });

  it("tries again soon when the connection did not take the message", async () => {
    let isBroken = true;
    outbox = new Outbox({
      channelId: "team",
      environment: time,
      transmit: (message) =>
        isBroken ? Promise.reject(new Error("closed")) : Promise.resolve(void wire.push(message)),
      onChange: () => undefined,
    });
    outbox.setOnline(true);
    outbox.add(saying("a"), 0);
    await time.run(0);
    isBroken = false;
    await time.run(1_000);
    expect(texts()).toEqual(["a"]);
  });
});
