// @vitest-environment happy-dom
import { act, cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CHANNEL } from "../../sdk/test/support/entries.js";
import { FakeService, json, refusal } from "../../sdk/test/support/fakeService.js";
import { openPage } from "./support/openPage.js";

const AT = "2026-11-20T09:00:00.000Z";
const PATH = `/channels/${CHANNEL}`;

describe("A group's details", () => {
  let service: FakeService;
  let answers: Map<string, object | undefined>;
  const changes = () =>
    service.requests
      .filter(({ method, path }) => method !== "GET" && path.startsWith("/channels"))
      .map(({ method, path, body }) => [method, path.replace(PATH, ""), body]);
  const standAs = (role: string, others: Record<string, string> = { bob: "member", eve: "readonly" }) => {
    const me = { userId: "ann", role, joinedAt: AT };
    const members = [me, ...Object.entries(others).map(([userId, one]) => ({ userId, role: one, joinedAt: AT }))];
    const details = { channelId: CHANNEL, kind: "group", name: "Team", createdAt: AT, createdBy: "ann", memberCount: members.length, me };
    answers = new Map<string, object | undefined>([
      [`GET ${PATH}`, details],
      [`GET ${PATH}/members?limit=200`, { members, more: false }],
      [`GET ${PATH}/invites`, { invites: [] }],
      [`GET ${PATH}/bans`, { bans: [] , more: false }],
      [`PATCH ${PATH}`, { ...details, topic: "Boats" }],
    ]);
    service.reading.parts = { role };
  };
  const openDetails = async () => {
    const opened = await openPage(service);
    await opened.user.click(opened.page.getByTestId("open-details"));
    await opened.settle();
    const member = (userId: string) => opened.page.container.querySelector<HTMLElement>(`[data-testid="member"][data-user-id="${userId}"]`)!;
    const chooseFor = async (userId: string, action: string) => {
      await opened.user.click(within(member(userId)).getByTestId("member-actions"));
      await opened.user.click(within(opened.page.getByRole("dialog")).getByRole("button", { name: action }));
      await opened.settle();
    };
    const offeredFor = async (userId: string) => {
      await opened.user.click(within(member(userId)).getByTestId("member-actions"));
      const offered = within(opened.page.getByRole("dialog")).getAllByRole("button").map(({ textContent }) => textContent?.trim());
      act(() => opened.page.getByRole("dialog").dispatchEvent(new Event("close")));
      return offered;
    };
    return { ...opened, member, chooseFor, offeredFor };
  };

  beforeEach(() => {
    service = new FakeService();
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    service.intercept = ({ method, path }) => {
      const key = `${method} ${path}`;
      return answers.has(key) ? (answers.get(key) === undefined ? new Response(null, { status: 204 }) : json(answers.get(key)!)) : undefined;
    };
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("offers for each member what one's role allows", async () => {
    standAs("owner");
    const { offeredFor } = await openDetails();
    expect(await offeredFor("bob")).toEqual(["Write to Bob", "Make moderator", "Make read-only", "Hand over the group", "Remove", "Ban"]);
    cleanup();
    standAs("moderator", { bob: "owner", eve: "member" });
    const { offeredFor: byModerator } = await openDetails();
    expect(await byModerator("bob")).toEqual(["Write to Bob"]);
    expect(await byModerator("eve")).toEqual(["Write to eve", "Make read-only", "Remove", "Ban"]);
  });

  it("shows a member neither invites nor settings nor a way to add, rename or delete", async () => {
    standAs("member");
    const { page } = await openDetails();
    for (const id of ["add-members", "edit-channel", "create-invite", "is-public", "archive", "delete-channel"]) {
      expect(page.queryByTestId(id)).toBeNull();
    }

    expect(page.getByTestId("leave")).not.toBeNull();
  });

  it("gives another role, and takes somebody out after asking", async () => {
    standAs("owner");
    answers.set(`PUT ${PATH}/members/bob`, { userId: "bob", role: "moderator", joinedAt: AT });
    answers.set(`DELETE ${PATH}/members/eve`, undefined);
    const { page, user, chooseFor, settle } = await openDetails();
    await chooseFor("bob", "Make moderator");
    expect(changes()).toEqual([["PUT", "/members/bob", { role: "moderator" }]]);
    await chooseFor("eve", "Remove");
    expect(changes()).toHaveLength(1);
    await user.click(within(page.getByRole("dialog")).getByRole("button", { name: "Remove" }));
    await settle();
    expect(changes()[1]).toEqual(["DELETE", "/members/eve", undefined]);
    expect(page.queryByRole("dialog")).toBeNull();
    expect(service.paths(`${PATH}/members?`)).toHaveLength(3);
  });

  it("tells in plain words why something did not come about", async () => {
    standAs("owner");
    const { page, chooseFor, user, settle } = await openDetails();
    service.intercept = ({ method }) =>
      method === "DELETE" ? refusal(409, { code: "conflict", field: "userId", message: "The owner hands the channel over before leaving." }) : undefined;
    await user.click(page.getByTestId("leave"));
    await user.click(within(page.getByRole("dialog")).getByRole("button", { name: "Leave" }));
    await settle();
    expect(within(page.getByRole("dialog")).getByRole("alert").textContent).toContain("You are the owner: hand the group over");
    await user.click(page.getByRole("button", { name: "Cancel" }));
    service.intercept = () => refusal(403, { code: "forbidden", message: "No." });
    await chooseFor("bob", "Make moderator");
    expect(page.getByTestId("details").textContent).toContain("You are not allowed to do that.");
  });

  it("makes an invite link of the page's own address, and takes it back", async () => {
    standAs("moderator");
    const invite = { token: "a.b.c", expiresAt: "2026-12-01T09:00:00.000Z", usesLeft: 1 };
    answers.set(`POST ${PATH}/invites`, invite);
    answers.set(`DELETE ${PATH}/invites/a.b.c`, undefined);
    const { page, user, settle } = await openDetails();
    await user.selectOptions(page.getByLabelText(/^for/), "1 person");
    answers.set(`GET ${PATH}/invites`, { invites: [invite] });
    await user.click(page.getByTestId("create-invite"));
    await settle();
    expect(changes()).toMatchObject([["POST", "/invites", { expiresInSeconds: 604_800, uses: 1 }]]);
    expect((page.getByLabelText("Invite link") as HTMLInputElement).value).toBe(`${location.origin}/invite/a.b.c/`);
    await user.click(page.getByRole("button", { name: "Take this link back" }));
    expect(changes()[1]?.[0]).toBe("DELETE");
  });

  it("changes only what was changed, and an emptied topic is none", async () => {
    standAs("owner");
    answers.set(`GET ${PATH}`, { ...answers.get(`GET ${PATH}`), topic: "Old" });
    const { page, user, settle } = await openDetails();
    await user.click(page.getByTestId("edit-channel"));
    await user.clear(page.getByLabelText("Topic"));
    await user.click(page.getByRole("button", { name: "Save" }));
    await settle();
    expect(changes()).toEqual([["PATCH", "", { topic: null }]]);
  });

  it("mutes for a time, and says so in the header", async () => {
    standAs("member");
    const until = new Date(Date.now() + 3_600_000).toISOString();
    answers.set(`PUT /me${PATH}/mute`, { mutedUntil: until });
    const { page, user, settle } = await openDetails();
    await user.click(page.getByTestId("mute"));
    await user.click(within(page.getByRole("dialog")).getByRole("button", { name: "For 1 hour" }));
    await settle();
    const asked = service.requests.find(({ path }) => path.endsWith("/mute"))?.body as { until: string };
    expect(Math.abs(new Date(asked.until).getTime() - new Date(until).getTime())).toBeLessThan(60_000);
    expect(page.getByTestId("mute-row").dataset["muted"]).toBe("true");
    expect(page.getByRole("img", { name: "Muted" })).not.toBeNull();
  });
});
