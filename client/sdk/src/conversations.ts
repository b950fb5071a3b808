import { Channel } from "./channel.js";
import { ChannelList, latestWith, type ChannelSummary } from "./channelList.js";
import { ChatError } from "./chatError.js";
import type { ConversationsOptions } from "./conversationsOptions.js";
import type { Entry } from "./entry.js";
import type { LiveFrame } from "./frames.js";
import { Previews } from "./previews.js";
import type { ChannelInfo } from "./protocol.js";
import { Reading } from "./reading.js";
import { Repeater } from "./repeater.js";
import { channelOf, standingAfter, standingOf, type Standing } from "./standing.js";
import { turns } from "./turns.js";

/** Channels that are read at once after a reconnect. */
const PARALLEL_CATCH_UPS = 4;

/** The channel list and the opened channels: takes each frame to where it belongs, and reads what was missed. */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #list = new ChannelList();
  readonly #opened = new Map<string, Channel>();
  /** Newest live message of each channel that the list does not have yet. */
  readonly #early = new Map<string, Entry>();
  readonly #refresh: Repeater;
  readonly #previews: Previews;
  readonly #reading: Reading;
  readonly #takeTurn = turns(PARALLEL_CATCH_UPS);
  #isListRead = false;
  #arePreviewsStale = true;
  #isOnline = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#refresh = new Repeater((signal) => this.#readChannels(signal), options.environment, options.onError);
    const { api, environment, events, userId } = options;
    this.#previews = new Previews({ api, environment, onEntry: (entry) => this.#note(entry) });
    this.#reading = new Reading({
      api,
      environment,
      events,
      userId,
      list: this.#list,
      opened: (channelId) => this.#opened.get(channelId),
      onUncertain: () => this.#refresh.request(),
      onChange: () => this.#listChanged(),
    });
  }

  get summaries(): readonly ChannelSummary[] {
    return this.#list.summaries;
  }

  get isListRead(): boolean {
    return this.#isListRead;
  }

  get unsentCount(): number {
    return [...this.#opened.values()].reduce((sum, channel) => sum + channel.unsent, 0);
  }

  open(channelId: string): Channel {
    const opened = this.#opened.get(channelId);
    if (opened !== undefined) {
      return opened;
    }

    const channel = this.#make(channelId);
    this.#opened.set(channelId, channel);
    channel.setOnline(this.#isOnline);
    channel.catchUp();
    return channel;
  }

  put(channel: ChannelInfo): ChannelInfo {
    this.#add(channel);
    this.#listChanged();
    return channel;
  }

  /** Notes what was read or done about a channel besides its log. */
  describe(channelId: string, standing: Partial<Standing>, name?: string): void {
    const isRenamed = name !== undefined && this.#list.rename(channelId, name);
    if (this.#list.describe(channelId, standing) || isRenamed) {
      this.#listChanged();
    }
  }

  /** It is no channel of the user's any more. One that is open stays readable as far as it was read. */
  remove(channelId: string): void {
    this.#early.delete(channelId);
    if (this.#list.remove(channelId)) {
      this.#reading.forget(channelId);
      this.#listChanged();
    }
  }

  /** To be called once live delivery is on: from then on reading misses nothing. */
  catchUp(): void {
    this.#arePreviewsStale = true;
    this.#refresh.restart();
    this.#reading.resume();
    this.#opened.forEach((channel) => channel.catchUp());
  }

  /** The logs have another history than before: what is known of their newest messages says nothing. */
  forgetLatest(): void {
    this.#early.clear();
    this.#list.summaries.forEach(({ channel }) => {
      this.#list.forget(channel.channelId);
      this.#reading.forget(channel.channelId);
    });
  }

  /** The network may be back: what waits for its next try waits less. */
  wake(): void {
    this.#refresh.wake();
    this.#previews.wake();
    this.#reading.wake();
    this.#opened.forEach((channel) => channel.wake());
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#opened.forEach((channel) => channel.setOnline(isOnline));
  }

  stop(): void {
    this.#isOnline = false;
    this.#refresh.stop();
    this.#previews.stop();
    this.#reading.stop();
    this.#opened.forEach((channel) => channel.stop());
  }

  receive(frame: LiveFrame | undefined): void {
    switch (frame?.type) {
      case "entries":
        this.#receiveEntries(frame.channelId, frame.entries);
        break;
      case "channel":
        this.put(frame.channel);
        break;
      case "channelGone":
        this.remove(frame.channelId);
        break;
      case "read":
        this.#reading.receive(frame.channelId, frame.userId, frame.seq);
        break;
      case "sent":
        this.#opened.get(frame.channelId)?.sent(frame.clientId, frame.seq);
        break;
      case "error":
        this.#receiveError(new ChatError(frame.error), frame.channelId, frame.clientId);
        break;
    }
  }

  #make(channelId: string): Channel {
    const { api, environment, limits, userId, transmit, onError } = this.#options;
    const channel: Channel = new Channel({
      channelId,
      api,
      environment,
      limits,
      userId,
      transmit,
      takeTurn: this.#takeTurn,
      markRead: (seq) => this.#reading.markRead(channelId, seq),
      onGrowth: () => this.#noteNewest(channel),
      onReset: () => this.#noteReset(channel),
      onError,
    });
    return channel;
  }

  #receiveEntries(channelId: string, entries: readonly Entry[]): void {
    this.#opened.get(channelId)?.receive(entries);
    if (this.#list.has(channelId)) {
      entries.forEach((entry) => this.#note(entry));
    } else {
      entries.forEach((entry) => this.#keepEarly(entry));
      this.#refresh.request();
    }
  }

  #receiveError(error: ChatError, channelId: string | undefined, clientId: string | undefined): void {
    const channel = channelId === undefined ? undefined : this.#opened.get(channelId);
    if (channel !== undefined && clientId !== undefined) {
      channel.refuse(clientId, error);
    } else {
      this.#options.onError(error);
    }
  }

  /** Entries come in any order. One of another kind is nothing to show, but its channel is to be found. */
  #keepEarly(entry: Entry): void {
    this.#reading.note(entry);
    const latest = latestWith(this.#early.get(entry.channelId), entry);
    if (latest !== undefined) {
      this.#early.set(entry.channelId, latest);
    }
  }

  async #readChannels(signal: AbortSignal): Promise<void> {
    const before = this.summaries;
    const { channels, more } = await this.#options.api.myChannels(signal);
    channels.forEach((listed) => {
      this.#add(channelOf(listed));
      this.#list.describe(listed.channelId, standingOf(listed));
      this.#reading.list(listed);
    });
    if (more !== true) {
      this.#removeAllBut(channels, before);
    }

    this.#isListRead = true;
    this.#listChanged();
    this.#previews.request(this.#withoutPreview());
    this.#arePreviewsStale = false;
  }

  /** Who was taken out while this device was away has not heard of it. What was put on the list meanwhile is newer than the answer. */
  #removeAllBut(channels: readonly ChannelInfo[], before: readonly ChannelSummary[]): void {
    const present = new Set(channels.map(({ channelId }) => channelId));
    before
      .filter((summary) => !present.has(summary.channel.channelId))
      .filter((summary) => this.#list.get(summary.channel.channelId)?.channel === summary.channel)
      .forEach(({ channel }) => this.remove(channel.channelId));
  }

  /** Puts a channel on the list, with what is known of it already: it may have been heard of or opened before. */
  #add(channel: ChannelInfo): void {
    const { channelId } = channel;
    this.#list.put(channel);
    this.#reading.show(channelId);
    const early = this.#early.get(channelId);
    if (early !== undefined) {
      this.#early.delete(channelId);
      this.#note(early);
    }

    const opened = this.#opened.get(channelId);
    if (opened !== undefined) {
      opened.catchUpAfterError();
      this.#noteNewest(opened);
    }
  }

  #withoutPreview(): readonly string[] {
    return this.summaries
      .slice(0, this.#options.previews)
      .filter(({ latest }) => latest === undefined || this.#arePreviewsStale)
      .map(({ channel }) => channel.channelId)
      .filter((channelId) => !this.#opened.has(channelId));
  }

  #noteNewest(channel: Channel): void {
    this.#reading.noteLog(channel.channelId, channel.entries);
    if (channel.newest !== undefined) {
      this.#note(channel.newest);
    }
  }

  #noteReset(channel: Channel): void {
    this.#list.forget(channel.channelId);
    this.#reading.forget(channel.channelId);
    this.#noteNewest(channel);
    this.#listChanged();
    this.#refresh.request();
  }

  #note(entry: Entry): void {
    this.#reading.note(entry);
    this.describe(
      entry.channelId,
      standingAfter(entry, this.#options.userId()),
      entry.kind === "rename" ? entry.name : undefined,
    );
    if (this.#list.note(entry)) {
      this.#listChanged();
    }
  }

  #listChanged(): void {
    this.#options.events.emit("channels", this.summaries);
  }
}
