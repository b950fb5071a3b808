import type { Entry, EntryPage } from "../../src/entry.js";

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
    counts: { messages: seq, channelMentions: 0 },
    ...part,
  };
}

/** Entries `from` … `to`. */
export function entries(from: number, to: number): Entry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index));
}

/** An entry of another kind than `message`, without a text. */
export function other(seq: number, kind: string, part: Partial<Entry> = {}): Entry {
  const { text: _, ...rest } = entry(seq, { kind });
  return { ...rest, ...part };
}

export const EPOCH = "1";

interface Asked {
  readonly after?: number;
  readonly before?: number;
  readonly around?: number;
  readonly thread?: number;
  readonly pinned?: boolean;
  readonly limit?: number;
}

/** A log's answer to a page request, as docs/protocol.md section 6 says. */
export function pageOf(log: readonly Entry[], asked: Asked, epoch = EPOCH): EntryPage {
  const { after, before, around, limit = 50 } = asked;
  const channelId = log[0]?.channelId ?? CHANNEL;
  const wanted = log.filter(
    ({ thread, pinned }) =>
      (asked.thread === undefined || thread === asked.thread) && (asked.pinned === undefined || pinned === true),
  );
  if (around !== undefined) {
    const start = Math.max(0, wanted.findIndex(({ seq }) => seq >= around) - Math.floor(limit / 2));
    const page = wanted.slice(start, start + limit);
    return { channelId, epoch, entries: page, more: start > 0, moreAfter: start + limit < wanted.length };
  }

  const inRange = wanted.filter(({ seq }) => seq > (after ?? 0) && seq < (before ?? Infinity));
  const page = after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
  return { channelId, epoch, entries: page, more: page.length < inRange.length, ...edge(log, page) };
}

/** Retention has removed what lies below the log's first entry: told by the page that reaches it. */
function edge(log: readonly Entry[], page: readonly Entry[]): { readonly firstSeq?: number } {
  const firstSeq = log[0]?.seq ?? 1;
  return firstSeq > 1 && page[0]?.seq === firstSeq ? { firstSeq } : {};
}
