import { describe, expect, it } from "vitest";
import { isEntry, isEntryPage } from "../src/entryShape.js";
import { readFrame } from "../src/frames.js";
import { entry, other, pageOf } from "./support/entries.js";

const complete: Readonly<Record<string, object>> = {
  message: {
    text: "hi @bob",
    format: "markdown",
    replyTo: 1,
    thread: 1,
    mentions: ["bob"],
    mentionsChannel: true,
    metadata: { colour: "red" },
    rev: 9,
    editedAt: "2026-11-24T09:30:00.000Z",
    reactions: { "👍": ["ann", "bob"] },
    pinned: true,
  },
  edit: { target: 1, text: "hi", format: "markdown", mentions: ["bob"] },
  delete: { target: 1 },
  react: { target: 1, reaction: "👍" },
  unreact: { target: 1, reaction: "👍" },
  pin: { target: 1 },
  unpin: { target: 1 },
  join: { userId: "bob", senderId: "system" },
  leave: { userId: "bob", senderId: "system" },
  role: { userId: "bob", role: "owner", senderId: "system" },
  rename: { name: "Crew", senderId: "system" },
  erase: { userId: "bob", senderId: "system", clientId: "" },
};
const kinds = Object.entries(complete);

describe("Entries from outside", () => {
  it.each(kinds)("are taken as %s with all that it may have, and with what nobody knows yet", (kind, part) => {
    expect(isEntry(other(3, kind, part))).toBe(true);
    expect(isEntry({ ...other(3, kind, part), mood: { any: [1] } })).toBe(true);
  });

  it.each(kinds.filter(([kind]) => kind !== "message"))("are refused as %s without what it needs", (kind) => {
    expect(isEntry(other(3, kind))).toBe(false);
  });

  it("are taken without what redaction takes, but not without their target", () => {
    expect(isEntry(other(3, "message", { redacted: true }))).toBe(true);
    expect(isEntry(other(3, "edit", { redacted: true, target: 1 }))).toBe(true);
    expect(isEntry(other(3, "react", { redacted: true, target: 1 }))).toBe(true);
    expect(isEntry(other(3, "react", { redacted: true }))).toBe(false);
    expect(isEntry(other(3, "message"))).toBe(false);
  });

  it.each(["poll", "constructor", "toString"])("are taken as %s, of which nothing is known", (kind) => {
    expect(isEntry(other(3, kind, { senderId: "bob" }))).toBe(true);
  });

  it.each([
    ["seq", 0],
    ["seq", 1.5],
    ["kind", ""],
    ["clientId", 7],
    ["createdAt", "yesterday"],
    ["counts", { messages: 3 }],
    ["counts", undefined],
    ["text", 7],
    ["text", null],
    ["format", null],
    ["replyTo", 0],
    ["thread", "1"],
    ["mentions", "bob"],
    ["mentions", [7]],
    ["mentionsChannel", "yes"],
    ["metadata", []],
    ["rev", -1],
    ["editedAt", "soon"],
    ["reactions", { "👍": "ann" }],
    ["reactions", { "👍": [null] }],
    ["pinned", 1],
    ["redacted", "true"],
  ])("are refused with %s being %j", (name, value) => {
    expect(isEntry({ ...entry(3), [name]: value })).toBe(false);
  });

  it("come in pages that are refused with a malformed member", () => {
    const page = pageOf([entry(1)], {});
    expect(isEntryPage({ ...page, moreAfter: true, firstSeq: 1, reset: true, later: 1 })).toBe(true);
    const { epoch: _, ...without } = page;
    expect(isEntryPage(without)).toBe(false);
    [{ moreAfter: 1 }, { firstSeq: 0 }, { reset: "no" }, { more: undefined }, { entries: [{}] }].forEach((wrong) =>
      expect(isEntryPage({ ...page, ...wrong })).toBe(false),
    );
  });

  it("come in frames of one channel", () => {
    const frame = { type: "entries", channelId: "team", entries: [entry(1), other(2, "poll")] };
    expect(readFrame(frame)).toEqual(frame);
    expect(readFrame({ ...frame, channelId: "other" })).toBeUndefined();
    expect(readFrame({ ...frame, entries: [entry(1), other(2, "edit")] })).toBeUndefined();
    expect(readFrame({ ...frame, entries: {} })).toBeUndefined();
    expect(readFrame({ type: "entry", entry: entry(1) })).toBeUndefined();
  });
});
