// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeService, json, refusal } from "../../sdk/test/support/fakeService.js";
import { NewChatDialog } from "../src/channels/NewChatDialog.js";
import { BrowseDialog } from "../src/channels/BrowseDialog.js";
import { ClientContext } from "../src/chat/clientContext.js";
import { InviteScreen } from "../src/chat/InviteScreen.js";
import { ContactLine } from "../src/people/ContactLine.js";
import { ProfileDialog } from "../src/people/ProfileDialog.js";

const AT = "2026-11-20T09:00:00.000Z";
const me = { userId: "ann", displayName: "Ann", statusText: "at sea", settings: { readReceipts: true }, createdAt: AT };

describe("People on the page", () => {
  let service: FakeService;
  let answers: Record<string, object | undefined>;
  const asked = () => service.requests.map(({ method, path, body }) => [`${method} ${path}`, body] as const);
  const show = async (content: ReactNode) => {
    const client = service.client({ previews: 0 });
    await act(async () => {
      client.start();
      await service.time.run(0);
    });
    service.requests.length = 0;
    const page = render(<ClientContext value={client}>{content}</ClientContext>);
    const settle = () => act(async () => service.time.run(0));
    await settle();
    return { page, user: userEvent.setup(), settle };
  };

  beforeEach(() => {
    service = new FakeService();
    answers = { "GET /me/contacts": { contacts: [{ userId: "eve", state: "accepted", since: AT }], more: false } };
    service.intercept = ({ method, path }) => {
      const key = `${method} ${path}`;
      return key in answers ? (answers[key] === undefined ? new Response(null, { status: 204 }) : json(answers[key])) : undefined;
    };
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("are found by name, chosen by the keyboard, and written to", async () => {
    answers["GET /users?query=Bo&limit=50"] = {
      users: [{ userId: "bo-1", displayName: "Bo One" }, { userId: "bo-2", displayName: "Bo Two" }],
      more: false,
    };
    const opened = vi.fn();
    const { page, user, settle } = await show(<NewChatDialog onClose={() => undefined} onCreated={opened} />);
    expect((await page.findAllByTestId("person-option")).map((one) => one.dataset["userId"])).toEqual(["eve"]);
    await user.type(page.getByTestId("people-search"), "Bo");
    await vi.waitFor(() => expect(page.getAllByTestId("person-option")).toHaveLength(3));
    expect(page.getAllByTestId("person-option").map((one) => one.dataset["userId"])).toEqual(["bo-1", "bo-2", "Bo"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await user.click(page.getByRole("button", { name: "Start chat" }));
    await settle();
    expect(asked()).toContainEqual(["POST /channels", { kind: "direct", members: ["bo-2"] }]);
    expect(opened).toHaveBeenCalledWith("with-bo-2");
  });

  it("are asked for before a chat is started with nobody", async () => {
    const { page, user } = await show(<NewChatDialog onClose={() => undefined} onCreated={() => undefined} />);
    await user.click(page.getByRole("button", { name: "Start chat" }));
    expect(page.getByText("Whom do you want to talk to?")).not.toBeNull();
    expect(asked().some(([path]) => path === "POST /channels")).toBe(false);
  });

  it("change of their profile only what they changed", async () => {
    answers = { "GET /me": me, "PATCH /me": { ...me, displayName: "Ann B" } };
    const closed = vi.fn();
    const { page, user, settle } = await show(<ProfileDialog onClose={closed} />);
    await user.type(page.getByLabelText("Name"), " B");
    await user.clear(page.getByLabelText("Status"));
    await user.click(page.getByRole("switch", { name: "Read receipts" }));
    await user.click(page.getByRole("button", { name: "Save" }));
    await settle();
    expect(asked().at(-1)).toEqual([
      "PATCH /me",
      { displayName: "Ann B", statusText: null, settings: { readReceipts: false } },
    ]);
    expect(closed).toHaveBeenCalled();
  });

  it("are told at which field of their profile something is wrong", async () => {
    answers = { "GET /me": me };
    const { page, user, settle } = await show(<ProfileDialog onClose={() => undefined} />);
    service.intercept = () => refusal(400, { code: "invalid_request", field: "avatarUrl", message: "raw" });
    await user.type(page.getByLabelText("Picture"), "http://x");
    await user.click(page.getByRole("button", { name: "Save" }));
    await settle();
    expect(page.getByText("A picture’s address begins with https:// and has up to 500 characters.")).not.toBeNull();
  });

  it.each([
    ["incoming", ["Accept", "Decline", "Block"]],
    ["accepted", ["Write", "Remove", "Block"]],
    ["requested", ["Take back"]],
    ["blocked", ["Unblock"]],
  ])("can do with a contact that is %s what fits", async (state, offered) => {
    answers["PUT /me/contacts/bob"] = { userId: "bob", state: "accepted", since: AT };
    const changed = vi.fn(async () => undefined);
    const line = <ContactLine contact={{ userId: "bob", state, since: AT }} onChanged={changed} onOpen={() => undefined} />;
    const { page, user, settle } = await show(line);
    expect(page.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(offered);
    if (state === "incoming") {
      await user.click(page.getByRole("button", { name: "Accept" }));
      await settle();
      expect(asked()).toContainEqual(["PUT /me/contacts/bob", undefined]);
      expect(changed).toHaveBeenCalled();
    }
  });

  it("find public channels and join them", async () => {
    answers["GET /channels"] = { channels: [{ channelId: "open", name: "Open", memberCount: 1 }], more: false };
    answers["PUT /me/channels/open"] = { channelId: "open", kind: "group", name: "Open", joinedAt: AT };
    const opened = vi.fn();
    const { page, user, settle } = await show(<BrowseDialog onClose={() => undefined} onOpen={opened} />);
    await user.click(await page.findByRole("button", { name: "Join" }));
    await settle();
    expect(opened).toHaveBeenCalledWith("open");
  });

  it("join by an invite, or hear that it is no longer valid", async () => {
    answers["POST /invites/a.b.c"] = { channelId: "invited", kind: "group", name: "In", joinedAt: AT };
    await show(<InviteScreen token="a.b.c" />);
    expect(location.pathname).toBe("/channels/invited");
    cleanup();
    service.intercept = () => refusal(404, { code: "not_found", field: "token", message: "raw" });
    const { page } = await show(<InviteScreen token="old" />);
    expect(page.getByRole("alert").textContent).toContain("This invite is not valid any more");
  });
});
