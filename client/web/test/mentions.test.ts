import { describe, expect, it } from "vitest";
import { isMentioned, splitMentions } from "../src/message/mentions.js";

describe("Mentions", () => {
  const marked = (text: string, body: Parameters<typeof splitMentions>[1]) =>
    splitMentions(text, body)
      .map((part) => (part.mentioned === undefined ? part.text : `[${part.mentioned}]`))
      .join("");

  it("are marked where the back-end has found them, and nowhere else", () => {
    expect(marked("hi @bob and @eve, me@bob.de", { mentions: ["bob"] })).toBe("hi [bob] and @eve, me@bob.de");
    expect(marked("@channel: @bob", {})).toBe("@channel: @bob");
    expect(marked("@channel: @bob", { mentionsChannel: true })).toBe("[channel]: @bob");
    expect(marked("", { mentions: ["bob"] })).toBe("");
  });

  it("end where the sentence does", () => {
    expect(marked("ask @bob. Or @b.ob...", { mentions: ["bob", "b.ob"] })).toBe("ask [bob]. Or [b.ob]...");
    expect(marked("@bobby", { mentions: ["bob"] })).toBe("@bobby");
    expect(marked("@bob-", { mentions: ["bob-"] })).toBe("[bob-]");
  });

  it("are of this user by name, or of everybody", () => {
    expect(isMentioned({ mentions: ["ann"] }, "ann")).toBe(true);
    expect(isMentioned({ mentionsChannel: true }, "ann")).toBe(true);
    expect(isMentioned({ mentions: ["bob"] }, "ann")).toBe(false);
    expect(isMentioned({}, undefined)).toBe(false);
  });
});
