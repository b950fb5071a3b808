import { ChatError } from "@chat-functions/sdk";
import { describe, expect, it } from "vitest";
import { noticeWords } from "../src/conversation/NoticeLine.js";
import { refusalWords } from "../src/conversation/RefusedChanges.js";
import { plainWords } from "../src/ui/plainWords.js";

const error = (code: string, field?: string) =>
  new ChatError({ code, message: "raw", ...(field !== undefined && { field }) });

describe("What the page says", () => {
  it.each([
    ["edit", error("forbidden"), "Your edit was not saved. Only its author may change a message"],
    ["delete", error("forbidden"), "The message was not deleted. Only its author or a moderator"],
    ["pin", error("forbidden"), "The message was not pinned. You are not allowed"],
    ["react", error("not_found", "target"), "Your reaction was not added. That message does not exist any more."],
    ["react", error("too_large", "reaction"), "as many reactions as it can have"],
    ["unpin", error("not_found"), "This conversation does not exist"],
  ] as const)("of a refused %s is what did not come about, and why", (event, reason, words) => {
    expect(refusalWords({ event, error: reason })).toContain(words);
  });

  it("of what nobody wrote is a line", () => {
    expect(noticeWords({ kind: "join" }, "Eve")).toBe("Eve joined");
    expect(noticeWords({ kind: "leave" }, "Eve")).toBe("Eve left");
    expect(noticeWords({ kind: "role", role: "moderator" }, "Eve")).toBe("Eve is now a moderator");
    expect(noticeWords({ kind: "rename", name: "Crew" }, "")).toBe("The group is now called “Crew”");
  });

  it("of an unknown error is what the back-end says", () => {
    expect(plainWords(error("brand_new"))).toBe("raw");
  });
});
