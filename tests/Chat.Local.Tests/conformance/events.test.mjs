import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { emulatorOf, expressHandler, until } from "./emulator.mjs";

const emulator = emulatorOf("events");
const failed = { name: "SendMessageError", errorDetail: { name: "InternalServerError" } };

test("22 text, json and binary events reach the handler with type and value", async () => {
  const hub = emulator.hub();
  const got = [];
  await expressHandler(hub, {
    handleUserEvent: (request, response) => {
      got.push([request.context.eventName, request.dataType, request.data]);
      response.success();
    },
  });
  const ann = await hub.client("ann").started();
  await ann.sendEvent("message", "hé", "text");
  await ann.sendEvent("message", { a: [1] }, "json");
  await ann.sendEvent("other", Uint8Array.of(0, 255).buffer, "binary");
  expect(got.slice(0, 2)).toEqual([
    ["message", "text", "hé"],
    ["message", "json", { a: [1] }],
  ]);
  expect([got[2][0], got[2][1], [...new Uint8Array(got[2][2])]]).toEqual(["other", "binary", [0, 255]]);
});

test("23 a reply comes as a server message of its type, before the ack", async () => {
  const hub = emulator.hub();
  const replies = { text: ["plain", "text"], json: ['{"seq":1}', "json"], binary: [Buffer.from([1, 2]), "binary"] };
  await expressHandler(hub, {
    handleUserEvent: (request, response) => response.success(...replies[request.context.eventName]),
  });
  const ann = await hub.client("ann").started();
  for (const [count, event] of [
    [1, "text"],
    [2, "json"],
    [3, "binary"],
  ]) {
    await ann.sendEvent(event, "x", "text");
    expect(ann.seen.server).toHaveLength(count);
  }
  expect(ann.seen.server.slice(0, 2).map((message) => [message.dataType, message.data])).toEqual([
    ["text", "plain"],
    ["json", { seq: 1 }],
  ]);
  expect([...new Uint8Array(ann.seen.server[2].data)]).toEqual([1, 2]);
});

test("24 an empty answer gives an ack and no server message", async () => {
  const hub = emulator.hub();
  await expressHandler(hub, { handleUserEvent: (_, response) => response.success() });
  const ann = await hub.client("ann").started();
  expect(await ann.sendEvent("message", "x", "text")).toMatchObject({ isDuplicated: false });
  await ann.sendEvent("message", "x", "text");
  expect(ann.seen.server).toEqual([]);
});

test("25 a failing handler is an InternalServerError and the connection stays open", async () => {
  const hub = emulator.hub();
  await expressHandler(hub, { handleUserEvent: (_, response) => response.fail(400, "no") });
  const ann = await hub.client("ann").started();
  await expect(ann.sendEvent("message", "x", "text")).rejects.toMatchObject(failed);
  expect(await ann.joinGroup("g")).toMatchObject({ isDuplicated: false });
  expect(ann.seen.disconnected).toEqual([]);
});

test("26 an event without a handler is an InternalServerError", async () => {
  const ann = await emulator.hub().client("ann").started();
  await expect(ann.sendEvent("message", "x", "text")).rejects.toMatchObject(failed);
});

test("27 state set in one event is visible in the next, up to disconnected", async () => {
  const hub = emulator.hub();
  const states = [];
  await expressHandler(hub, {
    handleConnect: (_, response) => {
      response.setState("n", 1);
      response.success();
    },
    handleUserEvent: (request, response) => {
      states.push(request.context.states.n);
      response.setState("n", request.context.states.n + 1);
      response.success();
    },
    onDisconnected: (request) => states.push(request.context.states.n),
  });
  const ann = await hub.client("ann", { autoReconnect: false }).started();
  await ann.sendEvent("message", "x", "text");
  await ann.sendEvent("message", "x", "text");
  await hub.service.closeConnection(ann.connectionId());
  await until(() => expect(states).toEqual([1, 2, 3]));
});

