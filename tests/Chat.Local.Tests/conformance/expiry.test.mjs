// The emulator of this file keeps no connection whose socket is gone: its recovery window is zero.
import { expect, test } from "vitest";
import { dropAndSeeReplaced, emulatorOf, expressHandler } from "./emulator.mjs";

const emulator = emulatorOf("expiry");

test("40 after the window the client gets a new connection and joins its groups again", async () => {
  const hub = emulator.hub();
  const raised = [];
  await expressHandler(hub, { onDisconnected: (request) => raised.push(request.context.connectionId) });
  const ann = await hub.client("ann40").started();
  const first = await dropAndSeeReplaced(emulator, hub, ann, "ann40");
  expect(raised).toEqual([first]);
});
