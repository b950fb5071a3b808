import { beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../src/channel.js";
import type { ChatClient } from "../src/chatClient.js";
import type { MessagePage } from "../src/messagePage.js";
import { CHANNEL, entry } from "./support/entries.js";
import { FakeService } from "./support/fakeService.js";

describe("Pages beside the timeline", () => {
  let service: FakeService;
  let client: ChatClient;
  let channel: Channel;
  const seqs = ({ messages }: MessagePage) => messages.map(({ seq }) => seq);

  beforeEach(async () => {
    service = new FakeService();
    client = service.client({ previews: 0 });
    for (let seq = 1; seq <= 200; seq += 1) {
      service.write(`m${seq}`, seq > 10 && seq % 2 === 0 ? { thread: 10 } : {});
    }

    service.writeOther("pin", { target: 3 });
    service.writeOther("pin", { target: 150 });
    client.start();
    await service.time.run(0);
    channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    service.requests.length = 0;
  });

  it("hold the pinned messages", async () => {
    const page = await channel.pinned();
    expect([seqs(page), page.hasOlder, page.hasNewer]).toEqual([[3, 150], false, false]);
    expect(seqs(await channel.pinned({ before: 150 }))).toEqual([3]);
    expect(service.paths()).toEqual([
      `/channels/${CHANNEL}/entries?pinned=true`,
      `/channels/${CHANNEL}/entries?pinned=true&before=150`,
    ]);
  });

  it("hold a thread's replies, the newest first and further ones before them", async () => {
    const page = await channel.thread(10);
    expect([page.messages.length, page.firstSeq, page.hasOlder]).toEqual([50, 102, true]);
    const older = await channel.thread(10, { before: page.firstSeq! });
    expect(seqs(older)).toEqual(Array.from({ length: 45 }, (_, index) => 12 + 2 * index));
    expect(older.hasOlder).toBe(false);
  });

  it("hold a message with those around it, however old, and leave the timeline where it is", async () => {
    const before = channel.timeline;
    const page = await channel.loadAround(20, 6);
    expect([seqs(page), page.hasOlder, page.hasNewer]).toEqual([[17, 18, 19, 20, 21, 22], true, true]);
    expect(channel.timeline).toBe(before);
    expect(service.paths()).toEqual([`/channels/${CHANNEL}/entries?around=20&limit=6`]);
  });

  it("hold messages only, but tell how far they have read", async () => {
    const page = await channel.loadAround(201, 2);
    expect([seqs(page), page.firstSeq]).toEqual([[200], 200]);
  });

  it("are brought up to date by what comes live, and by one's own changes", async () => {
    const { messages } = await channel.pinned();
    expect(channel.upToDate(messages)).toEqual(messages);
    service.broadcast(service.writeOther("edit", { target: 3, text: "new" }));
    channel.react(3, "👍");
    channel.unpin(150);
    expect(channel.upToDate(messages)).toMatchObject([
      { text: "new", reactions: { "👍": ["ann"] }, pinned: true },
      { text: "m150" },
    ]);
    expect(channel.upToDate(messages)[1]).not.toHaveProperty("pinned");
  });

  it("are given to the caller as failed, who may try again", async () => {
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    await expect(channel.pinned()).rejects.toMatchObject({ code: "network" });
    service.intercept = () => undefined;
    expect((await channel.pinned()).messages).toHaveLength(2);
  });

  it("let the channel be read again when they show that its log is another one", async () => {
    service.epoch = "2";
    service.logs.set(CHANNEL, [entry(1, { text: "restored" })]);
    await channel.pinned();
    await service.time.run(0);
    expect(channel.timeline.items).toMatchObject([{ entry: { text: "restored" } }]);
  });
});
