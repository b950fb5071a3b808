// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CHANNEL } from "../../sdk/test/support/entries.js";
import { FakeService, json } from "../../sdk/test/support/fakeService.js";
import { openPage } from "./support/openPage.js";

const details = (me: object) => ({
  channelId: CHANNEL,
  kind: "group",
  name: "Team",
  createdAt: "2026-11-20T09:00:00.000Z",
  createdBy: "ann",
  memberCount: 1,
  me,
});

describe("A conversation on the page", () => {
  let service: FakeService;
  const sends = () => service.connection.sends;
  const refuseNext = (code: string, field?: string) => {
    service.onSend = ({ channelId, clientId }, { events }) => {
      const error = { code, message: "No.", ...(field !== undefined && { field }) };
      events.frame({ type: "error", channelId, clientId, error });
      service.onSend = (data, connection) => service.accept(data, connection);
    };
  };
  const asOwner = () => {
    const me = { userId: "ann", role: "owner", joinedAt: "2026-11-20T09:00:00.000Z" };
    const answers = new Map<string, object>([
      [`/channels/${CHANNEL}`, details(me)],
      [`/channels/${CHANNEL}/members?limit=200`, { members: [me], more: false }],
    ]);
    service.intercept = ({ path }) => (answers.has(path) ? json(answers.get(path)!) : undefined);
  };

  beforeEach(() => {
    service = new FakeService();
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    service.write("mine", { senderId: "ann" });
    service.write("theirs", { mentions: ["ann"] });
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("reacts by the menu, shows who did, and takes it back by the chip", async () => {
    const { page, user, message, choose, arrive, settle } = await openPage(service);
    await arrive(service.writeOther("react", { target: 2, reaction: "🎉", senderId: "bob" }));
    await choose(2, "React with 👍");
    expect(page.queryByRole("dialog")).toBeNull();
    const chips = () => [...message(2).querySelectorAll(".reaction")].map((one) => one.getAttribute("aria-label"));
    expect(chips()).toEqual(["🎉 1: Bob", "👍 1: You"]);
    await user.click(page.getByRole("button", { name: "👍 1: You" }));
    await user.click(page.getByRole("button", { name: "🎉 1: Bob" }));
    await settle();
    expect(chips()).toEqual(["🎉 2: Bob, You"]);
    expect(sends().map(({ event }) => event)).toEqual(["react", "unreact", "react"]);
  });

  it("quotes the message that is answered, above the composer and above the answer", async () => {
    const { page, user, choose, message, settle } = await openPage(service);
    await choose(2, "Reply");
    expect(page.getByTestId("answered").textContent).toBe("Bobtheirs");
    expect(document.activeElement).toBe(page.getByTestId("composer"));
    await user.keyboard("yes{Enter}");
    await settle();
    expect(sends()).toMatchObject([{ event: "message", text: "yes", replyTo: 2 }]);
    expect(page.queryByTestId("answered")).toBeNull();
    expect(message(3).querySelector(".quote")?.textContent).toBe("Bobtheirs");
  });

  it("leaves the answer when it is not wanted, by Escape too", async () => {
    const { page, user, choose } = await openPage(service);
    await choose(2, "Reply");
    await user.keyboard("{Escape}");
    expect(page.queryByTestId("answered")).toBeNull();
  });

  it("jumps to the quoted message, or shows an old one with those around it beside", async () => {
    for (let seq = 3; seq <= 90; seq += 1) {
      service.write(`m${seq}`, seq === 90 ? { replyTo: 4 } : seq === 89 ? { replyTo: 88 } : {});
    }

    const { page, user, message, settle } = await openPage(service);
    const scrolledTo = vi.fn();
    message(88).scrollIntoView = scrolledTo;
    message(88).querySelector<HTMLElement>(".bubble")!.animate = vi.fn();
    await user.click(message(89).querySelector(".quote")!);
    expect(scrolledTo).toHaveBeenCalled();
    expect(page.queryByTestId("panel")).toBeNull();

    expect(message(90).querySelector(".quote")?.textContent).toBe("Bobm4");
    await user.click(message(90).querySelector(".quote")!);
    await settle();
    const around = page.getByTestId("around");
    expect(around.querySelector('[data-seq="4"]')?.textContent).toContain("m4");
    expect(around.querySelector('[data-seq="5"]')).not.toBeNull();
  });

  it("edits one's own message in its place: Enter saves, Escape does not", async () => {
    const { page, user, message, choose, settle, texts } = await openPage(service);
    await choose(1, "Edit");
    const editor = page.getByRole("textbox", { name: "Edit message" }) as HTMLTextAreaElement;
    expect([editor.value, document.activeElement]).toEqual(["mine", editor]);
    await user.keyboard(" too{Escape}");
    expect(texts()).toEqual(["mine", "theirs"]);
    expect(sends()).toEqual([]);

    await choose(1, "Edit");
    await user.keyboard(" too{Enter}");
    await settle();
    expect(sends()).toMatchObject([{ event: "edit", target: 1, text: "mine too" }]);
    expect(texts()).toEqual(["mine too", "theirs"]);
    expect(message(1).querySelector('[data-testid="edited"]')).not.toBeNull();
    expect(document.activeElement?.closest("[data-seq]")).toBe(message(1));
  });

  it("sends no edit that changes nothing, and none that says nothing", async () => {
    const { page, user, choose } = await openPage(service);
    await choose(1, "Edit");
    await user.keyboard("{Enter}");
    await choose(1, "Edit");
    await user.clear(page.getByRole("textbox", { name: "Edit message" }));
    await user.keyboard("{Enter}");
    expect(page.getByTestId("editor")).not.toBeNull();
    expect(sends()).toEqual([]);
  });

  it("tells why a change did not come about, and shows the message as it is", async () => {
    const { page, user, choose, texts } = await openPage(service);
    refuseNext("forbidden");
    await choose(1, "Edit");
    await user.keyboard("!{Enter}");
    await act(async () => service.time.run(0));
    expect(texts()).toEqual(["mine", "theirs"]);
    expect(page.getByRole("alert").textContent).toContain("Your edit was not saved. Only its author");
    expect(page.queryByRole("button", { name: "Try again" })).toBeNull();
    await user.click(page.getByRole("button", { name: "Dismiss" }));
    expect(page.getByRole("alert").textContent).toBe("");
  });

  it("tries again what may come about later", async () => {
    const { page, user, choose, settle, message } = await openPage(service);
    refuseNext("too_large", "reaction");
    await choose(2, "React with 👍");
    expect(page.getByRole("alert").textContent).toContain("as many reactions as it can have");
    await user.click(page.getByRole("button", { name: "Try again" }));
    await settle();
    expect(message(2).querySelector(".reaction")).not.toBeNull();
    expect(page.queryByTestId("refused")).toBeNull();
  });

  it("deletes after asking, and shows nothing of the text any more", async () => {
    const { page, user, choose, texts, settle, message } = await openPage(service);
    await choose(1, "Delete");
    expect(page.getByRole("dialog").textContent).toContain("mine");
    await user.click(page.getByRole("button", { name: "Cancel" }));
    expect(sends()).toEqual([]);

    await choose(1, "Delete");
    await user.click(page.getByRole("button", { name: "Delete" }));
    await settle();
    expect(sends()).toMatchObject([{ event: "delete", target: 1 }]);
    expect(texts()).toEqual(["Message deleted", "theirs"]);
    expect(message(1).querySelector("[aria-haspopup]")).toBeNull();
  });

  it("lets a member delete or edit nothing of others, and an owner delete it", async () => {
    const { page, user, openMenu } = await openPage(service);
    await openMenu(2);
    expect(page.queryByRole("button", { name: "Delete" })).toBeNull();
    expect(page.queryByRole("button", { name: "Edit" })).toBeNull();
    await user.keyboard("{Escape}");
    cleanup();

    asOwner();
    const { choose, page: ofOwner } = await openPage(service);
    await choose(2, "Delete");
    expect(ofOwner.getByRole("dialog").textContent).toContain("theirs");
  });

  it("pins, lists what is pinned, and unpins", async () => {
    const { page, user, choose, settle } = await openPage(service);
    await user.click(page.getByTestId("pinned"));
    await settle();
    expect(page.getByTestId("pinned-list").textContent).toContain("Nothing is pinned here");
    await choose(2, "Pin");
    expect(page.getByTestId("pinned-list").querySelector('[data-seq="2"]')).not.toBeNull();
    await choose(2, "Unpin");
    expect(page.getByTestId("pinned-list").querySelector('[data-seq="2"]')).toBeNull();
    await user.click(page.getByRole("button", { name: "Close" }));
    expect(page.queryByTestId("panel")).toBeNull();
  });

  it("says why a panel is empty, and reads again", async () => {
    const { page, user, settle } = await openPage(service);
    service.writeOther("pin", { target: 2 });
    service.intercept = () => Promise.reject(new TypeError("fetch failed"));
    await user.click(page.getByTestId("pinned"));
    await settle();
    service.intercept = () => undefined;
    await user.click(page.getByRole("button", { name: "Try again" }));
    await settle();
    expect(page.getByTestId("pinned-list").textContent).toContain("theirs");
  });

  it("shows a thread beside, with what is written there by anybody", async () => {
    service.write("a reply", { thread: 2 });
    const { page, user, choose, arrive, settle } = await openPage(service);
    await choose(2, "Reply in thread");
    await user.type(page.getByTestId("thread-composer"), "mine too{Enter}");
    await settle();
    await arrive(service.write("and another", { thread: 2 }), service.write("not in it"));
    expect(sends()).toMatchObject([{ thread: 2, text: "mine too" }]);
    const inThread = [...page.getByTestId("thread").querySelectorAll('[data-testid="message-text"]')];
    expect(inThread.map(({ textContent }) => textContent)).toEqual(["theirs", "a reply", "mine too", "and another"]);
  });

  it("sends Markdown only when asked to", async () => {
    const { page, user, settle, message } = await openPage(service);
    await user.type(page.getByTestId("composer"), "**a**{Enter}");
    await user.click(page.getByTestId("format"));
    await user.type(page.getByTestId("composer"), "**b**{Enter}");
    await settle();
    expect(sends().map((data) => "format" in data && data.format)).toEqual([false, "markdown"]);
    expect(message(3).querySelector("strong")).toBeNull();
    expect(message(4).querySelector("strong")?.textContent).toBe("b");
    await user.click(page.getByTestId("format"));
  });

  it("marks what mentions oneself", async () => {
    const { message } = await openPage(service);
    expect([1, 2].map((seq) => message(seq).dataset["mention"])).toEqual(["false", "true"]);
  });

  it("shows who joined in a line, and no line for what it does not know", async () => {
    const { page, arrive } = await openPage(service);
    await arrive(
      service.writeOther("join", { senderId: "system", userId: "bob" }),
      service.writeOther("poll", { senderId: "system" }),
    );
    await act(async () => service.time.run(0));
    expect(page.getAllByTestId("notice").map(({ textContent }) => textContent)).toEqual(["Bob joined"]);
    expect(page.getAllByTestId("message")).toHaveLength(2);
  });

  it("can be gone through by the keyboard: one stop for each message, arrows within its menu", async () => {
    const { page, user, message } = await openPage(service);
    const stops = [...message(2).querySelectorAll("button")].filter(({ tabIndex }) => tabIndex >= 0);
    expect(stops).toHaveLength(1);
    stops[0]!.focus();
    await user.keyboard("{Enter}");
    page.getByRole("button", { name: "React with 👍" }).focus();
    await user.keyboard("{ArrowUp}");
    expect(document.activeElement?.textContent).toContain("Copy text");
    await user.keyboard("{ArrowDown}{ArrowRight}");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("React with ❤️");
  });

  it("opens the menu for a finger that rests on a message, not for one that scrolls", async () => {
    const { page, message } = await openPage(service);
    vi.useFakeTimers();
    const touch = (type: string, clientY: number) =>
      act(() => {
        const event = new PointerEvent(type, { bubbles: true, pointerType: "touch", clientX: 5, clientY });
        message(2).querySelector(".bubble")!.dispatchEvent(event);
        vi.advanceTimersByTime(300);
      });
    try {
      touch("pointerdown", 5);
      touch("pointermove", 60);
      touch("pointerup", 60);
      expect(page.queryByRole("dialog")).toBeNull();
      touch("pointerdown", 5);
      touch("pointermove", 8);
      expect(page.getByRole("dialog")).not.toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
