import type { Entry } from "../../src/entry.js";
import type { ChannelInfo, ListedChannel } from "../../src/protocol.js";

/** Ann's cursors, and what is above them, as docs/protocol.md "Reading" says. */
export class FakeReading {
  readonly cursors = new Map<string, number>();
  /** How far others have read: user ids and numbers by channel. */
  readonly others = new Map<string, Record<string, number>>();
  /** The list lags: it counts no entry above this. */
  seenThrough = Infinity;
  /** What stands in the list besides. */
  parts: Partial<ListedChannel> = {};

  listed(channel: ChannelInfo, log: readonly Entry[]): ListedChannel {
    const seen = log.filter(({ seq }) => seq <= this.seenThrough);
    const last = seen.at(-1);
    const standing = {
      role: "member",
      ...(last !== undefined && { lastSeq: last.seq, last }),
      readSeq: this.cursors.get(channel.channelId) ?? 0,
      ...this.counts(channel.channelId, seen),
      ...this.parts,
    };
    return { ...channel, ...standing } as ListedChannel;
  }

  move(channelId: string, seq: number, log: readonly Entry[]): object {
    this.cursors.set(channelId, Math.max(seq, this.cursors.get(channelId) ?? 0));
    return { seq: this.cursors.get(channelId), ...this.counts(channelId, log) };
  }

  reads(channelId: string): readonly object[] {
    const positions = Object.entries({ ann: this.cursors.get(channelId) ?? 0, ...this.others.get(channelId) });
    return positions.filter(([, seq]) => seq > 0).map(([userId, seq]) => ({ userId, seq, at: "2026-11-24T09:30:00.000Z" }));
  }

  /** One's own messages count here: a client moves the cursor to what it sends. */
  counts(channelId: string, log: readonly Entry[]): { readonly unread: number; readonly mentions: number } {
    const cursor = this.cursors.get(channelId) ?? 0;
    const unread = log.filter(({ kind, seq }) => kind === "message" && seq > cursor);
    const mentions = unread.filter((one) => one.mentionsChannel === true || one.mentions?.includes("ann") === true);
    return { unread: unread.length, mentions: mentions.length };
  }
}
