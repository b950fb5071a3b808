import { describe, expect, it } from "vitest";
import { permissionsFor } from "../src/message/permissions.js";
import type { ShownMessage } from "../src/message/shownMessage.js";

const limits = { messageCharacters: 10, pageSize: 10, groupMembers: 10, metadataBytes: 10 };
const theirs: ShownMessage = {
  key: "bob/1",
  senderId: "bob",
  isOwn: false,
  clientId: "1",
  seq: 1,
  state: "sent",
  body: { text: "hi" },
  time: new Date(0),
  problem: undefined,
};
const mine = { ...theirs, isOwn: true };
const now = { isModerator: false, canPost: true, limits, now: 10_000 };

describe("What may be done with a message", () => {
  it("is to speak of it, for everybody", () => {
    expect(permissionsFor(theirs, now)).toEqual({
      canReact: true,
      canReply: true,
      canPin: true,
      canEdit: false,
      canDelete: false,
    });
  });

  it("is to change it, for its author, as long as the deployment lets", () => {
    expect(permissionsFor(mine, now)).toMatchObject({ canEdit: true, canDelete: true });
    const late = permissionsFor(mine, { ...now, limits: { ...limits, editWindowSeconds: 10 } });
    expect(late).toMatchObject({ canEdit: false, canDelete: true });
  });

  it("is to delete it, for a moderator, but not to put words into another's mouth", () => {
    expect(permissionsFor(theirs, { ...now, isModerator: true, canPost: true })).toMatchObject({ canEdit: false, canDelete: true });
  });

  it.each([
    { ...mine, seq: undefined },
    { ...mine, body: { redacted: true } },
  ])("is nothing before it is stored, and after it is deleted", (message) => {
    expect(Object.values(permissionsFor(message, { ...now, isModerator: true, canPost: true }))).not.toContain(true);
  });
});
