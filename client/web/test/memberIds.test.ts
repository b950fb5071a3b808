import { describe, expect, it } from "vitest";
import { isUserId } from "../src/channels/memberIds.js";

describe("Ids that somebody types", () => {
  it("are ids as the back-end takes them", () => {
    expect(["ann", "h.x_-Y", "a".repeat(64)].every(isUserId)).toBe(true);
    expect(["", "a b", "ö", "a".repeat(65), "a@b"].some(isUserId)).toBe(false);
  });
});
