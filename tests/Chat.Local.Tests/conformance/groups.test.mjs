import { expect, test } from "vitest";
import { emulatorOf, everything, until } from "./emulator.mjs";

const emulator = emulatorOf("groups");
const bytes = Uint8Array.of(0, 1, 255).buffer;

test("11 joinGroup and leaveGroup give ackId and isDuplicated false", async () => {
  const ann = await emulator.hub().client("ann").started();
  expect(await ann.joinGroup("g")).toEqual({ ackId: 1, isDuplicated: false });
  expect(await ann.leaveGroup("g")).toEqual({ ackId: 2, isDuplicated: false });
});

test("12 joinGroup without a role is Forbidden after four frames with the default retries", async () => {
  const eve = await emulator.hub().client("eve", { roles: [], messageRetryOptions: undefined }).started();
  await expect(eve.joinGroup("g")).rejects.toMatchObject({
    name: "SendMessageError",
    errorDetail: { name: "Forbidden" },
  });
  expect(eve.seen.sent.filter((frame) => frame.type === "joinGroup").map((frame) => frame.ackId)).toEqual([1, 2, 3, 4]);
});

test("13 json, text and binary arrive with the same type and value", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  await ann.sendToGroup("g", { hi: ["ü", 1] }, "json");
  await ann.sendToGroup("g", "hé", "text");
  await ann.sendToGroup("g", bytes, "binary");
  await until(() => expect(bob.seen.group).toHaveLength(3));
  expect(bob.seen.group.map((message) => message.dataType)).toEqual(["json", "text", "binary"]);
  expect(bob.groupData().slice(0, 2)).toEqual([{ hi: ["ü", 1] }, "hé"]);
  expect(new Uint8Array(bob.seen.group[2].data)).toEqual(new Uint8Array(bytes));
});

test("14 the sender in the group gets an echo and with noEcho does not", async () => {
  const ann = await emulator
    .hub()
    .client("ann", { groups: ["g"] })
    .started();
  await ann.sendToGroup("g", "silent", "text", { noEcho: true });
  await ann.sendToGroup("g", "echoed", "text");
  await until(() => expect(ann.groupData()).toEqual(["echoed"]));
});

test("15 a sender outside the group can send with a role and gets no copy", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { roles: ["webpubsub.sendToGroup.g"] }).started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  await ann.sendToGroup("g", "hi", "text");
  await until(() => expect(bob.groupData()).toEqual(["hi"]));
  expect(ann.seen.group).toEqual([]);
});

test("16 fireAndForget puts no ackId on the wire and resolves without an ack", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  expect(await ann.sendToGroup("g", "hi", "text", { fireAndForget: true })).toEqual({ isDuplicated: false });
  await until(() => expect(bob.groupData()).toEqual(["hi"]));
  expect(ann.seen.sent.find((frame) => frame.type === "sendToGroup")).not.toHaveProperty("ackId");
});

test("17 same explicit ackId twice is delivered once", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  expect(await ann.sendToGroup("g", "once", "text", { ackId: 77 })).toEqual({ ackId: 77, isDuplicated: false });
  expect(await ann.sendToGroup("g", "once", "text", { ackId: 77 })).toEqual({ ackId: 77, isDuplicated: true });
  await ann.sendToGroup("g", "last", "text");
  await until(() => expect(bob.groupData()).toEqual(["once", "last"]));
});

test("19 fromUserId is the sender's and a REST message has none", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann").started();
  const bob = await hub.client("bob", { groups: ["g"] }).started();
  await ann.sendToGroup("g", 1, "json");
  await hub.group("g").sendToAll(2);
  await until(() => expect(bob.groupData()).toEqual([1, 2]));
  expect(bob.seen.group.map((message) => message.fromUserId ?? null)).toEqual(["ann", null]);
});

test("20 after leaveGroup no further messages come", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann", { groups: ["g", "h"] }).started();
  await hub.group("g").sendToAll("before");
  await ann.leaveGroup("g");
  await hub.group("g").sendToAll("after");
  await hub.group("h").sendToAll("other");
  await until(() => expect(ann.groupData()).toEqual(["before", "other"]));
});

test("20 a wildcard role allows one level and refuses two", async () => {
  const ann = await emulator
    .hub()
    .client("ann", { roles: ["webpubsub.sendToGroups.a.*"] })
    .started();
  expect(await ann.sendToGroup("a.b", "x", "text")).toMatchObject({ isDuplicated: false });
  await expect(ann.sendToGroup("a.b.c", "x", "text")).rejects.toMatchObject({ errorDetail: { name: "Forbidden" } });
});

test("21 a group name that is blank or of 1025 characters is an error", async () => {
  const ann = await emulator.hub().client("ann", { roles: everything }).started();
  for (const group of [" ", "g".repeat(1025)]) {
    await expect(ann.joinGroup(group)).rejects.toMatchObject({ errorDetail: { name: "BadRequest" } });
  }
  await ann.joinGroup("g".repeat(1024));
});
