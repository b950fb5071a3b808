// What the test files share: their emulator (address and control come from the environment), people, and handlers.
import { WebPubSubServiceClient } from "@azure/web-pubsub";
import { WebPubSubClient, WebPubSubJsonProtocol, WebPubSubJsonReliableProtocol } from "@azure/web-pubsub-client";
import { WebPubSubEventHandler } from "@azure/web-pubsub-express";
import express from "express";
import { expect, onTestFinished, vi } from "vitest";

const emulators = JSON.parse(process.env.WEB_PUBSUB_EMULATORS);
const noRetry = { messageRetryOptions: { maxRetries: 0 } };
let hubs = 0;

export const everything = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];
export const until = (check) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

/** The emulator started for a test file, through the official server SDK and its control. */
export function emulatorOf(file) {
  const { connectionString, control } = emulators[file];
  const post = async (path, body) => {
    const response = await fetch(control + path, { method: "POST", body: JSON.stringify(body ?? null) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  };
  return {
    connectionString,
    /** A hub no other test uses, with the clients that dial in to it. */
    hub() {
      const name = `hub${++hubs}_${file}`;
      const service = new WebPubSubServiceClient(connectionString, name, { allowInsecureConnection: true });
      return {
        name,
        service,
        group: (group) => service.group(group),
        client: (user, options = {}) => dial(service, user, options),
        handledBy: (handlers) => post(`hubs/${name}`, handlers),
      };
    },
    dropSockets: (user) => post(`drop/${user ?? ""}`),
    fault: (operation, status, times = 1) => post("faults", { operation, status, times }),
    upstreamFault: (operation, status, times = 1) => post("upstream-faults", { operation, status, times }),
    requests: async () => (await fetch(control + "requests")).json(),
    upstream: async () => (await fetch(control + "upstream")).json(),
  };
}

/** An official client that records what it raises and what it puts on the wire. Stopped when the test ends. */
function dial(service, userId, { roles = everything, groups, plain, url, ...options }) {
  const sent = [];
  const protocol = recording(plain ? WebPubSubJsonProtocol() : WebPubSubJsonReliableProtocol(), sent);
  const getClientAccessUrl = async () => url ?? (await service.getClientAccessToken({ userId, roles, groups })).url;
  const client = new WebPubSubClient({ getClientAccessUrl }, { ...noRetry, ...options, protocol });
  const seen = { sent, connected: [], disconnected: [], stopped: 0, group: [], server: [] };
  client.on("connected", (e) => seen.connected.push(e));
  client.on("disconnected", (e) => seen.disconnected.push(e));
  client.on("stopped", () => seen.stopped++);
  client.on("group-message", (e) => seen.group.push(e.message));
  client.on("server-message", (e) => seen.server.push(e.message));
  onTestFinished(() => client.stop());
  return Object.assign(client, {
    seen,
    groupData: () => seen.group.map((message) => message.data),
    async started() {
      await client.start();
      await until(() => {
        if (seen.connected.length === 0) throw new Error("not connected");
      });
      return client;
    },
    connectionId: () => seen.connected.at(-1).connectionId,
  });
}

function recording(protocol, sent) {
  return {
    name: protocol.name,
    isReliableSubProtocol: protocol.isReliableSubProtocol,
    parseMessages: (input) => protocol.parseMessages(input),
    writeMessage: (message) => {
      const written = protocol.writeMessage(message);
      sent.push(JSON.parse(written));
      return written;
    },
  };
}

/** The official Express handler for a hub, on a port of its own. */
export async function expressHandler(hub, options, requests = []) {
  const app = express();
  const handler = new WebPubSubEventHandler(hub.name, { path: "/events/", ...options });
  app.use((request, _, next) => {
    requests.push({ method: request.method, headers: request.headers });
    next();
  });
  app.use(handler.getMiddleware());
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await hub.handledBy([{ url: `http://127.0.0.1:${server.address().port}/events/{event}` }]);
  return requests;
}

/**
 * Drops a client's socket where it cannot be recovered: it comes back as a new connection, says once that the old one
 * is gone, and is in its groups again. Gives the old connection's id.
 */
export async function dropAndSeeReplaced(emulator, hub, client, userId) {
  await client.joinGroup("g");
  const first = client.connectionId();
  await emulator.dropSockets(userId);
  await until(() => expect(client.seen.connected).toHaveLength(2));
  expect(client.connectionId()).not.toBe(first);
  expect(client.seen.disconnected).toHaveLength(1);
  await until(async () => {
    await hub.group("g").sendToAll("again");
    expect(client.groupData()).toContain("again");
  });
  return first;
}
