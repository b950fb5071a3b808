import { beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../src/channel.js";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL, EPOCH, entries, entry, pageOf } from "./support/entries.js";
import { FakeService, json } from "./support/fakeService.js";

describe("A log that is not what it was", () => {
  let service: FakeService;
  let client: ChatClient;
  let channel: Channel;
  const shown = () =>
    channel.timeline.items.map((item) =>
      item.kind === "outgoing" ? `${item.message.state} ${item.message.text}` : `${item.entry.seq} ${item.entry.text}`,
    );
  const reconnect = async () => {
    service.connection.events.closed();
    await service.time.run(10_000);
  };
  const restore = (...texts: string[]) => {
    service.logs.set(CHANNEL, []);
    texts.forEach((text) => service.write(text));
    service.epoch = "2";
  };

  beforeEach(async () => {
    service = new FakeService();
    client = service.client();
    ["one", "two", "three"].forEach((text) => service.write(text));
    client.start();
    await service.time.run(0);
    channel = client.openChannel(CHANNEL);
    await service.time.run(0);
  });

  it("is read anew after the operator restored it, whether it is shorter or longer by then", async () => {
    restore("one", "two");
    await reconnect();
    expect(shown()).toEqual(["1 one", "2 two"]);
    expect(client.channels[0]?.latest?.text).toBe("two");
    service.broadcast(service.write("another three"));
    expect(shown()).toEqual(["1 one", "2 two", "3 another three"]);

    restore("a", "b", "c", "d", "e");
    service.epoch = "3";
    await reconnect();
    expect(shown()).toEqual(["1 a", "2 b", "3 c", "4 d", "5 e"]);
  });

  it("is read once more after the reset: what came live meanwhile may be the new one's", async () => {
    restore("one");
    let isFirst = true;
    service.intercept = ({ path }) => {
      if (isFirst && path.includes("epoch=1")) {
        isFirst = false;
        const page = { ...pageOf(service.logs.get(CHANNEL)!, {}, "2"), reset: true };
        service.broadcast(service.write("late"));
        return json(page);
      }

      return undefined;
    };
    await reconnect();
    expect(shown()).toEqual(["1 one", "2 late"]);
  });

  it("does not wait for messages that were stored in the one before", async () => {
    service.onSend = () => undefined;
    const { clientId } = channel.send("lost");
    service.connection.events.frame({ type: "sent", channelId: CHANNEL, clientId, seq: 4, createdAt: "" });
    channel.send("not sent yet");
    expect(shown().slice(3)).toEqual(["sent lost", "pending not sent yet"]);
    restore("one");
    await reconnect();
    expect(shown()).toEqual(["1 one", "pending not sent yet"]);
  });

  it("is not read in a hot loop when each answer is a reset", async () => {
    service.intercept = ({ path }) =>
      path.includes("after=") ? json({ ...pageOf(entries(1, 3), {}, EPOCH), reset: true }) : undefined;
    service.requests.length = 0;
    await reconnect();
    expect(service.paths(`/channels/${CHANNEL}`).length).toBeLessThan(30);
  });

  it("is reset by an older page too, when that shows another epoch", async () => {
    const long = entries(1, 120);
    service.logs.set("long", []);
    long.forEach(({ text }) => service.write(text!, { channelId: "long" }));
    channel = client.openChannel("long");
    await service.time.run(0);
    service.epoch = "2";
    service.logs.set("long", [entry(1, { channelId: "long", text: "restored" })]);
    await channel.loadOlder();
    await service.time.run(0);
    expect(shown()).toEqual(["1 restored"]);
  });

  it("shows no preview of what was there before a restore, of a channel that is not opened", async () => {
    service.logs.set("quiet", []);
    service.channels.push({ ...service.channels[0]!, channelId: "quiet" });
    ["a", "b"].forEach((text) => service.write(text, { channelId: "quiet" }));
    const latest = () => client.channels.find((one) => one.channel.channelId === "quiet")?.latest?.text;
    await reconnect();
    expect(latest()).toBe("b");
    service.logs.set("quiet", [entry(1, { channelId: "quiet", text: "restored" })]);
    service.epoch = "2";
    await reconnect();
    expect(latest()).toBe("restored");
  });

  it("goes on where retention has cut it while this device was away", async () => {
    service.logs.set(CHANNEL, entries(8, 9));
    await reconnect();
    expect(shown()).toEqual(["8 message 8", "9 message 9"]);
    expect(channel.timeline).toMatchObject({ hasOlder: false, firstSeq: 8 });
    service.broadcast(entry(10));
    expect(shown()).toHaveLength(3);
  });
});
