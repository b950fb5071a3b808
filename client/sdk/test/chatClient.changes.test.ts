import { beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../src/channel.js";
import type { ChatClient } from "../src/chatClient.js";
import type { Entry } from "../src/entry.js";
import type { MessageItem } from "../src/timeline.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService, entriesFrame, sentFrame } from "./support/fakeService.js";

const THUMB = "👍";

describe("A channel's changes", () => {
  let service: FakeService;
  let client: ChatClient;
  let channel: Channel;

  const items = () => channel.timeline.items.filter((item): item is MessageItem => item.kind === "message");
  const message = (seq: number): Entry => items().find(({ entry }) => entry.seq === seq)!.entry;
  const isChanging = (seq: number) => items().find(({ entry }) => entry.seq === seq)!.isChanging;
  const sends = () => service.connection.sends;
  const answer = (index: number) => service.accept(sends()[index]!, service.connection);
  const refuse = (index: number, code = "forbidden", field?: string) => {
    const { channelId, clientId } = sends()[index]!;
    const error = { code, message: "Only its author may do that.", ...(field !== undefined && { field }) };
    service.connection.events.frame({ type: "error", channelId, clientId, error });
  };

  beforeEach(async () => {
    service = new FakeService();
    service.onSend = () => undefined;
    client = service.client({ previews: 0 });
    service.write("mine", { senderId: "ann" });
    service.write("theirs");
    client.start();
    await service.time.run(0);
    channel = client.openChannel(CHANNEL);
    await service.time.run(0);
  });

  it("show at once, and stay when their entry has come, before or after the answer", () => {
    const { clientId } = channel.edit(1, "better", { format: "markdown" });
    expect(message(1)).toMatchObject({ text: "better", format: "markdown", editedAt: "2026-11-24T00:00:00.000Z" });
    expect(message(1)).not.toHaveProperty("rev");
    expect(isChanging(1)).toBe(true);
    expect(client.unsentCount).toBe(1);
    expect(sends()).toEqual([
      { event: "edit", channelId: CHANNEL, clientId, after: 2, target: 1, text: "better", format: "markdown" },
    ]);

    const stored = service.storeSend(sends()[0]!);
    service.connection.events.frame(sentFrame(stored));
    expect(message(1)).toMatchObject({ text: "better" });
    service.broadcast(stored);
    expect(message(1)).toStrictEqual(service.logs.get(CHANNEL)![0]);
    expect([isChanging(1), client.unsentCount]).toEqual([false, 0]);

    channel.react(2, THUMB);
    answer(1);
    expect(message(2)).toStrictEqual(service.logs.get(CHANNEL)![1]);
  });

  it("are no lines of the timeline, but are seen: nothing is missing", async () => {
    service.broadcast(service.writeOther("react", { target: 1, reaction: THUMB }));
    service.broadcast(service.writeOther("poll"));
    service.broadcast(service.writeOther("join", { senderId: "system", userId: "eve" }));
    service.broadcast(service.write("next"));
    service.requests.length = 0;
    await service.time.run(10_000);
    expect(channel.timeline.items.map(({ kind }) => kind)).toEqual(["message", "message", "notice", "message"]);
    expect(message(1).reactions).toEqual({ [THUMB]: ["bob"] });
    expect(service.requests).toEqual([]);
  });

  it("come several in one frame, some of them again", () => {
    const edit = service.writeOther("edit", { target: 1, text: "b" });
    service.connection.events.frame(entriesFrame(service.logs.get(CHANNEL)![1]!, edit, service.write("three")));
    service.connection.events.frame(entriesFrame(edit));
    expect(items().map(({ entry }) => entry.text)).toEqual(["b", "theirs", "three"]);
  });

  it("leave in the order of the calls, together with messages, one at a time", () => {
    channel.react(2, THUMB);
    channel.send("hi", { replyTo: 2, thread: 1, format: "markdown", metadata: { a: 1 } });
    channel.unreact(2, THUMB);
    channel.pin(2);
    channel.unpin(2);
    channel.delete(1);
    expect(sends()).toHaveLength(1);
    expect(message(2)).not.toHaveProperty("reactions");
    expect(message(2)).not.toHaveProperty("pinned");
    expect(message(1)).toMatchObject({ redacted: true });
    for (let index = 0; index < 6; index += 1) {
      answer(index);
    }

    expect(sends().map(({ event }) => event)).toEqual(["react", "message", "unreact", "pin", "unpin", "delete"]);
    expect(sends()[1]).toMatchObject({ replyTo: 2, thread: 1, format: "markdown", metadata: { a: 1 } });
    expect(items().map(({ entry }) => entry)).toStrictEqual(
      service.logs.get(CHANNEL)!.filter(({ kind }) => kind === "message"),
    );
    expect(client.unsentCount).toBe(0);
  });

  it("are sent again unchanged, and wait for the connection", async () => {
    channel.pin(2);
    await service.time.run(12_000);
    expect(sends()[1]).toEqual(sends()[0]);
    const [first] = sends();
    service.broadcast(service.write("three"));
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(sends()[0]).toEqual(first);
    expect(message(2).pinned).toBe(true);
  });

  it("are taken back when they are refused, with the reason, and can be tried again or dropped", () => {
    const { clientId } = channel.edit(2, "not mine");
    expect(message(2).text).toBe("not mine");
    refuse(0);
    expect(message(2).text).toBe("theirs");
    expect(isChanging(2)).toBe(false);
    expect(channel.timeline.refused).toMatchObject([
      { clientId, event: "edit", target: 2, text: "not mine", error: { code: "forbidden" } },
    ]);

    expect(channel.retry(clientId)).toBe(true);
    expect(message(2).text).toBe("not mine");
    refuse(1, "not_found", "target");
    expect(channel.timeline.refused[0]?.error).toMatchObject({ code: "not_found", field: "target" });
    expect(channel.discard(clientId)).toBe(true);
    expect(channel.timeline.refused).toEqual([]);
  });

  it("that are refused take back no more than themselves", () => {
    channel.react(2, THUMB);
    channel.react(2, "🎉");
    refuse(0, "too_large", "reaction");
    expect(message(2).reactions).toEqual({ "🎉": ["ann"] });
    answer(1);
    expect(message(2).reactions).toEqual({ "🎉": ["ann"] });
  });

  it("give way to what another device has done since they were stored", () => {
    channel.edit(1, "first");
    const stored = service.storeSend(sends()[0]!);
    const later = service.writeOther("edit", { target: 1, text: "second", senderId: "ann", clientId: "phone" });
    service.connection.events.frame(sentFrame(stored));
    service.broadcast(stored, later);
    expect(message(1)).toMatchObject({ text: "second", rev: 4 });
  });

  it("do not touch a message that is deleted meanwhile", () => {
    channel.react(2, THUMB);
    service.broadcast(service.writeOther("delete", { target: 2 }));
    expect(message(2)).toMatchObject({ redacted: true });
    expect(message(2)).not.toHaveProperty("reactions");
    expect(message(2)).not.toHaveProperty("text");
  });

  it("are refused at once when they could never be stored, by field", () => {
    const refusals: [() => unknown, string, string][] = [
      [() => channel.edit(1, " "), "invalid_request", "text"],
      [() => channel.edit(1, "x".repeat(21)), "too_large", "text"],
      [() => channel.delete(0), "invalid_request", "target"],
      [() => channel.pin(1.5), "invalid_request", "target"],
      [() => channel.react(1, ""), "invalid_request", "reaction"],
      [() => channel.react(1, "a b"), "invalid_request", "reaction"],
      [() => channel.unreact(1, "x".repeat(33)), "invalid_request", "reaction"],
      [() => channel.send("hi", { replyTo: 3 }), "invalid_request", "replyTo"],
      [() => channel.send("hi", { thread: 0 }), "invalid_request", "thread"],
      [() => channel.send("hi", { metadata: { long: "ü".repeat(30) } }), "too_large", "metadata"],
    ];
    refusals.forEach(([call, code, field]) => expect(call).toThrowError(expect.objectContaining({ code, field })));
    expect(sends()).toEqual([]);
    expect(channel.timeline.items).toHaveLength(2);
  });

  it("say nothing of a format that is plain anyway", () => {
    channel.send("hi", { format: "plain" });
    channel.edit(1, "ho", { format: "plain" });
    answer(0);
    expect(sends().map((data) => "format" in data)).toEqual([false, false]);
  });

  it("are limited like messages, as they wait in the same queue", () => {
    Array.from({ length: 500 }, () => channel.pin(1));
    expect(() => channel.unpin(1)).toThrowError(expect.objectContaining({ code: "outbox_full" }));
  });
});
