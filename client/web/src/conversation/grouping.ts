import type { TimelineItem } from "@chat-functions/sdk";
import { isSameDay } from "../ui/time.js";

/** A pause longer than this starts a new group, with its own time. */
const GROUP_MS = 5 * 60_000;

/** One message as the page shows it. */
export interface ShownMessage {
  /** The same before and after the back-end stored it, so that it stays the same element. */
  readonly key: string;
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly clientId: string;
  readonly seq: number | undefined;
  readonly state: "pending" | "sent" | "failed";
  readonly text: string;
  readonly time: Date;
  readonly problem: unknown;
}

/** Messages of one sender shortly after each other. */
export interface MessageGroup {
  readonly key: string;
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly messages: readonly ShownMessage[];
}

/** One local day. */
export interface Day {
  readonly key: string;
  readonly date: Date;
  readonly groups: readonly MessageGroup[];
}

/** Arranges a timeline by day and sender. Entries of a kind this page does not know are left out. */
export function groupByDay(items: readonly TimelineItem[], myId: string): readonly Day[] {
  const days: { key: string; date: Date; groups: (MessageGroup & { messages: ShownMessage[] })[] }[] = [];
  for (const item of items) {
    const message = shown(item, myId);
    if (message === undefined) {
      continue;
    }

    let day = days.at(-1);
    if (day === undefined || !isSameDay(day.date, message.time)) {
      day = { key: dayKey(message.time, days), date: message.time, groups: [] };
      days.push(day);
    }

    const group = day.groups.at(-1);
    if (group !== undefined && belongs(message, group)) {
      group.messages.push(message);
    } else {
      const { key, senderId, isOwn } = message;
      day.groups.push({ key, senderId, isOwn, messages: [message] });
    }
  }

  return days;
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

function shown(item: TimelineItem, myId: string): ShownMessage | undefined {
  if (item.kind === "outgoing") {
    const { clientId, seq, state, text, queuedAt, error } = item.message;
    const key = `${myId}/${clientId}`;
    return { key, senderId: myId, isOwn: true, clientId, seq, state, text, time: new Date(queuedAt), problem: error };
  }

  const { senderId, clientId, seq, text, createdAt } = item.entry;
  if (item.kind !== "message" || text === undefined) {
    return undefined;
  }

  return {
    key: `${senderId}/${clientId}`,
    senderId,
    isOwn: senderId === myId,
    clientId,
    seq,
    state: "sent",
    text,
    time: new Date(createdAt),
    problem: undefined,
  };
}
