import type { Entry, TimelineItem } from "@chat-functions/sdk";
import { shownMessage, type ShownMessage } from "../message/shownMessage.js";
import { isSameDay } from "../ui/time.js";

/** A pause longer than this starts a new group, with its own time. */
const GROUP_MS = 5 * 60_000;

/** Messages of one sender shortly after each other. */
export interface MessageGroup {
  readonly kind: "messages";
  readonly key: string;
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly messages: readonly ShownMessage[];
}

/** A small line: somebody joined, the channel has another name. */
export interface Notice {
  readonly kind: "notice";
  readonly key: string;
  readonly entry: Entry;
}

/** The line above what has not been read. */
export interface Divider {
  readonly kind: "divider";
  readonly key: "divider";
}

/** One local day. */
export interface Day {
  readonly key: string;
  readonly date: Date;
  readonly parts: readonly (MessageGroup | Notice | Divider)[];
}

type GrowingGroup = Omit<MessageGroup, "messages"> & { readonly messages: ShownMessage[] };
type GrowingDay = Omit<Day, "parts"> & { readonly parts: (GrowingGroup | Notice | Divider)[] };

/**
 * Arranges a timeline by day and sender.
 * @param newSince A divider stands above the first message of others with a higher number.
 */
export function groupByDay(items: readonly TimelineItem[], myId: string, newSince = Infinity): readonly Day[] {
  const days: GrowingDay[] = [];
  let isDivided = false;
  for (const item of items) {
    const message = shownMessage(item, myId);
    if (message !== undefined) {
      const day = dayOf(message.time, days);
      if (!isDivided && !message.isOwn && (message.seq ?? 0) > newSince) {
        isDivided = true;
        day.parts.push({ kind: "divider", key: "divider" });
      }

      addMessage(day, message);
    } else if (item.kind === "notice") {
      const { entry } = item;
      dayOf(new Date(entry.createdAt), days).parts.push({ kind: "notice", key: `notice/${entry.seq}`, entry });
    }
  }

  return days;
}

/** All messages of these days, in their order. */
export function messagesOf(days: readonly Day[]): readonly ShownMessage[] {
  return days.flatMap((day) => day.parts.flatMap((part) => (part.kind === "messages" ? part.messages : [])));
}

function dayOf(date: Date, days: GrowingDay[]): GrowingDay {
  const last = days.at(-1);
  if (last !== undefined && isSameDay(last.date, date)) {
    return last;
  }

  const day: GrowingDay = { key: dayKey(date, days), date, parts: [] };
  days.push(day);
  return day;
}

function addMessage(day: GrowingDay, message: ShownMessage): void {
  const last = day.parts.at(-1);
  if (last?.kind === "messages" && belongs(message, last)) {
    last.messages.push(message);
  } else {
    const { key, senderId, isOwn } = message;
    day.parts.push({ kind: "messages", key, senderId, isOwn, messages: [message] });
  }
}

/**
 * The date: it stays when older messages come in above. A message that failed long ago stands last and makes its day
 * appear twice.
 */
function dayKey(date: Date, days: readonly { readonly key: string }[]): string {
  const key = [date.getFullYear(), date.getMonth() + 1, date.getDate()].join("-");
  return days.some((day) => day.key === key) ? `${key}/${days.length}` : key;
}

function belongs(message: ShownMessage, group: MessageGroup): boolean {
  const last = group.messages.at(-1);
  return (
    group.senderId === message.senderId &&
    last !== undefined &&
    message.time.getTime() - last.time.getTime() <= GROUP_MS
  );
}
