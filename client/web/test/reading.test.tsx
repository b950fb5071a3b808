// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CHANNEL } from "../../sdk/test/support/entries.js";
import { FakeService } from "../../sdk/test/support/fakeService.js";
import { openPage } from "./support/openPage.js";

describe("Reading on the page", () => {
  let service: FakeService;
  let visibility: DocumentVisibilityState;
  const cursor = () => service.reading.cursors.get(CHANNEL);
  const show = async (state: DocumentVisibilityState) => {
    visibility = state;
    await act(async () => {
      document.dispatchEvent(new Event("visibilitychange"));
      await service.time.run(0);
    });
  };

  beforeEach(() => {
    service = new FakeService();
    visibility = "visible";
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
    service.write("old");
    service.write("new");
    service.write("newer");
    service.reading.cursors.set(CHANNEL, 1);
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("draws a line above what is new, and has read what is shown", async () => {
    const { page, settle } = await openPage(service);
    await settle();
    const divider = page.getByTestId("new-divider");
    expect(divider.nextElementSibling?.textContent).toContain("new");
    expect(divider.previousElementSibling?.textContent).toContain("old");
    expect(cursor()).toBe(3);
  });

  it("takes nothing for read while nobody looks, and draws the line where that began", async () => {
    service.reading.cursors.set(CHANNEL, 3);
    const { page, arrive } = await openPage(service);
    expect(page.queryByTestId("new-divider")).toBeNull();
    await show("hidden");
    await arrive(service.write("meanwhile"));
    expect(cursor()).toBe(3);
    expect(page.getByTestId("new-divider").nextElementSibling?.textContent).toContain("meanwhile");
    await show("visible");
    expect(cursor()).toBe(4);
  });

  it("takes the line away when one writes", async () => {
    const { page, user, settle } = await openPage(service);
    await user.type(page.getByTestId("composer"), "hello{Enter}");
    await settle();
    expect(page.queryByTestId("new-divider")).toBeNull();
  });

  it("shows who has read up to where, beside that message", async () => {
    service.reading.others.set(CHANNEL, { eve: 1 });
    const { page, message, settle } = await openPage(service);
    await settle();
    const seen = (seq: number) => message(seq).querySelector('[data-testid="seen-by"]')?.getAttribute("aria-label");
    expect(seen(1)).toBe("Seen by eve");
    await act(async () => {
      service.connection.events.frame({ type: "read", channelId: CHANNEL, userId: "eve", seq: 3 });
      await service.time.run(0);
    });
    expect([seen(1), seen(3)]).toEqual([undefined, "Seen by eve"]);
    expect(page.getAllByTestId("seen-by")).toHaveLength(1);
  });

  it.each([
    ["readonly", { role: "readonly" }, "You may read here"],
    ["archived", { archivedAt: "2026-11-24T00:00:00.000Z" }, "archived: nobody can write"],
  ] as const)("explains why nothing can be written in a conversation that is %s", async (why, parts, words) => {
    service.reading.parts = parts;
    const { page, message } = await openPage(service);
    expect(page.queryByTestId("composer")).toBeNull();
    expect(page.getByTestId("composer-notice").dataset["why"]).toBe(why);
    expect(page.getByTestId("composer-notice").textContent).toContain(words);
    expect(message(1).querySelector('[aria-label="Reply"]')).toBeNull();
  });

  it("says so when the conversation is the person's no longer, and keeps what was read", async () => {
    const { page, texts } = await openPage(service);
    await act(async () => {
      service.connection.events.frame({ type: "channelGone", channelId: CHANNEL });
      await service.time.run(0);
    });
    expect(page.getByTestId("composer-notice").textContent).toContain("not in this conversation any more");
    expect(texts()).toEqual(["old", "new", "newer"]);
  });
});
