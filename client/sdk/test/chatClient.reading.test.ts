import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService, json, refusal, type SeenRequest } from "./support/fakeService.js";

describe("Reading", () => {
  let service: FakeService;
  let client: ChatClient;
  const summary = () => client.channels.find(({ channel }) => channel.channelId === CHANNEL)!;
  const counts = () => [summary().unread, summary().mentions, summary().readSeq];
  const moves = () => service.requests.filter(({ method, path }) => method === "PUT" && path.endsWith("/read"));
  const read = (userId: string, seq: number) =>
    service.connection.events.frame({ type: "read", channelId: CHANNEL, userId, seq });

  beforeEach(async () => {
    service = new FakeService();
    client = service.client({ previews: 0 });
    for (let seq = 1; seq <= 5; seq += 1) {
      service.write(`m${seq}`, seq === 5 ? { mentions: ["ann"] } : {});
    }

    service.reading.cursors.set(CHANNEL, 2);
    client.start();
    await service.time.run(0);
  });

  it("begins with what the list says of a channel", async () => {
    expect(counts()).toEqual([3, 1, 2]);
    expect(summary().role).toBe("member");
    service.reading.parts = { role: "moderator", topic: "Boats", mutedUntil: "9999-12-31T00:00:00.000Z" };
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(summary()).toMatchObject(service.reading.parts);
  });

  it("counts on by what comes live, of a channel that is not opened too, and tells it", () => {
    const told: unknown[] = [];
    client.on("unread", (counted) => told.push(counted));
    service.broadcast(service.write("hi"), service.write("all", { mentionsChannel: true }));
    service.broadcast(service.write("own", { senderId: "ann" }));
    expect(counts()).toEqual([5, 2, 2]);
    expect(told.at(-1)).toEqual({ channelId: CHANNEL, unread: 5, mentions: 2 });
    expect(told).toHaveLength(2);
  });

  it("moves the cursor at once, and tells the back-end once", async () => {
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    channel.markRead(4);
    expect(counts()).toEqual([1, 1, 4]);
    channel.markRead(3);
    channel.markRead();
    channel.markRead();
    expect(counts()).toEqual([0, 0, 5]);
    await service.time.run(0);
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 4 }, { seq: 5 }]);
    expect(service.reading.cursors.get(CHANNEL)).toBe(5);
  });

  it("has one request in flight, and the last word wins", async () => {
    const answers: (() => void)[] = [];
    service.intercept = ({ path }) =>
      path.endsWith("/read") ? new Promise((resolve) => answers.push(() => resolve(json({ seq: 1 })))) : undefined;
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    for (const seq of [3, 4, 5]) {
      channel.markRead(seq);
      await service.time.run(0);
    }

    expect(moves()).toHaveLength(1);
    answers[0]!();
    await service.time.run(0);
    answers[1]!();
    await service.time.run(0);
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3 }, { seq: 5 }]);
  });

  it("tries again what failed by chance, not before the service wants it, and never what it refuses", async () => {
    const busy = { code: "overloaded", message: "", retryAfterMs: 2_000 };
    const failures = [refusal(429, busy), refusal(404, { code: "not_found", message: "" })];
    service.intercept = ({ path }: SeenRequest) => (path.endsWith("/read") ? failures.shift() : undefined);
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    channel.markRead(3);
    await service.time.run(1_000);
    channel.markRead(4);
    await service.time.run(900);
    expect(moves()).toHaveLength(1);
    await service.time.run(60_000);
    expect(moves().map(({ body }) => body)).toEqual([{ seq: 3 }, { seq: 4 }]);
    channel.markRead(5);
    await service.time.run(0);
    expect(service.reading.cursors.get(CHANNEL)).toBe(5);
  });

  it("keeps the cursor that could not be told for the next connection", async () => {
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    client.stop();
    service.intercept = ({ path }) => (path.endsWith("/read") ? Promise.reject(new TypeError("offline")) : undefined);
    channel.markRead();
    client.stop();
    service.intercept = () => undefined;
    client.start();
    await service.time.run(10_000);
    expect(service.reading.cursors.get(CHANNEL)).toBe(5);
    expect(counts()).toEqual([0, 0, 5]);
  });

  it("moves the cursor to the message one sends, and to no reaction", async () => {
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    channel.react(1, "👍");
    await service.time.run(0);
    expect(counts()).toEqual([3, 1, 2]);
    channel.send("hello");
    await service.time.run(0);
    expect(counts()).toEqual([0, 0, 7]);
    expect(service.reading.cursors.get(CHANNEL)).toBe(7);
  });

  it("follows the user's other devices, by the log or by the list", async () => {
    const told: unknown[] = [];
    client.on("read", (frame) => told.push(frame));
    service.reading.cursors.set(CHANNEL, 3);
    read("ann", 3);
    await service.time.run(0);
    expect(counts()).toEqual([2, 1, 3]);
    read("bob", 5);
    expect(counts()).toEqual([2, 1, 3]);
    read("ann", 5);
    expect(counts()).toEqual([0, 0, 5]);
    expect(told).toHaveLength(3);
    expect(moves()).toEqual([]);
  });

  it("shows who has read how far, from when somebody looks", async () => {
    service.reading.others.set(CHANNEL, { bob: 4 });
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    expect(service.paths(`/channels/${CHANNEL}/reads`)).toEqual([]);
    channel.reads.subscribe(() => undefined);
    await service.time.run(0);
    expect(channel.reads.positions).toEqual([{ userId: "ann", seq: 2 }, { userId: "bob", seq: 4 }]);
    read("bob", 5);
    read("bob", 3);
    read("eve", 1);
    expect(channel.reads.positions).toContainEqual({ userId: "bob", seq: 5 });
    expect(channel.reads.positions).toContainEqual({ userId: "eve", seq: 1 });
    expect(channel.reads.positions).toBe(channel.reads.positions);
  });

  it("shows no receipts in a large channel", async () => {
    service.intercept = ({ path }) =>
      path.includes("/reads") ? refusal(413, { code: "too_large", message: "", field: "channelId" }) : undefined;
    const channel = client.openChannel(CHANNEL);
    channel.reads.subscribe(() => undefined);
    await service.time.run(0);
    expect([channel.reads.areOff, channel.reads.positions]).toEqual([true, []]);
  });

  it("learns from the log of another role, another name and the archive", () => {
    const notice = (kind: string, part: object) => service.writeOther(kind, { senderId: "system", ...part });
    service.broadcast(notice("role", { userId: "bob", role: "owner" }), notice("role", { userId: "ann", role: "readonly" }));
    service.broadcast(notice("rename", { name: "Crew" }), notice("archive", {}));
    expect(summary()).toMatchObject({ role: "readonly", channel: { name: "Crew" } });
    expect(summary().archivedAt).toBeDefined();
    service.broadcast(notice("unarchive", {}));
    expect(summary().archivedAt).toBeUndefined();
  });
});
