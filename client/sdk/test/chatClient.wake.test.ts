import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService, RECONNECT_WINDOW_MS, refusal } from "./support/fakeService.js";

describe("ChatClient after a sleep or a dead network", () => {
  let service: FakeService;
  let client: ChatClient;

  beforeEach(async () => {
    service = new FakeService();
    client = service.client();
    client.start();
    await service.time.run(0);
  });

  it("makes a new connection when a lost one is not recovered within 35 s", async () => {
    service.connection.events.lost();
    await service.time.run(34_999);
    expect(service.connections).toHaveLength(1);
    await service.time.run(1 + RECONNECT_WINDOW_MS);
    expect(service.connections).toHaveLength(2);
    expect(service.connections[0]!.isClosed).toBe(true);
    expect(client.state.status).toBe("online");
  });

  it("keeps a connection that was recovered", async () => {
    service.connection.events.lost();
    service.connection.events.recoveryFailed();
    service.connection.events.recovered();
    await service.time.run(600_000);
    expect(service.connections).toHaveLength(1);
  });

  it("gives up a recovery when it is woken", async () => {
    service.connection.events.lost();
    client.wake();
    await service.time.run(RECONNECT_WINDOW_MS);
    expect(service.connections).toHaveLength(2);
    expect(client.state.status).toBe("online");
  });

  it("is never made to wait longer by being woken, nor to ask before the service's time", async () => {
    service.intercept = () => refusal(503, { code: "unavailable", message: "", retryAfterMs: 7_000 });
    service.connection.events.closed();
    await service.time.run(RECONNECT_WINDOW_MS);
    const asked = service.paths("/negotiate").length;
    const due = () => (client.state.status === "offline" ? client.state.nextTryAt! : 0);
    const notBefore = due() - RECONNECT_WINDOW_MS;
    for (let before = due(), round = 0; round < 50; round += 1) {
      client.wake();
      expect(due()).toBeLessThanOrEqual(before);
      before = due();
    }

    expect(due()).toBeGreaterThan(notBefore);
    expect(due() - service.time.now()).toBeGreaterThan(7_000 - RECONNECT_WINDOW_MS);
    await service.time.run(due() - service.time.now() - 1);
    expect(service.paths("/negotiate")).toHaveLength(asked);
  });

  it("reads again soon when it is woken", async () => {
    const channel = client.openChannel(CHANNEL);
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    await service.time.run(300_000);
    service.intercept = () => undefined;
    client.wake();
    await service.time.run(1_000);
    expect(channel.timeline.isOpen).toBe(true);
  });

  it("counts a connection that never says it stands as a failed try after 20 s", async () => {
    service.isSilent = true;
    service.connection.events.closed();
    await service.time.run(RECONNECT_WINDOW_MS + 20_000);
    expect(client.state).toMatchObject({ status: "offline", error: { code: "network" } });
    expect(service.connections[1]!.isClosed).toBe(true);
    service.isSilent = false;
    await service.time.run(30_000);
    expect(client.state.status).toBe("online");
  });
});
