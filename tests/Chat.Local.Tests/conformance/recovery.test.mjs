import { expect, test } from "vitest";
import { dropAndSeeReplaced, emulatorOf, expressHandler, until } from "./emulator.mjs";

const emulator = emulatorOf("recovery");

test("36 after a TCP drop the connection goes on and what was sent meanwhile arrives once and in order", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann36", { groups: ["g"] }).started();
  await hub.group("g").sendToAll(1);
  await until(() => expect(ann.groupData()).toEqual([1]));
  await emulator.dropSockets("ann36");
  for (const number of [2, 3, 4]) await hub.group("g").sendToAll(number);
  await until(() => expect(ann.groupData()).toEqual([1, 2, 3, 4]));
  expect(ann.seen.connected).toHaveLength(1);
  expect(ann.seen.disconnected).toEqual([]);
  expect(await hub.service.connectionExists(ann.connectionId())).toBe(true);
});

test("39 refusals during recovery are retried until it succeeds", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann39", { groups: ["g"] }).started();
  await emulator.fault("client", 503);
  await emulator.fault("client", 401);
  await emulator.dropSockets("ann39");
  await hub.group("g").sendToAll("late");
  await until(() => expect(ann.groupData()).toEqual(["late"]));
  expect(ann.seen.connected).toHaveLength(1);
  const statuses = (await emulator.requests())
    .filter((request) => request.operation === "client")
    .map((request) => request.status);
  expect(statuses.filter((status) => status !== 101)).toEqual([503, 401]);
});

test("42 the client acknowledges the highest number within about a second", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann42", { groups: ["g"] }).started();
  for (const number of [1, 2, 3]) await hub.group("g").sendToAll(number);
  await until(() =>
    expect(ann.seen.sent.filter((frame) => frame.type === "sequenceAck").at(-1)).toEqual({
      type: "sequenceAck",
      sequenceId: 3,
    }),
  );
});

test("43 more than 300 messages at once are acknowledged early and all arrive", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann43", { groups: ["g"] }).started();
  const bob = await hub.client("bob43").started();
  const numbers = Array.from({ length: 700 }, (_, i) => i);
  await Promise.all(numbers.map((number) => bob.sendToGroup("g", number, "json", { fireAndForget: true })));
  await until(() => expect(ann.groupData()).toEqual(numbers));
  await until(() => expect(ann.seen.sent.filter((frame) => frame.type === "sequenceAck").at(-1)?.sequenceId).toBe(700));
});

test("44 an event whose ack is lost in a drop is done once when it is repeated with its ackId", async () => {
  const hub = emulator.hub();
  let handled = 0;
  let release;
  await expressHandler(hub, {
    handleUserEvent: (_, response) => {
      handled++;
      release = () => response.success("answer", "text");
    },
  });
  const ann = await hub.client("ann44", { messageRetryOptions: undefined }).started();
  const sending = ann.sendEvent("message", "x", "text", { ackId: 900 });
  await until(() => expect(handled).toBe(1));
  // The refusal keeps the client away for a second, in which the handler answers.
  await emulator.fault("client", 503);
  await emulator.dropSockets("ann44");
  release();
  expect(await sending).toEqual({ ackId: 900, isDuplicated: true });
  expect(handled).toBe(1);
  expect(ann.seen.server.map((message) => message.data)).toEqual(["answer"]);
  expect(ann.seen.connected).toHaveLength(1);
});

test("45 the client's own retry takes a new ackId and so runs twice", async () => {
  const hub = emulator.hub();
  const releases = [];
  await expressHandler(hub, { handleUserEvent: (_, response) => releases.push(() => response.success()) });
  const ann = await hub.client("ann45", { messageRetryOptions: undefined }).started();
  const sending = ann.sendEvent("message", "x", "text");
  await until(() => expect(releases).toHaveLength(1));
  await emulator.dropSockets("ann45");
  await until(() => expect(ann.seen.sent.filter((frame) => frame.type === "event")).toHaveLength(2));
  releases[0]();
  await until(() => expect(releases).toHaveLength(2));
  releases[1]();
  expect(await sending).toMatchObject({ isDuplicated: false });
});

test("47 a plain client gets a new connection and joins its groups again", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann47", { plain: true }).started();
  await dropAndSeeReplaced(emulator, hub, ann, "ann47");
});

test("48 stop() raises disconnected and stopped and ends the connection at once", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann48").started();
  ann.stop();
  await until(() => expect([ann.seen.disconnected.length, ann.seen.stopped]).toEqual([1, 1]));
  await until(async () => expect(await hub.service.userExists("ann48")).toBe(false));
});

test("50 a client closed by REST hears the reason and with autoReconnect off it stops", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann50", { autoReconnect: false }).started();
  await hub.service.closeConnection(ann.connectionId(), { reason: "you were removed" });
  await until(() => expect(ann.seen.stopped).toBe(1));
  expect(ann.seen.disconnected[0].message.message).toBe("you were removed");
});

test("50 a client closed by REST comes back as a new connection by default", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann50b").started();
  const first = ann.connectionId();
  await hub.service.closeConnection(first);
  await until(() => expect(ann.seen.connected).toHaveLength(2));
  expect(ann.connectionId()).not.toBe(first);
  expect(await hub.service.connectionExists(first)).toBe(false);
});

test("51 a frame that closes with 1007 leaves the client able to recover", async () => {
  const hub = emulator.hub();
  const ann = await hub.client("ann51", { groups: ["g"] }).started();
  ann._wsClient.send("no JSON");
  await hub.group("g").sendToAll("still here");
  await until(() => expect(ann.groupData()).toEqual(["still here"]));
  await ann.joinGroup("h");
  expect(ann.seen.connected).toHaveLength(1);
});
