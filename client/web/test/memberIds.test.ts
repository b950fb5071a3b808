import { describe, expect, it } from "vitest";
import { addIds, isUserId } from "../src/channels/memberIds.js";

describe("memberIds", () => {
  it("takes ids apart at commas, semicolons and white space, each once", () => {
    expect(addIds(["bob"], " eve,dan;bob\tann , ")).toEqual(["bob", "eve", "dan", "ann"]);
    expect(addIds([], " , ")).toEqual([]);
  });

  it("knows an id from something else", () => {
    expect(["bob", "a.b_c-9", "h.Zm9v", "x".repeat(64)].every(isUserId)).toBe(true);
    expect(["", "b b", "ünal", "a/b", "x".repeat(65)].some(isUserId)).toBe(false);
  });
});
