import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import type { ChatError } from "../src/chatError.js";
import { FakeService, RECONNECT_WINDOW_MS, refusal } from "./support/fakeService.js";

const unauthenticated = () => refusal(401, { code: "unauthenticated", message: "The token has expired." });

describe("ChatClient's connection", () => {
  let service: FakeService;
  let client: ChatClient;
  let states: string[];
  let errors: ChatError[];

  const watch = (watched: ChatClient) => {
    client = watched;
    client.on("state", ({ status }) => states.push(status));
    client.on("error", (error) => errors.push(error));
  };
  const negotiations = () => service.paths("/negotiate").length;

  beforeEach(() => {
    service = new FakeService();
    states = [];
    errors = [];
    watch(service.client());
  });

  it("negotiates with the token, opens, and knows who it is", async () => {
    client.start();
    await service.time.run(0);
    expect(states).toEqual(["connecting", "online"]);
    expect(client.me).toEqual({ userId: "ann", displayName: "Ann" });
    expect(client.limits.messageCharacters).toBe(20);
    expect(service.requests[0]).toMatchObject({ method: "POST", path: "/negotiate", token: "Bearer ann's token" });
  });

  it("tries for ever while there is no network, later and later", async () => {
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    client.start();
    await service.time.run(600_000);
    expect(client.state).toMatchObject({ status: "offline", error: { code: "network" } });
    expect(negotiations()).toBeGreaterThan(15);
    expect(negotiations()).toBeLessThan(80);
    expect(states.filter((status) => status === "connecting")).toHaveLength(1);

    service.intercept = () => undefined;
    await service.time.run(31_000);
    expect(client.state.status).toBe("online");
    expect(errors).toEqual([]);
  });

  it("waits at least as long as the service asks for", async () => {
    service.intercept = () => refusal(503, { code: "unavailable", message: "Busy.", retryAfterMs: 7_000 });
    client.start();
    await service.time.run(6_999);
    expect(negotiations()).toBe(1);
    await service.time.run(1 + RECONNECT_WINDOW_MS + 5_000);
    expect(negotiations()).toBe(2);
  });

  it("stops and says so when the sign-in is refused", async () => {
    service.intercept = unauthenticated;
    client.start();
    await service.time.run(600_000);
    expect(client.state).toMatchObject({ status: "stopped", error: { code: "unauthenticated" } });
    expect(errors.map(({ code }) => code)).toEqual(["unauthenticated"]);
    expect(negotiations()).toBe(1);
    expect(service.time.pendingTimers).toBe(0);
  });

  it("asks once for a newer token before it gives up", async () => {
    watch(service.client({ getToken: ({ refused }) => (refused ? "new" : "old") }));
    service.intercept = ({ token }) => (token === "Bearer old" ? unauthenticated() : undefined);
    client.start();
    await service.time.run(0);
    expect(client.state.status).toBe("online");
    expect(errors).toEqual([]);
  });

  it("stops when any request finds the sign-in over", async () => {
    client.start();
    await service.time.run(0);
    service.intercept = unauthenticated;
    client.openChannel("team");
    await service.time.run(0);
    expect(client.state).toMatchObject({ status: "stopped", error: { code: "unauthenticated" } });
    expect(service.connection.isClosed).toBe(true);
  });

  it("spreads its reconnects over the window the service named", async () => {
    client.start();
    await service.time.run(0);
    const waits: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const since = service.time.now();
      service.intercept = ({ path }) => {
        if (path === "/negotiate") {
          waits.push(service.time.now() - since);
        }

        return undefined;
      };
      service.connection.events.closed();
      await service.time.run(RECONNECT_WINDOW_MS);
    }

    expect(waits).toHaveLength(40);
    expect(Math.max(...waits)).toBeLessThanOrEqual(RECONNECT_WINDOW_MS);
    expect(Math.max(...waits)).toBeGreaterThan(RECONNECT_WINDOW_MS * 0.75);
    expect(Math.min(...waits)).toBeLessThan(RECONNECT_WINDOW_MS * 0.25);
  });

  it("tells a lost, a recovering and a recovered connection", async () => {
    client.start();
    await service.time.run(0);
    service.connection.events.lost();
    service.connection.events.recoveryFailed();
    service.connection.events.recovered();
    expect(states).toEqual(["connecting", "online", "connecting", "offline", "online"]);
    expect(service.connections).toHaveLength(1);
  });

  it("counts a socket that cannot be opened as a failed try", async () => {
    service.isSocketRefused = true;
    client.start();
    await service.time.run(0);
    expect(client.state.status).toBe("offline");

    service.isSocketRefused = false;
    await service.time.run(10_000);
    expect(client.state.status).toBe("online");
  });

  it("tries sooner when it is woken", async () => {
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    client.start();
    await service.time.run(300_000);
    service.intercept = () => undefined;
    client.wake();
    await service.time.run(5_000);
    expect(client.state.status).toBe("online");
  });

  it("ends everything on stop, and can start again", async () => {
    client.start();
    await service.time.run(0);
    client.stop();
    expect(service.connection.isClosed).toBe(true);
    expect(service.time.pendingTimers).toBe(0);
    service.connection.events.connected();
    expect(client.state.status).toBe("stopped");

    client.start();
    await service.time.run(0);
    expect(client.state.status).toBe("online");
    expect(service.connections).toHaveLength(2);
  });

  it("drops a negotiation that ends after stop", async () => {
    client.start();
    client.stop();
    await service.time.run(60_000);
    expect(service.connections).toHaveLength(0);
    expect(client.state.status).toBe("stopped");
  });
});
