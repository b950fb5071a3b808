import { describe, expect, it } from "vitest";
import { dayName, isSameDay, listTime } from "../src/ui/time.js";

const now = new Date(2026, 10, 24, 0, 30);

describe("time", () => {
  it("names days as seen from now, by the calendar and not by hours", () => {
    expect(dayName(new Date(2026, 10, 24, 0, 1), now)).toBe("Today");
    expect(dayName(new Date(2026, 10, 23, 23, 59), now)).toBe("Yesterday");
    expect(dayName(new Date(2026, 10, 22, 23, 59), now)).not.toContain("2026");
    expect(dayName(new Date(2025, 10, 22), now)).toContain("2025");
  });

  it("shows the time of today's and the day of older messages in the list", () => {
    expect(listTime(new Date(2026, 10, 24, 0, 1), now)).toContain("01");
    expect(listTime(new Date(2026, 10, 23, 0, 1), now)).toBe("Yesterday");
    expect(listTime(new Date(2026, 10, 2, 0, 1), now)).toContain("2");
  });

  it("counts two moments of one local day as the same day", () => {
    expect(isSameDay(new Date(2026, 2, 29, 0, 5), new Date(2026, 2, 29, 23, 55))).toBe(true);
    expect(isSameDay(new Date(2026, 2, 29, 23, 59), new Date(2026, 2, 30, 0, 0))).toBe(false);
  });
});
