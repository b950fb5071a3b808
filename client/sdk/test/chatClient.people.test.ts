import { beforeEach, describe, expect, it } from "vitest";
import type { ChatClient } from "../src/chatClient.js";
import { CHANNEL } from "./support/entries.js";
import { FakeService, group, json, refusal } from "./support/fakeService.js";

const AT = "2026-11-24T09:30:00.000Z";
const me = { userId: "ann", displayName: "Ann B.", statusText: "at sea", settings: { readReceipts: true }, createdAt: AT };
const ann = { userId: "ann", role: "owner", joinedAt: AT };
const bob = { userId: "bob", role: "member", joinedAt: AT };
const details = { channelId: CHANNEL, kind: "group", name: "Team", topic: "Boats", createdAt: AT, createdBy: "ann", memberCount: 2, me: ann };

describe("People and channels", () => {
  let service: FakeService;
  let client: ChatClient;
  let answers: Record<string, object | undefined>;
  const asked = () => service.requests.map(({ method, path, body }) => [method, path, body]);

  beforeEach(async () => {
    service = new FakeService();
    answers = {};
    service.intercept = ({ method, path }) => {
      const key = `${method} ${path}`;
      return key in answers ? (answers[key] === undefined ? new Response(null, { status: 204 }) : json(answers[key])) : undefined;
    };
    client = service.client({ previews: 0 });
    client.start();
    await service.time.run(0);
    service.requests.length = 0;
  });

  it("reads and changes one's own profile, and tells what it has become", async () => {
    const told: unknown[] = [];
    client.on("me", (profile) => told.push(profile));
    answers = { "GET /me": me, "PATCH /me": { ...me, displayName: "Ann C." } };
    expect((await client.people.me()).settings.readReceipts).toBe(true);
    await client.people.updateMe({ displayName: "Ann C.", statusText: null, settings: { readReceipts: false } });
    expect(asked()[1]).toEqual([
      "PATCH",
      "/me",
      { displayName: "Ann C.", statusText: null, settings: { readReceipts: false } },
    ]);
    expect(client.me).toEqual({ userId: "ann", displayName: "Ann C.", statusText: "at sea" });
    expect(told).toHaveLength(2);
    expect(client.knownProfile("ann")).toBe(client.me);
  });

  it("searches people, and knows whom it has found", async () => {
    const told: string[] = [];
    client.on("profile", ({ userId }) => told.push(userId));
    answers["GET /users?query=b+b&limit=5"] = { users: [{ userId: "bob", displayName: "Bob B" }], more: false };
    expect((await client.people.search("b b", { limit: 5 })).users).toHaveLength(1);
    expect((await client.profile("bob")).displayName).toBe("Bob B");
    answers["GET /users/bob"] = { userId: "bob", displayName: "Bob B", statusText: "away" };
    expect((await client.people.user("bob")).statusText).toBe("away");
    expect(told).toEqual(["bob", "bob"]);
  });

  it("asks, ends and lists contacts, and blocks", async () => {
    const contact = { userId: "bob", state: "requested", since: AT };
    answers = {
      "PUT /me/contacts/bob": contact,
      "GET /me/contacts?after=a": { contacts: [contact], more: false },
      "DELETE /me/contacts/bob": undefined,
      "PUT /me/blocks/bob": undefined,
      "DELETE /me/blocks/bob": undefined,
    };
    const { people } = client;
    expect((await people.askContact("bob")).state).toBe("requested");
    expect((await people.contacts({ after: "a" })).contacts).toEqual([contact]);
    await people.endContact("bob");
    await people.block("bob");
    await people.unblock("bob");
    expect(asked().map(([method, path]) => `${method} ${path}`)).toEqual(Object.keys(answers));
  });

  it("reads a channel's details, which its line in the list takes over", async () => {
    answers[`GET /channels/${CHANNEL}`] = details;
    expect(await client.manage(CHANNEL).details()).toEqual(details);
    expect(client.channels[0]).toMatchObject({ role: "owner", topic: "Boats" });
    answers[`PATCH /channels/${CHANNEL}`] = { ...details, topic: undefined };
    await client.manage(CHANNEL).update({ topic: null, isPublic: true });
    expect(asked().at(-1)).toEqual(["PATCH", `/channels/${CHANNEL}`, { topic: null, isPublic: true }]);
    expect(client.channels[0]?.topic).toBeUndefined();
  });

  it("adds members, changes their roles, and takes them out", async () => {
    const path = `/channels/${CHANNEL}/members/bob`;
    answers = { [`PUT ${path}`]: bob, [`DELETE ${path}`]: undefined };
    const admin = client.manage(CHANNEL);
    await admin.add("bob");
    await admin.setRole("bob", "readonly");
    await admin.handOver("bob");
    await admin.remove("bob");
    expect(asked()).toEqual([
      ["PUT", path, {}],
      ["PUT", path, { role: "readonly" }],
      ["PUT", path, { role: "owner" }],
      ["DELETE", path, undefined],
    ]);
    expect(client.channels[0]?.role).toBe("moderator");
  });

  it("goes through all members, a page at a time", async () => {
    answers[`GET /channels/${CHANNEL}/members?limit=200`] = { members: [ann], more: true };
    answers[`GET /channels/${CHANNEL}/members?limit=200&after=ann`] = { members: [bob], more: false };
    const members = [];
    for await (const member of client.manage(CHANNEL).eachMember()) {
      members.push(member.userId);
    }

    expect(members).toEqual(["ann", "bob"]);
  });

  it("bans, invites, archives and mutes", async () => {
    const invite = { token: "a.b.c", expiresAt: AT, usesLeft: 3 };
    const path = `/channels/${CHANNEL}`;
    answers = {
      [`PUT ${path}/bans/eve`]: undefined,
      [`GET ${path}/bans`]: { bans: [{ userId: "eve", bannedAt: AT }], more: false },
      [`DELETE ${path}/bans/eve`]: undefined,
      [`POST ${path}/invites`]: invite,
      [`GET ${path}/invites`]: { invites: [invite] },
      [`DELETE ${path}/invites/a.b.c`]: undefined,
      [`PUT ${path}/archive`]: { ...details, archivedAt: AT },
      [`DELETE ${path}/archive`]: details,
      [`PUT /me${path}/mute`]: { mutedUntil: AT },
    };
    const admin = client.manage(CHANNEL);
    await admin.ban("eve");
    expect((await admin.bans()).bans).toHaveLength(1);
    await admin.unban("eve");
    await admin.invites.create({ uses: 3, clientId: "one" });
    expect(await admin.invites.list()).toEqual([invite]);
    await admin.invites.revoke("a.b.c");
    await admin.archive();
    expect(client.channels[0]?.archivedAt).toBe(AT);
    await admin.unarchive();
    await admin.mute(new Date(AT));
    expect(client.channels[0]).toMatchObject({ archivedAt: undefined, mutedUntil: AT });
    expect(asked().map(([method, asked]) => `${method} ${asked}`)).toEqual(Object.keys(answers));
    expect(asked().filter(([, , body]) => body !== undefined).map(([, , body]) => body)).toEqual([
      { clientId: "one", uses: 3 },
      { until: AT },
    ]);

    answers = { [`DELETE /me${path}/mute`]: undefined };
    await admin.unmute();
    expect(client.channels[0]?.mutedUntil).toBeUndefined();
  });

  it("takes a channel off the list that one leaves or deletes", async () => {
    answers = { [`DELETE /channels/${CHANNEL}/members/ann`]: undefined, "DELETE /channels/other": undefined };
    service.connection.events.frame({ type: "channel", channel: group("other") });
    await client.manage(CHANNEL).leave("ann");
    await client.manage("other").delete();
    expect(client.channels).toEqual([]);
  });

  it("finds public channels, and joins them or by an invite", async () => {
    const found = { channelId: "open", name: "Open", memberCount: 4 };
    answers = {
      "GET /channels?query=Op": { channels: [found], more: true, next: "x" },
      "GET /channels?after=x": { channels: [], more: false },
      "PUT /me/channels/open": group("open"),
      "POST /invites/a.b.c": group("invited"),
    };
    const { publicChannels } = client;
    expect((await publicChannels.search("Op")).next).toBe("x");
    await publicChannels.search("", { after: "x" });
    await publicChannels.join("open");
    await publicChannels.acceptInvite("a.b.c");
    expect(client.channels.map(({ channel }) => channel.channelId)).toEqual(expect.arrayContaining(["open", "invited"]));
  });

  it("hands on why something was refused, and takes an answer of another shape for none", async () => {
    service.intercept = () => refusal(403, { code: "forbidden", message: "No.", field: "role" });
    await expect(client.manage(CHANNEL).setRole("bob", "moderator")).rejects.toMatchObject({ code: "forbidden", field: "role" });
    for (const answer of [{}, { members: [{ userId: "bob" }], more: false }, { ...details, me: "?" }, { ...me, settings: {} }]) {
      service.intercept = () => json(answer);
      for (const ask of [
        () => client.people.me(),
        () => client.people.contacts(),
        () => client.manage(CHANNEL).members(),
        () => client.manage(CHANNEL).details(),
        () => client.manage(CHANNEL).invites.list(),
      ]) {
        await expect(ask()).rejects.toMatchObject({ code: "unexpected_answer" });
      }
    }
  });
});
