import type { ChannelInfo, Entry } from "./protocol.js";

/** A line of the channel list. */
export interface ChannelSummary {
  readonly channel: ChannelInfo;
  /** The newest message this device has seen of the channel. */
  readonly latest: Entry | undefined;
  /** Whether others wrote since the channel was last marked as seen in this session. */
  readonly hasNews: boolean;
}

/** The user's channels, the one with the latest activity first. */
export class ChannelList {
  readonly #summaries = new Map<string, ChannelSummary>();
  #sorted: readonly ChannelSummary[] | undefined = [];

  /** The same array until something changes. */
  get summaries(): readonly ChannelSummary[] {
    this.#sorted ??= [...this.#summaries.values()].sort((a, b) => compare(lastActivity(b), lastActivity(a)));
    return this.#sorted;
  }

  has(channelId: string): boolean {
    return this.#summaries.has(channelId);
  }

  get(channelId: string): ChannelSummary | undefined {
    return this.#summaries.get(channelId);
  }

  /** Adds a channel, or takes over what changed in it. */
  put(channel: ChannelInfo): void {
    const known = this.#summaries.get(channel.channelId);
    this.#set({ channel, latest: known?.latest, hasNews: known?.hasNews ?? false });
  }

  /**
   * Notes a message as the newest, if it is. An entry of another kind counts as seen: there is nothing to show of it.
   * Returns whether the list changed.
   */
  note(entry: Entry, isNews: boolean): boolean {
    const known = this.#summaries.get(entry.channelId);
    if (known === undefined || entry.kind !== "message" || entry.seq <= (known.latest?.seq ?? 0)) {
      return false;
    }

    this.#set({ ...known, latest: entry, hasNews: known.hasNews || isNews });
    return true;
  }

  /** Returns whether the list changed. */
  markSeen(channelId: string): boolean {
    const known = this.#summaries.get(channelId);
    if (known?.hasNews !== true) {
      return false;
    }

    this.#set({ ...known, hasNews: false });
    return true;
  }

  #set(summary: ChannelSummary): void {
    this.#summaries.set(summary.channel.channelId, summary);
    this.#sorted = undefined;
  }
}

function lastActivity({ channel, latest }: ChannelSummary): string {
  return latest !== undefined && latest.createdAt > channel.joinedAt ? latest.createdAt : channel.joinedAt;
}

/** Times of one fixed format compare as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
