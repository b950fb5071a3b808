// The emulator of this file keeps no connection whose socket is gone: its recovery window is zero.
import { expect, test } from "vitest";
import { emulatorOf, expressHandler, until } from "./emulator.mjs";

const emulator = emulatorOf("expiry");

test("40 after the window the client gets a new connection and joins its groups again", async () => {
  const hub = emulator.hub();
  const raised = [];
  await expressHandler(hub, { onDisconnected: (request) => raised.push(request.context.connectionId) });
  const ann = await hub.client("ann40").started();
  await ann.joinGroup("g");
  const first = ann.connectionId();
  await emulator.dropSockets("ann40");
  await until(() => expect(ann.seen.connected).toHaveLength(2));
  expect(ann.connectionId()).not.toBe(first);
  expect(ann.seen.disconnected).toHaveLength(1);
  await until(async () => {
    await hub.group("g").sendToAll("again");
    expect(ann.groupData()).toContain("again");
  });
  expect(raised).toEqual([first]);
});
