import { beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../src/channel.js";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL, EPOCH } from "./support/entries.js";
import { FakeService, refusal, sentFrame } from "./support/fakeService.js";

describe("ChatClient's opened channel", () => {
  let service: FakeService;
  let client: ChatClient;
  let channel: Channel;

  const shown = () =>
    channel.timeline.items.map((item) =>
      item.kind === "outgoing" ? `${item.message.state} ${item.message.text}` : `${item.entry.seq} ${item.entry.text}`,
    );
  const pages = () => service.paths(`/channels/${CHANNEL}/entries`);

  beforeEach(async () => {
    service = new FakeService();
    client = service.client({ previews: 0 });
    service.write("one");
    service.write("two");
    client.start();
    await service.time.run(0);
    channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    service.requests.length = 0;
  });

  it("shows the newest page, then what comes live", () => {
    service.broadcast(service.write("three"));
    expect(shown()).toEqual(["1 one", "2 two", "3 three"]);
    expect(client.openChannel(CHANNEL)).toBe(channel);
    expect(pages()).toEqual([]);
  });

  it("puts live entries and the first page into one log", async () => {
    service.logs.set("other", []);
    const early = service.write("early", { channelId: "other" });
    channel = client.openChannel("other");
    expect(channel.timeline.isLoading).toBe(true);
    service.broadcast(early);
    const late = service.write("late", { channelId: "other" });
    await service.time.run(0);
    service.broadcast(late);
    expect(shown()).toEqual(["1 early", "2 late"]);
    expect(channel.timeline.isLoading).toBe(false);
  });

  it("lets a gap close by itself for 300 ms, without a request", async () => {
    const third = service.write("three");
    service.broadcast(service.write("four"));
    expect(shown()).toEqual(["1 one", "2 two"]);
    await service.time.run(299);
    service.broadcast(third);
    await service.time.run(10_000);
    expect(shown()).toEqual(["1 one", "2 two", "3 three", "4 four"]);
    expect(pages()).toEqual([]);
  });

  it("fetches a gap that stays, once", async () => {
    service.write("three");
    service.write("four");
    service.broadcast(service.write("five"));
    service.broadcast(service.write("six"));
    await service.time.run(10_000);
    expect(shown().slice(2)).toEqual(["3 three", "4 four", "5 five", "6 six"]);
    expect(pages()).toEqual([`/channels/${CHANNEL}/entries?after=2&limit=200&epoch=1`]);
  });

  it("goes on fetching a gap that a lagging replica does not show yet", async () => {
    service.write("three");
    service.broadcast(service.write("four"));
    let answers = 0;
    service.intercept = () =>
      ++answers < 3 ? new Response(JSON.stringify({ channelId: CHANNEL, epoch: EPOCH, entries: [], more: false })) : undefined;
    await service.time.run(20_000);
    expect(shown().slice(2)).toEqual(["3 three", "4 four"]);
    expect(answers).toBe(3);
  });

  it("catches up page by page after a new connection, not after a recovery", async () => {
    service.connection.events.lost();
    for (let index = 3; index <= 450; index += 1) {
      service.write(`m${index}`);
    }

    service.connection.events.recovered();
    await service.time.run(10_000);
    expect(pages()).toEqual([]);

    service.connection.events.closed();
    await service.time.run(10_000);
    expect(shown()).toHaveLength(450);
    expect(pages().map((path) => path.split("?")[1])).toEqual([
      "after=2&limit=200&epoch=1",
      "after=202&limit=200&epoch=1",
      "after=402&limit=200&epoch=1",
    ]);
  });

  it("shows a message at once and keeps one line of it when its entry comes before the answer", async () => {
    service.onSend = () => undefined;
    channel.send("hi");
    expect(shown()).toEqual(["1 one", "2 two", "pending hi"]);
    expect(service.connection.sends[0]).toMatchObject({ channelId: CHANNEL, after: 2, text: "hi" });

    const written = service.storeSend(service.connection.sends[0]!);
    service.broadcast(written);
    expect(shown()).toEqual(["1 one", "2 two", "3 hi"]);
    service.connection.events.frame(sentFrame(written));
    expect(shown()).toEqual(["1 one", "2 two", "3 hi"]);
    expect(client.unsentCount).toBe(0);
  });

  it("shows it as sent when the answer comes before its entry, and fetches an entry that stays away", async () => {
    service.onSend = () => undefined;
    channel.send("hi");
    service.connection.events.frame(sentFrame(service.storeSend(service.connection.sends[0]!)));
    expect(shown()).toEqual(["1 one", "2 two", "sent hi"]);
    await service.time.run(1_000);
    expect(shown()).toEqual(["1 one", "2 two", "3 hi"]);
  });

  it("sends again after an error with retryAfterMs, and marks one without as failed", async () => {
    const answers = [
      { code: "overloaded", message: "", retryAfterMs: 100 },
      { code: "too_large", message: "" },
    ];
    service.onSend = ({ channelId, clientId }, { events }) =>
      events.frame({ type: "error", channelId, clientId, error: answers.shift() });
    channel.send("hi");
    await service.time.run(5_000);
    expect(shown().at(-1)).toBe("failed hi");
    const [first, second] = service.connection.sends;
    expect(second).toEqual(first);

    service.onSend = (data, connection) => service.accept(data, connection);
    expect(channel.retry(first!.clientId)).toBe(true);
    expect(shown()).toEqual(["1 one", "2 two", "3 hi"]);
  });

  it("keeps what is written offline, and sends it once and in order when it is back", async () => {
    service.connection.events.closed();
    channel.send("a");
    channel.send("b");
    expect(shown()).toEqual(["1 one", "2 two", "pending a", "pending b"]);
    expect(client.unsentCount).toBe(2);
    await service.time.run(10_000);
    expect(shown()).toEqual(["1 one", "2 two", "3 a", "4 b"]);
    expect(service.logs.get(CHANNEL)).toHaveLength(4);
  });

  it("makes one entry of a message whose answer was lost with the connection", async () => {
    const old = service.connection;
    service.onSend = (data) => void service.storeSend(data);
    channel.send("hi");
    service.onSend = (data, connection) => service.accept(data, connection);
    old.events.closed();
    await service.time.run(10_000);
    expect(shown()).toEqual(["1 one", "2 two", "3 hi"]);
    expect(service.connection.sends).toHaveLength(1);
  });

  it("refuses a text that can never be sent, by its field", () => {
    expect(() => channel.send(" \n ")).toThrowError(
      expect.objectContaining({ code: "invalid_request", field: "text" }),
    );
    expect(() => channel.send("x".repeat(21))).toThrowError(
      expect.objectContaining({ code: "too_large", field: "text" }),
    );
    expect(channel.timeline.items).toHaveLength(2);
  });

  it("loads older pages on demand, one request at a time", async () => {
    const long = Array.from({ length: 120 }, (_, index) => index + 1);
    service.logs.set("long", []);
    long.forEach((index) => service.write(`m${index}`, { channelId: "long" }));
    channel = client.openChannel("long");
    await service.time.run(0);
    expect(channel.timeline).toMatchObject({ hasOlder: true, isLoadingOlder: false });
    expect(shown()[0]).toBe("71 m71");

    const loading = channel.loadOlder();
    expect(channel.loadOlder()).toBe(loading);
    expect(channel.timeline.isLoadingOlder).toBe(true);
    await loading;
    await channel.loadOlder();
    expect(shown()).toEqual(long.map((index) => `${index} m${index}`));
    expect(channel.timeline).toMatchObject({ hasOlder: false, isLoadingOlder: false });
  });

  it("gives a failed older page to the caller, who may try again", async () => {
    service.logs.set("long", []);
    Array.from({ length: 60 }, (_, index) => service.write(`m${index}`, { channelId: "long" }));
    channel = client.openChannel("long");
    await service.time.run(0);
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    await expect(channel.loadOlder()).rejects.toMatchObject({ code: "network" });
    service.intercept = () => undefined;
    await channel.loadOlder();
    expect(channel.timeline.items).toHaveLength(60);
  });

  it("tells when the channel is not there, and reads again on the next connection", async () => {
    channel = client.openChannel("foreign");
    await service.time.run(0);
    expect(channel.timeline.error).toMatchObject({ code: "not_found" });
    expect(channel.timeline.isLoading).toBe(false);

    service.logs.set("foreign", []);
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(channel.timeline.error).toBeUndefined();
  });

  it("opens a channel as soon as the service can be read again", async () => {
    service.logs.set("other", []);
    service.write("hello", { channelId: "other" });
    service.intercept = () => refusal(503, { code: "unavailable", message: "", retryAfterMs: 1_000 });
    channel = client.openChannel("other");
    await service.time.run(5_000);
    expect(channel.timeline.isLoading).toBe(true);
    service.intercept = () => undefined;
    await service.time.run(31_000);
    expect(shown()).toEqual(["1 hello"]);
  });
});
