const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const fullDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** Time of day. */
export function clockTime(time: Date): string {
  return clock.format(time);
}

/** Everything about a moment, for a tooltip. */
export function exactTime(time: Date): string {
  return exact.format(time);
}

/** A local day's name, as seen from `now`. */
export function dayName(time: Date, now: Date): string {
  const days = daysBetween(time, now);
  if (days === 0) {
    return "Today";
  }

  if (days === 1) {
    return "Yesterday";
  }

  return time.getFullYear() === now.getFullYear() ? weekday.format(time) : fullDay.format(time);
}

/** For a list: the time today, else the day. */
export function listTime(time: Date, now: Date): string {
  const days = daysBetween(time, now);
  return days === 0 ? clock.format(time) : days === 1 ? "Yesterday" : shortDay.format(time);
}

export function isSameDay(a: Date, b: Date): boolean {
  return daysBetween(a, b) === 0;
}

/** Whole local days, however long each is. */
function daysBetween(time: Date, now: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (day(now) - day(time)) / 86_400_000;
}
