import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { WebPubSubTransport } from "../src/webPubSubTransport.js";

// As with a version of the official client in which the inner method is missing.
vi.mock("../src/socketWatch.js", () => ({ watchSockets: () => undefined }));

let server: WebSocketServer;
let seen: string[];
let transport: WebPubSubTransport;

beforeEach(async () => {
  server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: (offered) => [...offered][0] ?? false });
  await once(server, "listening");
  seen = [];
  transport = new WebPubSubTransport(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/client/hubs/chat`, {
    connected: () => seen.push("connected"),
    lost: () => seen.push("lost"),
    recoveryFailed: () => seen.push("recoveryFailed"),
    recovered: () => seen.push("recovered"),
    closed: () => seen.push("closed"),
    frame: () => seen.push("frame"),
  });
});

afterEach(async () => {
  server.clients.forEach((socket) => socket.terminate());
  server.close();
  await once(server, "close");
});

const accept = async () => ((await once(server, "connection")) as [WebSocket])[0];
const tell = (socket: WebSocket, frame: object) => socket.send(JSON.stringify(frame));

it("A connection closed while it was connecting leaves no socket behind", async () => {
  const accepted = accept();
  const opening = transport.open().catch(() => undefined);
  transport.close();
  await once(await accepted, "close");
  await opening;
  expect(seen).toEqual([]);
});

it("A connection closed while it was recovering ends with the next frame, which nobody hears of", async () => {
  const accepted = accept();
  await transport.open();
  const socket = await accepted;
  tell(socket, { type: "system", event: "connected", userId: "ann", connectionId: "c1", reconnectionToken: "t1" });
  await vi.waitFor(() => expect(seen).toEqual(["connected"]));
  const again = accept();
  server.once("headers", () => transport.close());
  socket.terminate();
  const recovered = await again;
  tell(recovered, { type: "message", sequenceId: 1, dataType: "json", from: "server", data: "late" });
  await once(recovered, "close");
  expect(seen).toEqual(["connected"]);
});
