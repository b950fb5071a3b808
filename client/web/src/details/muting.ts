const HOUR_MS = 3_600_000;

/** For how long notifications can be off. */
export const muteChoices = [
  ["For 1 hour", HOUR_MS],
  ["For 8 hours", 8 * HOUR_MS],
  ["For 1 week", 7 * 24 * HOUR_MS],
  ["Until I turn them on", undefined],
] as const;

export function isMuted(mutedUntil: string | undefined, now: Date): boolean {
  return mutedUntil !== undefined && new Date(mutedUntil) > now;
}

const soon = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "numeric", minute: "2-digit" });

/** Until when, in words. For ever is the last day of the year 9999. */
export function mutedWords(mutedUntil: string | undefined, now: Date): string {
  if (!isMuted(mutedUntil, now)) {
    return "On";
  }

  const until = new Date(mutedUntil!);
  return until.getUTCFullYear() === 9999 ? "Off" : `Off until ${soon.format(until)}`;
}
