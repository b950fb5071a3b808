import { WebPubSubServiceClient } from "@azure/web-pubsub";
import { expect, test } from "vitest";
import { emulatorOf, until } from "./emulator.mjs";

const emulator = emulatorOf("connecting");

test("1 start() with a valid token opens and the connected event has connectionId and userId", async () => {
  const ann = await emulator.hub().client("ann").started();
  expect(ann.seen.connected).toEqual([
    expect.objectContaining({ userId: "ann", connectionId: expect.stringMatching(/./) }),
  ]);
});

test("2 a token signed with another key is refused with 401 and start() rejects", async () => {
  const hub = emulator.hub();
  const wrongKey = emulator.connectionString.replace(/AccessKey=[^;]*/, "AccessKey=" + "wrong".repeat(10));
  const { url } = await new WebPubSubServiceClient(wrongKey, hub.name).getClientAccessToken({ userId: "eve" });
  await expect(hub.client("eve", { url }).start()).rejects.toThrow("Unexpected server response: 401");
});

test("2 a token for another hub or another host is refused with 401", async () => {
  const hub = emulator.hub();
  const { url } = await hub.service.getClientAccessToken({ userId: "eve" });
  for (const elsewhere of [url.replace(hub.name, "other"), url.replace("127.0.0.1", "localhost")]) {
    await expect(hub.client("eve", { url: elsewhere }).start()).rejects.toThrow("Unexpected server response: 401");
  }
});

test("5 the form /client/?hub= is accepted", async () => {
  const hub = emulator.hub();
  const { url } = await hub.service.getClientAccessToken({ userId: "ann" });
  const ann = await hub
    .client("ann", { url: url.replace(`/client/hubs/${hub.name}?`, `/client/?hub=${hub.name}&`) })
    .started();
  expect(await hub.service.connectionExists(ann.connectionId())).toBe(true);
});

test("6 both JSON subprotocols are echoed so that the client opens", async () => {
  const hub = emulator.hub();
  await hub.client("ann", { plain: true }).started();
  await hub.client("bob").started();
  expect([await hub.service.userExists("ann"), await hub.service.userExists("bob")]).toEqual([true, true]);
});

test("8 groups in the token make the client a member at once", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { groups: ["g"] }).started();
  await hub.group("g").sendToAll("hello", { contentType: "text/plain" });
  await until(() => expect(ann.groupData()).toEqual(["hello"]));
  const members = [];
  for await (const member of await hub.group("g").listConnections()) members.push(member);
  expect(members).toEqual([{ connectionId: ann.connectionId(), userId: "ann" }]);
});

test("9 a client without userId connects and its messages name nobody", async () => {
  const hub = emulator.hub();
  const someone = await hub.client(undefined).started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  await someone.sendToGroup("g", "hi", "text");
  await until(() => expect(bob.seen.group).toHaveLength(1));
  expect(someone.seen.connected[0].userId ?? null).toBeNull();
  expect(bob.seen.group[0].fromUserId ?? null).toBeNull();
});

test("46 pings are answered so that a quiet connection stays", async () => {
  const ann = await emulator.hub().client("ann", { keepAliveIntervalInMs: 100, keepAliveTimeoutInMs: 600 }).started();
  await until(() => expect(ann.seen.sent.filter((frame) => frame.type === "ping").length).toBeGreaterThan(12));
  expect(ann.seen.connected).toHaveLength(1);
  expect(ann.seen.disconnected).toEqual([]);
});

test("65 a locally made token with several roles and groups lets a client in", async () => {
  const hub = emulator.hub();
  const roles = ["webpubsub.joinLeaveGroup.a", "webpubsub.joinLeaveGroup.b"];
  const ann = await hub.client("ann", { roles, groups: ["g", "h"] }).started();
  await ann.joinGroup("a");
  await ann.joinGroup("b");
  const exist = await Promise.all(["a", "b", "g", "h"].map((group) => hub.service.groupExists(group)));
  expect(exist).toEqual([true, true, true, true]);
});
