import { WebPubSubServiceClient } from "@azure/web-pubsub";
import { expect, test } from "vitest";
import { emulatorOf, until } from "./emulator.mjs";

const emulator = emulatorOf("rest");

test("55 sends reach user, connection, group and all", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { groups: ["g"] }).started();
  await hub.service.sendToUser("ann", 1);
  await hub.service.sendToConnection(ann.connectionId(), 2);
  await hub.service.sendToAll(3);
  await hub.group("g").sendToAll(4);
  await until(() => expect([...ann.seen.server.map((m) => m.data), ...ann.groupData()]).toEqual([1, 2, 3, 4]));
});

test("55 membership calls of users and connections", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  const id = ann.connectionId();
  const [a, b] = [hub.group("a"), hub.group("b")];
  await a.addConnection(id);
  await b.addUser("ann");
  expect([await hub.service.groupExists("a"), await hub.service.groupExists("b")]).toEqual([true, true]);
  await a.removeConnection(id);
  await b.removeUser("ann");
  expect([await hub.service.groupExists("a"), await hub.service.groupExists("b")]).toEqual([false, false]);
  await hub.service.addConnectionsToGroups(["a", "b"], "");
  await hub.service.removeConnectionsFromGroups(["b"], "");
  expect([await hub.service.groupExists("a"), await hub.service.groupExists("b")]).toEqual([true, false]);
  await hub.service.removeUserFromAllGroups("ann");
  expect(await hub.service.groupExists("a")).toBe(false);
  await a.addConnection(id);
  await hub.service.removeConnectionFromAllGroups(id);
  expect(await hub.service.groupExists("a")).toBe(false);
});

test("55 closing a group, a user and all", async () => {
  const hub = emulator.hub();
  const options = { autoReconnect: false };
  const ann = await hub.client("ann", { ...options, groups: ["g"] }).started();
  const bob = await hub.client("bob", options).started();
  const eve = await hub.client("eve", options).started();
  await hub.group("g").closeAllConnections({ reason: "group" });
  await until(() => expect(ann.seen.stopped).toBe(1));
  await hub.service.closeUserConnections("bob", { reason: "user" });
  await until(() => expect(bob.seen.stopped).toBe(1));
  await hub.service.closeAllConnections({ excluded: [eve.connectionId()] });
  expect(await hub.service.userExists("eve")).toBe(true);
  await hub.service.closeAllConnections({ reason: "all" });
  await until(() => expect(eve.seen.stopped).toBe(1));
  expect([ann, bob, eve].map((client) => client.seen.disconnected[0].message.message)).toEqual([
    "group",
    "user",
    "all",
  ]);
});

test("56 a string without contentType is json, with text/plain text, and an ArrayBuffer binary", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  await hub.service.sendToAll("quoted");
  await hub.service.sendToAll("plain", { contentType: "text/plain" });
  await hub.service.sendToAll(Uint8Array.of(7).buffer);
  await until(() => expect(ann.seen.server).toHaveLength(3));
  expect(ann.seen.server.map((message) => message.dataType)).toEqual(["json", "text", "binary"]);
  expect(ann.seen.server.slice(0, 2).map((message) => message.data)).toEqual(["quoted", "plain"]);
});

test("57 repeated excluded skips those connections and messageTtlSeconds is accepted", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { groups: ["g"] }).started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  await hub.group("g").sendToAll("for bob", { excludedConnections: [ann.connectionId(), "zz"], messageTtlSeconds: 60 });
  await hub.group("g").sendToAll("for both");
  await until(() => expect([ann.groupData(), bob.groupData()]).toEqual([["for both"], ["for bob", "for both"]]));
});

test("57b a filter is answered with 501 and a lifetime of 301 seconds with 400", async () => {
  const hub = emulator.hub();
  await expect(hub.service.sendToAll("x", { filter: "userId eq 'ann'" })).rejects.toMatchObject({
    statusCode: 501,
    code: "NotImplemented",
  });
  await expect(hub.service.sendToAll("x", { messageTtlSeconds: 301 })).rejects.toMatchObject({
    statusCode: 400,
    code: "BadRequest",
  });
});

test("59 names with unusual characters are the same for clients and REST", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("a b+ü?%#'(c:1)").started();
  for (const group of ["c:abc", "a b", "x%y", "p+q", "ü", "q?z", "h#h", "%2525", "it's(*!~)"]) {
    await ann.joinGroup(group);
    await hub.group(group).sendToAll(group);
    await until(() => expect(ann.seen.group.at(-1)).toMatchObject({ group, data: group }));
  }
  await hub.service.sendToUser("a b+ü?%#'(c:1)", "hi");
  await until(() => expect(ann.seen.server.map((message) => message.data)).toEqual(["hi"]));
});

