import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { WebPubSubTransport } from "../src/webPubSubTransport.js";

/** Events as they come, and a way to wait for the next one. */
class Seen {
  readonly all: string[] = [];
  #waiting: (() => void)[] = [];

  add(event: string): void {
    this.all.push(event);
    this.#waiting.splice(0).forEach((wake) => wake());
  }

  async until(event: string): Promise<void> {
    while (!this.all.includes(event)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

describe("WebPubSubTransport with the official client", () => {
  let server: WebSocketServer;
  let transport: WebPubSubTransport;
  let seen: Seen;
  let sequenceId: number;

  const accept = async (): Promise<{ socket: WebSocket; url: string }> => {
    const [socket, request] = (await once(server, "connection")) as [WebSocket, IncomingMessage];
    return { socket, url: request.url! };
  };
  const tell = (socket: WebSocket, frame: object) => socket.send(JSON.stringify(frame));
  const message = (socket: WebSocket, frame: object) =>
    tell(socket, { type: "message", sequenceId: (sequenceId += 1), dataType: "json", ...frame });
  const connect = async (): Promise<WebSocket> => {
    const accepted = accept();
    await transport.open();
    const { socket } = await accepted;
    tell(socket, { type: "system", event: "connected", userId: "ann", connectionId: "c1", reconnectionToken: "t1" });
    await seen.until("connected");
    return socket;
  };

  beforeEach(async () => {
    server = new WebSocketServer({
      host: "127.0.0.1",
      port: 0,
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    await once(server, "listening");
    seen = new Seen();
    sequenceId = 0;
    transport = new WebPubSubTransport(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/client/hubs/chat`, {
      connected: () => seen.add("connected"),
      lost: () => seen.add("lost"),
      recoveryFailed: () => seen.add("recoveryFailed"),
      recovered: () => seen.add("recovered"),
      closed: () => seen.add("closed"),
      frame: (data) => seen.add(JSON.stringify(data)),
    });
  });

  afterEach(async () => {
    transport.close();
    server.clients.forEach((socket) => socket.terminate());
    server.close();
    await once(server, "close");
  });

  it("speaks the reliable subprotocol and passes on frames of the server, not those of users", async () => {
    const socket = await connect();
    expect(socket.protocol).toBe("json.reliable.webpubsub.azure.v1");
    message(socket, { from: "group", group: "t:team", fromUserId: "bob", data: "typing" });
    message(socket, { from: "group", group: "c:team", data: "entry" });
    message(socket, { from: "server", data: "sent" });
    await seen.until('"sent"');
    expect(seen.all).toEqual(["connected", '"entry"', '"sent"']);
  });

  it("sends a user event once, and settles with its ack", async () => {
    const socket = await connect();
    const frames: string[] = [];
    socket.on("message", (data) => frames.push(String(data)));
    const sending = transport.sendEvent("message", { text: "hi" });
    await once(socket, "message");
    expect(JSON.parse(frames[0]!)).toEqual({
      type: "event",
      event: "message",
      ackId: 1,
      dataType: "json",
      data: { text: "hi" },
    });

    tell(socket, { type: "ack", ackId: 1, success: false, error: { name: "InternalServerError", message: "" } });
    await expect(sending).rejects.toThrow();
    expect(frames).toHaveLength(1);
  });

  it("tells that the socket is lost, and that the same connection is back", async () => {
    const socket = await connect();
    const accepted = accept();
    socket.terminate();
    const { url } = await accepted;
    await seen.until("recovered");
    expect(seen.all).toEqual(["connected", "lost", "recovered"]);
    expect(url).toContain("awps_connection_id=c1&awps_reconnection_token=t1");
  });

  it("is over when the service refuses the recovery", async () => {
    const socket = await connect();
    socket.close(1008, "gone");
    await seen.until("closed");
    expect(seen.all).toEqual(["connected", "closed"]);
  });

  it("rejects when the socket cannot be opened", async () => {
    server.handleUpgrade = (_request, socket) => socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    await expect(transport.open()).rejects.toThrow("401");
    expect(seen.all).toEqual([]);
  });

  it("ends although it was closed while it was connecting", async () => {
    const accepted = accept();
    const opening = transport.open().catch(() => undefined);
    transport.close();
    const { socket } = await accepted;
    await Promise.all([once(socket, "close"), opening]);
    expect(seen.all).not.toContain("connected");
  });

  it("ends although it was closed while it was recovering", async () => {
    const socket = await connect();
    const accepted = accept();
    socket.terminate();
    await seen.until("lost");
    transport.close();
    const { socket: recovering } = await accepted;
    await once(recovering, "close");
    expect(seen.all).not.toContain("recovered");
  });
});