test("28 the connect reply decides user, roles and groups", async () => {
  const hub = emulator.hub();
  await expressHandler(hub, {
    handleConnect: (_, response) =>
      response.success({ userId: "bob", roles: ["webpubsub.joinLeaveGroup.one"], groups: ["given"] }),
  });
  const client = await hub.client("ann").started();
  expect(client.seen.connected[0].userId).toBe("bob");
  await client.joinGroup("one");
  await expect(client.joinGroup("two")).rejects.toMatchObject({ errorDetail: { name: "Forbidden" } });
  await hub.group("given").sendToAll("hi");
  await until(() => expect(client.groupData()).toEqual(["hi"]));
});

test("29 a connect refused with 401 rejects start() and raises nothing else", async () => {
  const hub = emulator.hub();
  const raised = [];
  await expressHandler(hub, {
    handleConnect: (request, response) =>
      request.context.userId === "eve" ? response.fail(401, "no") : response.success(),
    onConnected: (request) => raised.push(`connected ${request.context.userId}`),
    onDisconnected: (request) => raised.push(`disconnected ${request.context.userId}`),
  });
  await expect(hub.client("eve").start()).rejects.toThrow("Unexpected server response: 401");
  await hub.client("ann").started();
  await until(() => expect(raised).toEqual(["connected ann"]));
});

test("30 connected and disconnected are raised once, and not by a recovery", async () => {
  const hub = emulator.hub();
  const raised = [];
  await expressHandler(hub, {
    onConnected: () => raised.push("connected"),
    onDisconnected: (request) => raised.push(`disconnected ${request.reason}`),
  });
  const ann = await hub.client("drop30", { autoReconnect: false }).started();
  await until(() => expect(raised).toEqual(["connected"]));
  await emulator.dropSockets("drop30");
  await until(async () => expect(await ann.joinGroup("g")).toMatchObject({ isDuplicated: false }));
  await hub.service.closeConnection(ann.connectionId(), { reason: "removed" });
  await until(() => expect(raised).toEqual(["connected", "disconnected removed"]));
});

test("31 the signature is an HMAC of the connection id with the key", async () => {
  const hub = emulator.hub();
  const requests = await expressHandler(hub, { handleUserEvent: (_, response) => response.success() });
  const ann = await hub.client("ann").started();
  await ann.sendEvent("message", "x", "text");
  const key = /AccessKey=([^;]*)/.exec(emulator.connectionString)[1];
  const expected = "sha256=" + createHmac("sha256", key).update(ann.connectionId()).digest("hex");
  const posted = requests.filter((request) => request.method === "POST");
  expect(posted.map((request) => request.headers["ce-signature"].split(",")[0])).toEqual(posted.map(() => expected));
  expect(posted.length).toBeGreaterThan(0);
});

test("32 an Express handler with several allowed endpoints passes validation", async () => {
  const hub = emulator.hub();
  const endpoint = /Endpoint=([^;]*)/.exec(emulator.connectionString)[1];
  const requests = await expressHandler(hub, {
    allowedEndpoints: ["https://elsewhere.example", endpoint],
    handleUserEvent: (_, response) => response.success(),
  });
  const ann = await hub.client("ann").started();
  await ann.sendEvent("message", "x", "text");
  expect(requests[0].method).toBe("OPTIONS");
  expect(requests[0].headers["ce-awpsversion"]).toBe("1.0");
});

test("32b an Express handler that allows only others is not called", async () => {
  const hub = emulator.hub();
  const requests = await expressHandler(hub, {
    allowedEndpoints: ["https://elsewhere.example"],
    handleUserEvent: (_, response) => response.success(),
  });
  await expect(hub.client("ann").start()).rejects.toThrow("Unexpected server response: 500");
  expect(requests.map((request) => request.method)).toEqual(["OPTIONS"]);
});

test("34 a handler that is unavailable once is called again with the same ce-id", async () => {
  const hub = emulator.hub();
  const ids = [];
  const requests = await expressHandler(hub, {
    handleUserEvent: (_, response) =>
      ids.push(1) === 1 ? response.fail(500, "not yet") : response.success("done", "text"),
  });
  const ann = await hub.client("ann").started();
  await ann.sendEvent("message", "x", "text");
  const events = requests
    .filter((request) => request.headers["ce-eventname"] === "message")
    .map((request) => request.headers["ce-id"]);
  expect(events).toEqual([events[0], events[0]]);
  expect(ann.seen.server.map((message) => message.data)).toEqual(["done"]);
});