test("59 a slash in a name and a blank name are refused with 400", async () => {
  const hub = emulator.hub();
  for (const group of ["a/b", " "]) {
    await expect(hub.group(group).sendToAll("x")).rejects.toMatchObject({ statusCode: 400, code: "BadRequest" });
  }
});

test("60 a wrong key is refused with 401", async () => {
  const hub = emulator.hub();
  const wrongKey = emulator.connectionString.replace(/AccessKey=[^;]*/, "AccessKey=" + "wrong".repeat(10));
  const service = new WebPubSubServiceClient(wrongKey, hub.name, { allowInsecureConnection: true });
  await expect(service.sendToAll("x")).rejects.toMatchObject({ statusCode: 401 });
});

test("61 a granted permission works and a revoked one is Forbidden", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { roles: [] }).started();
  const id = ann.connectionId();
  expect(await hub.service.hasPermission(id, "sendToGroup", { targetName: "g" })).toBe(false);
  await hub.service.grantPermission(id, "sendToGroup", { targetName: "g" });
  expect(await hub.service.hasPermission(id, "sendToGroup", { targetName: "g" })).toBe(true);
  await ann.sendToGroup("g", "x", "text");
  await expect(ann.sendToGroup("h", "x", "text")).rejects.toMatchObject({ errorDetail: { name: "Forbidden" } });
  await hub.service.revokePermission(id, "sendToGroup", { targetName: "g" });
  await expect(ann.sendToGroup("g", "x", "text")).rejects.toMatchObject({ errorDetail: { name: "Forbidden" } });
});

test("61b a revoked permission leaves the membership", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { roles: ["webpubsub.joinLeaveGroup.g"] }).started();
  await ann.joinGroup("g");
  await hub.service.revokePermission(ann.connectionId(), "joinLeaveGroup", { targetName: "g" });
  await expect(ann.leaveGroup("g")).rejects.toMatchObject({ errorDetail: { name: "Forbidden" } });
  await hub.group("g").sendToAll("still");
  await until(() => expect(ann.groupData()).toEqual(["still"]));
});

test("62 listConnections pages through nextLink", async () => {
  const hub = emulator.hub();
  const people = await Promise.all(
    ["p1", "p2", "p3", "p4", "p5"].map((user) => hub.client(user, { groups: ["a b"] }).started()),
  );
  const pages = [];
  const list = await hub.group("a b").listConnections({ maxPageSize: 2 });
  for await (const page of list.byPage()) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(
    pages
      .flat()
      .map((member) => member.connectionId)
      .sort(),
  ).toEqual(people.map((person) => person.connectionId()).sort());
});

test("62b top limits the list over all its pages", async () => {
  const hub = emulator.hub();
  await Promise.all(["p1", "p2", "p3", "p4", "p5"].map((user) => hub.client(user, { groups: ["g"] }).started()));
  const pages = [];
  for await (const page of (await hub.group("g").listConnections({ top: 3, maxPageSize: 2 })).byPage())
    pages.push(page.length);
  expect(pages).toEqual([2, 1]);
});

test("63 a user is added with the connections of this moment and a later one is not in the group", async () => {
  const hub = emulator.hub();
  await expect(hub.group("g").addUser("ann")).rejects.toMatchObject({ statusCode: 404 });
  const phone = await hub.client("ann").started();
  await hub.group("g").addUser("ann");
  const laptop = await hub.client("ann").started();
  await hub.group("g").sendToAll("group");
  await hub.service.sendToUser("ann", "user");
  await until(() => expect([phone.groupData(), laptop.seen.server.length]).toEqual([["group"], 1]));
  expect(laptop.seen.group).toEqual([]);
});

test("64 sends to the absent are accepted", async () => {
  const hub = emulator.hub();
  await hub.service.sendToUser("nobody", "x");
  await hub.service.sendToConnection("nobody", "x");
  await hub.group("nobody").sendToAll("x");
  expect((await emulator.requests()).slice(-3).map((request) => request.status)).toEqual([202, 202, 202]);
});

test("66 a 503 is retried by the SDK", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  await emulator.fault("sendToUser", 503);
  await hub.service.sendToUser("ann", "at last");
  await until(() => expect(ann.seen.server.map((message) => message.data)).toEqual(["at last"]));
});
