import type { ChatClient } from "@chat-functions/sdk";
import { afterEach, describe, expect, it, vi } from "vitest";
import { leave, wouldLoseMessages } from "../src/chat/leaving.js";

const clientWith = (unsentCount: number) => ({ unsentCount }) as ChatClient;

describe("Leaving the page", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("asks when messages would be lost, and stays when told so", async () => {
    vi.stubGlobal("confirm", () => false);
    const client = clientWith(1);
    const go = vi.fn(async () => undefined);
    await leave(client, go);
    expect(go).not.toHaveBeenCalled();
    expect(wouldLoseMessages(client)).toBe(true);
  });

  it("asks once: who agreed is not asked by the browser again", async () => {
    vi.stubGlobal("confirm", () => true);
    const client = clientWith(1);
    await leave(client, async () => expect(wouldLoseMessages(client)).toBe(false));
  });

  it("asks nothing when nothing would be lost", async () => {
    const go = vi.fn(async () => undefined);
    await leave(clientWith(0), go);
    expect(go).toHaveBeenCalled();
  });

  it("keeps the messages, and says so, when the provider is out of reach", async () => {
    vi.stubGlobal("confirm", () => true);
    const client = clientWith(1);
    await expect(leave(client, () => Promise.reject(new TypeError("Failed to fetch")))).rejects.toThrow();
    expect(wouldLoseMessages(client)).toBe(true);
  });
});
