import { beforeEach, describe, expect, it } from "vitest";
import { ChatError } from "../src/chatError.js";
import { Outbox } from "../src/outbox.js";
import { VirtualTime } from "./support/virtualTime.js";

const busy = new ChatError({ code: "unavailable", message: "Busy.", retryAfterMs: 9_000 });
const refused = new ChatError({ code: "not_found", message: "No such channel." });

describe("Outbox's retries", () => {
  let time: VirtualTime;
  let sentAt: number[];
  let transmit: () => Promise<void>;
  let outbox: Outbox;

  beforeEach(() => {
    time = new VirtualTime(1, 1);
    sentAt = [];
    transmit = () => Promise.resolve();
    outbox = new Outbox({
      channelId: "team",
      environment: time,
      transmit: () => {
        sentAt.push(time.now());
        return transmit();
      },
      onChange: () => undefined,
    });
    outbox.setOnline(true);
  });

  it("keep the wait the service asked for when the transmission is rejected afterwards", async () => {
    let reject = (): void => undefined;
    transmit = () => new Promise((_, fail) => (reject = () => fail(new Error("no ack"))));
    const { clientId } = outbox.add({ event: "message", text: "a" }, 0);
    outbox.refuse(clientId, busy);
    reject();
    await time.run(8_999);
    expect(sentAt).toHaveLength(1);
    await time.run(1_001);
    expect(sentAt).toHaveLength(2);
  });

  it("come sooner when woken, but not before the service's time", async () => {
    outbox.add({ event: "message", text: "a" }, 0);
    await time.run(200_000);
    const { clientId } = outbox.messages[0]!;
    outbox.refuse(clientId, busy);
    const tries = sentAt.length;
    outbox.wake();
    await time.run(8_999);
    expect(sentAt).toHaveLength(tries);

    outbox.wake();
    await time.run(1);
    expect(sentAt).toHaveLength(tries + 1);
  });

  it("can be taken back while offline: a refused message was not sent since", () => {
    const { clientId } = outbox.add({ event: "message", text: "a" }, 0);
    outbox.refuse(clientId, refused);
    outbox.setOnline(false);
    outbox.retry(clientId);
    expect(outbox.discard(clientId)).toBe(true);
    expect(outbox.messages).toEqual([]);
  });

  it("can be given up after many tries in vain, and the next message leaves", async () => {
    const { clientId } = outbox.add({ event: "message", text: "a" }, 0);
    const next = outbox.add({ event: "message", text: "b" }, 0);
    await time.run(20_000);
    expect(outbox.discard(clientId)).toBe(false);
    await time.run(600_000);
    expect(outbox.messages[0]!.attempts).toBeGreaterThan(10);
    expect(outbox.discard(clientId)).toBe(true);
    expect(outbox.messages).toEqual([expect.objectContaining({ clientId: next.clientId, attempts: 1 })]);
  });
});
