import { describe, expect, it } from "vitest";
import { applyChange } from "../src/changes.js";
import type { Entry } from "../src/entry.js";
import { foldInto } from "../src/folding.js";
import { entry, other } from "./support/entries.js";

const THUMB = "👍";

/** A log written in this order, the first entry being a message of Bob's. */
function folded(...kinds: [string, Partial<Entry>?][]): readonly Entry[] {
  const log = [entry(1, { text: "old", metadata: { a: 1 }, replyTo: 1, thread: 1 })];
  kinds.forEach(([kind, part = {}], index) => {
    const next = kind === "message" ? entry(index + 2, part) : other(index + 2, kind, { target: 1, ...part });
    foldInto(log, next);
    log.push(next);
  });
  return log;
}

describe("Folding", () => {
  it("gives a message its edit's text and all that is found in it, and keeps what is not", () => {
    const edit = { text: "new", format: "markdown", mentions: ["ann"], mentionsChannel: true };
    const [message] = folded(["edit", edit]);
    const { createdAt } = entry(2);
    expect(message).toStrictEqual({
      ...entry(1, { metadata: { a: 1 }, replyTo: 1, thread: 1, ...edit }),
      editedAt: createdAt,
      rev: 2,
    });
  });

  it("takes away what an edit no longer has", () => {
    const [message] = folded(["edit", { text: "a", format: "markdown", mentions: ["ann"] }], ["edit", { text: "b" }]);
    expect(message).toMatchObject({ text: "b", rev: 3 });
    expect(Object.keys(message!)).not.toEqual(expect.arrayContaining(["format"]));
    expect(message).not.toHaveProperty("mentions");
  });

  it("leaves nothing of a deleted message, nor of what named it before, and nothing can change it again", () => {
    const log = folded(
      ["edit", { text: "secret" }],
      ["react", { reaction: THUMB }],
      ["pin"],
      ["delete"],
      ["edit", { text: "too late" }],
    );
    expect(log[0]).toStrictEqual({ ...other(1, "message", { replyTo: 1, thread: 1, redacted: true }), rev: 5 });
    expect(log[1]).toStrictEqual(other(2, "edit", { target: 1, redacted: true }));
    expect(log[2]).toStrictEqual(other(3, "react", { target: 1, redacted: true }));
    expect(log[3]).not.toHaveProperty("redacted");
    expect(log[5]).toMatchObject({ text: "too late" });
  });

  it("counts each one's reaction once, in the order they came, and drops what is empty", () => {
    const react = (senderId: string): [string, Partial<Entry>] => ["react", { senderId, reaction: THUMB }];
    const unreact = (senderId: string): [string, Partial<Entry>] => ["unreact", { senderId, reaction: THUMB }];
    expect(folded(react("bob"), react("ann"), react("bob"))[0]?.reactions).toEqual({ [THUMB]: ["bob", "ann"] });
    expect(folded(react("bob"), react("ann"), unreact("bob"))[0]?.reactions).toEqual({ [THUMB]: ["ann"] });
    expect(folded(react("bob"), unreact("bob"), unreact("eve"))[0]).not.toHaveProperty("reactions");
  });

  it.each(["constructor", "__proto__", "toString"])("takes the reaction %s for what it says", (reaction) => {
    const [message] = folded(["react", { reaction }]);
    expect(Object.entries(message!.reactions!)).toEqual([[reaction, ["bob"]]]);
    expect(folded(["react", { reaction }], ["unreact", { reaction }])[0]).not.toHaveProperty("reactions");
  });

  it("pins and unpins", () => {
    expect(folded(["pin"])[0]).toMatchObject({ pinned: true, rev: 2 });
    expect(folded(["pin"], ["unpin"])[0]).not.toHaveProperty("pinned");
  });

  it("skips what the message contains already", () => {
    const message = entry(1, { text: "newest", rev: 9 });
    expect(applyChange(message, other(9, "edit", { target: 1, text: "old" }))).toBe(message);
    expect(applyChange(message, other(10, "edit", { target: 1, text: "next" }))).toMatchObject({ text: "next", rev: 10 });
  });

  it("takes nothing but the number of a change that was itself removed", () => {
    const [message] = folded(["edit", { redacted: true }]);
    expect(message).toStrictEqual({ ...entry(1, { text: "old", metadata: { a: 1 }, replyTo: 1, thread: 1 }), rev: 2 });
  });

  it("changes messages only, and lower ones only", () => {
    const log = [entry(1), other(2, "pin", { target: 1 }), entry(3)];
    const before = structuredClone(log);
    [other(4, "edit", { target: 2, text: "x" }), other(4, "pin", { target: 9 }), other(2, "pin", { target: 3 })].forEach(
      (change) => expect(foldInto(log, change)).toBe(false),
    );
    expect(log).toEqual(before);
  });

  it("ignores what it does not know", () => {
    expect(folded(["poll", { text: "?" }])[0]).not.toHaveProperty("rev");
  });

  it("erases all of one person up to there: messages, what names them, and what they thought of others'", () => {
    const log = folded(
      ["message", { senderId: "eve", text: "mine" }],
      ["react", { target: 2, reaction: THUMB, senderId: "ann" }],
      ["react", { target: 1, reaction: THUMB, senderId: "eve" }],
      ["react", { target: 1, reaction: THUMB, senderId: "ann" }],
      ["erase", { userId: "eve", senderId: "system" }],
      ["message", { senderId: "eve", text: "again" }],
    );
    expect(log[1]).toStrictEqual({ ...other(2, "message", { senderId: "eve", redacted: true }), rev: 6 });
    expect(log[2]).not.toHaveProperty("reaction");
    expect(log[3]).not.toHaveProperty("reaction");
    expect(log[0]).toMatchObject({ text: "old", reactions: { [THUMB]: ["ann"] }, rev: 5 });
    expect(log[4]).toMatchObject({ reaction: THUMB });
    expect(log[6]).toMatchObject({ text: "again" });
  });

  it("keeps what somebody erased has said since", () => {
    const message = entry(1, { reactions: { [THUMB]: ["eve"] }, rev: 9 });
    const log = [message];
    expect(foldInto(log, other(5, "erase", { userId: "eve" }))).toBe(false);
    expect(log[0]).toBe(message);
  });
});
