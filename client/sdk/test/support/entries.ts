import type { Entry, EntryPage } from "../../src/protocol.js";

export const CHANNEL = "team";

export function entry(seq: number, part: Partial<Entry> = {}): Entry {
  return {
    channelId: CHANNEL,
    seq,
    kind: "message",
    senderId: "bob",
    clientId: `bob-${seq}`,
    createdAt: new Date(Date.UTC(2026, 10, 24, 0, 0, seq)).toISOString(),
    text: `message ${seq}`,
    counts: { messages: seq },
    ...part,
  };
}

/** Entries `from` … `to`. */
export function entries(from: number, to: number): Entry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index));
}

/** A log's answer to a page request, as docs/protocol.md section 6 says. */
export function pageOf(
  log: readonly Entry[],
  { after, before, limit = 50 }: { after?: number; before?: number; limit?: number },
): EntryPage {
  const inRange = log.filter(({ seq }) => seq > (after ?? 0) && seq < (before ?? Infinity));
  const page = after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
  return { channelId: log[0]?.channelId ?? CHANNEL, entries: page, more: page.length < inRange.length };
}
