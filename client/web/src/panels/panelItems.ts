import type { Channel, Entry, Timeline, TimelineItem } from "@chat-functions/sdk";

/**
 * What a panel shows of messages that were read: they as they are now, and those of the timeline that belong there too,
 * since what comes live stands only there. Each once, in their order, outgoing ones last.
 */
export function panelItems(
  channel: Channel,
  { items }: Timeline,
  read: readonly Entry[],
  belongs: (message: Pick<Entry, "seq" | "thread" | "pinned" | "redacted">) => boolean,
): readonly TimelineItem[] {
  const live = items.flatMap((item) => (item.kind === "message" ? [item] : []));
  const inTimeline = new Set(live.map(({ entry }) => entry.seq));
  const aside = channel
    .upToDate(read.filter(({ seq }) => !inTimeline.has(seq)))
    .map((entry) => ({ kind: "message" as const, entry, isChanging: false }));
  return [...aside, ...live]
    .filter(({ entry }) => belongs(entry))
    .sort((a, b) => a.entry.seq - b.entry.seq);
}

/** This device's messages to a thread that are not stored yet. */
export function outgoingIn({ items }: Timeline, thread: number): readonly TimelineItem[] {
  return items.filter((item) => item.kind === "outgoing" && item.message.thread === thread);
}
