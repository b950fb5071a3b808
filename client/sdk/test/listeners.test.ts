import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService } from "./support/fakeService.js";

describe("A listener that throws", () => {
  let service: FakeService;
  let client: ChatClient;
  let reported: Error[];
  const fail = () => {
    throw new Error("The application's defect.");
  };

  beforeEach(() => {
    service = new FakeService();
    client = service.client();
    reported = [];
    vi.stubGlobal("reportError", (error: Error) => reported.push(error));
  });

  afterEach(() => vi.unstubAllGlobals());

  it("is reported, and stops neither reading nor the other listeners", async () => {
    const states: string[] = [];
    client.on("state", fail);
    client.on("channels", fail);
    client.on("state", ({ status }) => states.push(status));
    service.write("one");
    const channel = client.openChannel(CHANNEL);
    channel.subscribe(fail);
    client.start();
    await service.time.run(0);
    expect(states).toEqual(["connecting", "online"]);
    expect(client.channels).toHaveLength(1);
    expect(channel.timeline.items).toHaveLength(1);
    expect(reported[0]?.message).toBe("The application's defect.");
  });

  it("does not end reconnecting", async () => {
    client.on("state", fail);
    client.start();
    await service.time.run(0);
    service.connection.events.closed();
    await service.time.run(10_000);
    expect(client.state.status).toBe("online");
    expect(service.connections).toHaveLength(2);
  });

  it("that stops the client at the word online is obeyed: nothing more is read", async () => {
    client.on("state", ({ status }) => status === "online" && client.stop());
    client.start();
    await service.time.run(60_000);
    expect(client.state.status).toBe("stopped");
    expect(service.time.pendingTimers).toBe(0);
  });
});
