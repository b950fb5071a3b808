import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import type { ChatError } from "../src/chatError.js";
import { CHANNEL, entry } from "./support/entries.js";
import { direct, FakeService, refusal } from "./support/fakeService.js";

describe("ChatClient's channel list", () => {
  let service: FakeService;
  let client: ChatClient;
  let errors: ChatError[];

  const listed = () =>
    client.channels.map(
      ({ channel, latest, unread }) => `${channel.channelId}: ${latest?.text ?? "-"}${unread > 0 ? " (news)" : ""}`,
    );

  beforeEach(async () => {
    service = new FakeService();
    service.channels.push(direct("with-bob", "bob"));
    service.logs.set("with-bob", []);
    service.write("hello", { channelId: "with-bob" });
    service.reading.cursors.set("with-bob", 1);
    client = service.client();
    errors = [];
    client.on("error", (error) => errors.push(error));
    client.start();
    await service.time.run(0);
  });

  it("shows each channel's newest entry, the latest active first, and nothing as news that was read", () => {
    expect(listed()).toEqual(["with-bob: hello", "team: -"]);
    expect(service.paths("/channels/with-bob")).toEqual(["/channels/with-bob/entries?limit=20"]);
  });

  it("moves a channel up when others write, as news until it is seen", () => {
    service.broadcast(service.write("latest", { createdAt: "2026-11-24T12:00:00.000Z" }));
    expect(listed()).toEqual(["team: latest (news)", "with-bob: hello"]);
    client.openChannel(CHANNEL).markRead(1);
    expect(listed()[0]).toBe("team: latest");
  });

  it("takes a channel off the list that is the user's no longer, told at once or found out after having been away", async () => {
    const other = { ...direct("with-eve", "eve") };
    service.connection.events.frame({ type: "channelGone", channelId: "with-bob" });
    service.connection.events.frame({ type: "channelGone", channelId: "never heard of" });
    expect(listed()).toEqual(["team: -"]);

    service.channels = [other];
    service.logs.set("with-eve", []);
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(listed()).toEqual(["with-eve: -"]);
  });

  it("keeps channels that an answer has no room for", async () => {
    service.channels = [direct("with-bob", "bob")];
    service.moreChannels = true;
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(listed()).toEqual(["with-bob: hello", "team: -"]);
  });

  it("takes one's own entries from another device for no news", () => {
    service.broadcast(service.write("mine", { senderId: "ann" }));
    expect(listed()).toContain("team: mine");
  });

  it("shows what became of the newest message, of a channel that is not opened and of one that is", async () => {
    service.broadcast(service.write("draft"));
    client.openChannel(CHANNEL).markRead(1);
    for (const open of [() => undefined, () => client.openChannel(CHANNEL)]) {
      open();
      await service.time.run(0);
      service.broadcast(service.writeOther("edit", { target: 1, text: "final" }));
      expect(listed()).toContain("team: final");
      service.broadcast(service.writeOther("edit", { target: 1, text: "draft" }));
      expect(listed()).toContain("team: draft");
    }

    service.broadcast(service.writeOther("delete", { target: 1 }));
    expect(client.channels.find(({ channel }) => channel.channelId === CHANNEL)?.latest).toMatchObject({ redacted: true });
  });

  it("finds the newest message behind reactions and those who joined", async () => {
    service.write("somewhere above");
    service.writeOther("react", { target: 1, reaction: "👍" });
    service.writeOther("join", { userId: "eve", senderId: "system" });
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(listed()).toContain("team: somewhere above (news)");
  });

  it("keeps the same array until something changes", () => {
    const before = client.channels;
    expect(client.channels).toBe(before);
    service.broadcast(service.write("news"));
    expect(client.channels).not.toBe(before);
  });

  it("reads the list again when an entry of an unknown channel comes", async () => {
    service.channels.push(direct("with-eve", "eve"));
    service.logs.set("with-eve", []);
    service.requests.length = 0;
    const psst = service.write("pst", { channelId: "with-eve" });
    service.broadcast(psst, service.writeOther("edit", { channelId: "with-eve", target: 1, text: "psst" }));
    await service.time.run(0);
    expect(listed()).toContain("with-eve: psst (news)");
    expect(service.paths("/me/channels")).toHaveLength(1);
    expect(service.paths("/channels/with-bob")).toEqual([]);
  });

  it("adds a channel that has become the user's", () => {
    service.connection.events.frame({ type: "channel", channel: direct("with-eve", "eve") });
    expect(listed()).toContain("with-eve: -");
  });

  it("finds what was written meanwhile after a new connection, as news", async () => {
    service.connection.events.closed();
    service.write("while you were away", { channelId: "with-bob" });
    await service.time.run(10_000);
    expect(listed()).toContain("with-bob: while you were away (news)");
  });

  it("takes a frame that is unknown or broken for nothing", () => {
    const before = client.channels;
    for (const data of [
      undefined,
      "text",
      [],
      { type: "poke" },
      { type: "entries" },
      { type: "entries", channelId: CHANNEL, entries: [{ ...entry(1), seq: 0 }] },
      { type: "entries", channelId: CHANNEL, entries: [{ ...entry(1), text: 7 }] },
      { type: "channel", channel: { channelId: "x", kind: "direct" } },
      { type: "sent", channelId: CHANNEL },
      { type: "error", error: {} },
    ]) {
      service.connection.events.frame(data);
    }

    expect(client.channels).toBe(before);
    expect(errors).toEqual([]);
  });

  it("raises an error frame that belongs to no message", () => {
    service.connection.events.frame({ type: "error", error: { code: "unknown_event", message: "No." } });
    expect(errors.map(({ code }) => code)).toEqual(["unknown_event"]);
  });

  it("survives a channel that vanished and a service that is busy", async () => {
    service.channels.push(direct("gone", "eve"));
    let isBusy = true;
    service.intercept = ({ path }) =>
      isBusy && path === "/me/channels"
        ? refusal(503, { code: "unavailable", message: "", retryAfterMs: 1_000 })
        : undefined;
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(listed()).not.toContain("gone: -");
    isBusy = false;
    await service.time.run(40_000);
    expect(listed()).toContain("gone: -");
    expect(errors).toEqual([]);
  });

  it("creates channels with the body the protocol asks for, and lists them at once", async () => {
    const made = await client.createDirect("eve");
    expect(made).toMatchObject({ kind: "direct", peerId: "eve" });
    await client.createGroup("Plans", ["bob", "eve"], "form-1");
    const bodies = service.requests.filter(({ method, path }) => method === "POST" && path === "/channels");
    expect(bodies.map(({ body }) => body)).toEqual([
      { kind: "direct", members: ["eve"] },
      { kind: "group", name: "Plans", members: ["bob", "eve"], clientId: "form-1" },
    ]);
    expect(listed()).toEqual(expect.arrayContaining(["with-eve: -", "new-group: -"]));
  });

  it("hands a refusal to the caller with its field", async () => {
    const error = { code: "invalid_request", message: "members[0] is not a user id.", field: "members[0]" };
    service.intercept = () => refusal(400, error);
    await expect(client.createDirect("?")).rejects.toMatchObject(error);
  });

  it("asks for a display name once, and falls back to the id", async () => {
    service.requests.length = 0;
    const name = async (userId: string) => (await client.profile(userId)).displayName;
    expect(await Promise.all([name("bob"), name("bob")])).toEqual(["Bob", "Bob"]);
    expect(await name("bob")).toBe("Bob");
    expect(client.knownProfile("bob")?.displayName).toBe("Bob");
    expect(await name("eve")).toBe("eve");
    expect(await name("eve")).toBe("eve");
    expect(service.paths("/users")).toEqual(["/users/bob", "/users/eve"]);

    await service.time.run(60_001);
    await client.profile("eve");
    expect(service.paths("/users/eve")).toHaveLength(2);
    expect(client.knownProfile("ann")?.displayName).toBe("Ann");
  });
});
