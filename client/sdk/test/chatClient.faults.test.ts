import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import type { ChatError } from "../src/chatError.js";
import { CHANNEL, entry } from "./support/entries.js";
import { direct, FakeService, json, refusal } from "./support/fakeService.js";

const html = (status: number) => new Response("<html>A proxy speaks.</html>", { status });
const never = () => new Promise<never>(() => undefined);

describe("ChatClient", () => {
  let service: FakeService;
  let client: ChatClient;
  let errors: ChatError[];
  const listed = () =>
    client.channels.map(({ channel, latest, unread }) => [channel.channelId, latest?.text, unread > 0] as const);
  const reconnect = async () => {
    service.connection.events.closed();
    await service.time.run(5_000);
  };

  beforeEach(async () => {
    service = new FakeService();
    client = service.client();
    errors = [];
    client.on("error", (error) => errors.push(error));
  });

  const begin = async () => {
    client.start();
    await service.time.run(0);
  };

  it.each([403, 404, 200])("takes a proxy's answer %i for no verdict on a channel", async (status) => {
    await begin();
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    service.intercept = ({ path }) => (path.startsWith("/channels") ? html(status) : undefined);
    service.connection.events.closed();
    await service.time.run(20_000);
    service.write("meanwhile");
    service.intercept = () => undefined;
    await service.time.run(35_000);
    expect(channel.timeline.items).toHaveLength(1);
    expect(channel.timeline.error).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it("takes an answer of another shape for no answer of the service", async () => {
    await begin();
    const channel = client.openChannel(CHANNEL);
    const broken = { ...entry(1), createdAt: "yesterday" };
    service.intercept = () => json({ channelId: CHANNEL, entries: [broken], more: false });
    await service.time.run(10_000);
    expect(channel.timeline.items).toEqual([]);
    service.intercept = () => undefined;
    service.write("one");
    await service.time.run(35_000);
    expect(channel.timeline.items).toHaveLength(1);
  });

  it("forgets a channel's error once something of it can be read", async () => {
    const channel = client.openChannel("later");
    await begin();
    expect(channel.timeline).toMatchObject({ isOpen: false, error: { code: "not_found" } });
    service.logs.set("later", []);
    service.write("hello", { channelId: "later" });
    service.connection.events.frame({ type: "channel", channel: direct("later", "bob") });
    await service.time.run(0);
    expect(channel.timeline.error).toBeUndefined();
    expect(channel.timeline.items).toHaveLength(1);
  });

  it("lists an opened channel with its newest message, whichever is read first", async () => {
    service.write("hello");
    client.openChannel(CHANNEL);
    await service.time.run(0);
    await begin();
    expect(listed()).toEqual([[CHANNEL, "hello", true]]);
    expect(service.paths(`/channels/${CHANNEL}`)).not.toContain(`/channels/${CHANNEL}/entries?limit=1`);
  });

  it("keeps the highest early entry of a channel until the channel is listed", async () => {
    await begin();
    service.logs.set("new", []);
    const [first, second] = [1, 2].map((seq) => service.write(`m${seq}`, { channelId: "new" }));
    service.broadcast(second!);
    service.broadcast(first!);
    await service.time.run(0);
    service.intercept = ({ path }) => (path.includes("entries") ? html(503) : undefined);
    service.channels.push(direct("new", "bob"));
    service.connection.events.frame({ type: "channel", channel: direct("new", "bob") });
    expect(listed()).toContainEqual(["new", "m2", true]);
  });

  it("takes an entry of a kind it does not know as seen", async () => {
    service.write("hello");
    service.reading.cursors.set(CHANNEL, 1);
    await begin();
    service.broadcast(service.write("?", { kind: "poll" }));
    expect(listed()).toEqual([[CHANNEL, "hello", false]]);
  });

  it("knows an empty list from one that was not read yet", async () => {
    service.channels = [];
    const known: boolean[] = [];
    client.on("channels", () => known.push(client.areChannelsKnown));
    expect(client.areChannelsKnown).toBe(false);
    await begin();
    expect(known).toEqual([true]);
    expect(client.channels).toEqual([]);
  });

  it("reads a preview again that could not be read, and no other", async () => {
    service.channels.push(direct("busy", "bob"));
    service.logs.set("busy", []);
    service.write("one", { channelId: "busy" });
    let isBusy = true;
    service.intercept = ({ path }) =>
      isBusy && path.startsWith("/channels/busy")
        ? refusal(429, { code: "overloaded", message: "", retryAfterMs: 1_000 })
        : undefined;
    await begin();
    await service.time.run(5_000);
    isBusy = false;
    await service.time.run(31_000);
    expect(listed()).toContainEqual(["busy", "one", true]);
    expect(service.paths("/me/channels")).toHaveLength(1);
    expect(service.paths(`/channels/${CHANNEL}/`)).toHaveLength(1);
  });

  it("gives up a request over the old network when it has a new connection", async () => {
    await begin();
    const channel = client.openChannel(CHANNEL);
    await service.time.run(0);
    service.intercept = ({ path }) => (path === "/negotiate" ? undefined : never());
    await reconnect();
    service.write("meanwhile");
    service.intercept = () => undefined;
    await reconnect();
    expect(channel.timeline.items).toHaveLength(1);
  });

  it("reads only a few opened channels at once, the one opened last before the others", async () => {
    await begin();
    const ids = Array.from({ length: 8 }, (_, index) => `c${index}`);
    ids.forEach((id) => service.logs.set(id, []));
    service.requests.length = 0;
    const answers: (() => void)[] = [];
    service.intercept = () => new Promise((resolve) => answers.push(() => resolve(undefined as never)));
    ids.forEach((id) => client.openChannel(id));
    await service.time.run(0);
    expect(service.paths("/channels")).toHaveLength(4);
    answers[0]!();
    await service.time.run(0);
    expect(service.paths("/channels").at(-1)).toContain("/c7/");
  });

  it("waits no longer for a token than for an answer", async () => {
    let token: () => string | Promise<string> = never;
    client = service.client({ getToken: () => token() });
    client.start();
    await service.time.run(30_000);
    expect(client.state).toMatchObject({ status: "offline", error: { code: "network" } });
    token = () => "ann's token";
    await service.time.run(10_000);
    expect(client.state.status).toBe("online");
  });

  it("gives up a request that is not answered within 30 s", async () => {
    service.intercept = never;
    client.start();
    await service.time.run(30_000);
    expect(client.state).toMatchObject({ status: "offline", error: { code: "network" } });
  });

  it.each([
    ["createDirect", () => client.createDirect("bob")],
    ["createGroup", () => client.createGroup("Team", [])],
    ["manage", () => client.manage(CHANNEL).details()],
    ["profile", () => client.profile("bob")],
  ])("stops when %s finds the sign-in over, and says so once", async (_, call) => {
    await begin();
    service.intercept = () => refusal(401, { code: "unauthenticated", message: "Over." });
    await call().catch(() => undefined);
    await service.time.run(60_000);
    expect(client.state).toMatchObject({ status: "stopped", error: { code: "unauthenticated" } });
    expect(errors.map(({ code }) => code)).toEqual(["unauthenticated"]);
  });
});
