import type { Entry } from "./entry.js";
import { foldInto } from "./folding.js";
import type { ChannelInfo } from "./protocol.js";
import { NO_STANDING, type Standing } from "./standing.js";

/** A line of the channel list. */
export interface ChannelSummary extends Standing {
  readonly channel: ChannelInfo;
  /** The newest message this device has seen of the channel, as far as it knows of changes to it. */
  readonly latest: Entry | undefined;
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
    this.#set({ ...(known ?? { ...NO_STANDING, latest: undefined }), channel });
  }

  /** Notes what is known of a channel besides its log. Returns whether the list changed. */
  describe(channelId: string, standing: Partial<Standing>): boolean {
    const known = this.#summaries.get(channelId);
    const names = Object.keys(standing) as (keyof Standing)[];
    if (known === undefined || names.every((name) => known[name] === standing[name])) {
      return false;
    }

    this.#set({ ...known, ...standing });
    return true;
  }

  /** Notes a group's name. Returns whether the list changed. */
  rename(channelId: string, name: string): boolean {
    const known = this.#summaries.get(channelId);
    if (known?.channel.kind !== "group" || known.channel.name === name) {
      return false;
    }

    this.#set({ ...known, channel: { ...known.channel, name } });
    return true;
  }

  /** Takes a channel off the list. Returns whether the list changed. */
  remove(channelId: string): boolean {
    const isRemoved = this.#summaries.delete(channelId);
    this.#sorted = isRemoved ? undefined : this.#sorted;
    return isRemoved;
  }

  /**
   * Notes a message as the newest, if it is, or what an entry changes of that. An entry of another kind counts as seen:
   * there is nothing to show of it. Returns whether the list changed.
   */
  note(entry: Entry): boolean {
    const known = this.#summaries.get(entry.channelId);
    const latest = latestWith(known?.latest, entry);
    if (known === undefined || latest === known.latest) {
      return false;
    }

    this.#set({ ...known, latest });
    return true;
  }

  /** The channel's log is another one than before: what was seen of it says nothing. */
  forget(channelId: string): void {
    const known = this.#summaries.get(channelId);
    if (known !== undefined) {
      this.#set({ ...known, latest: undefined });
    }
  }

  #set(summary: ChannelSummary): void {
    this.#summaries.set(summary.channel.channelId, summary);
    this.#sorted = undefined;
  }
}

/** The newest message after one more entry: that entry, or the one before as the entry leaves it. */
export function latestWith(latest: Entry | undefined, entry: Entry): Entry | undefined {
  if (entry.kind === "message") {
    const isNewer = entry.seq > (latest?.seq ?? 0);
    const isLaterState = entry.seq === latest?.seq && (entry.rev ?? 0) > (latest.rev ?? 0);
    return isNewer || isLaterState ? entry : latest;
  }

  const folded = latest === undefined ? [] : [latest];
  foldInto(folded, entry);
  return folded[0];
}

function lastActivity({ channel, latest }: ChannelSummary): string {
  return latest !== undefined && latest.createdAt > channel.joinedAt ? latest.createdAt : channel.joinedAt;
}

/** Times of one fixed format compare as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
