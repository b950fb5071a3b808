import { Channel } from "./channel.js";
import { ChannelList, latestWith, type ChannelSummary } from "./channelList.js";
import type { ChatApi } from "./chatApi.js";
import type { ChatEvents } from "./chatClientOptions.js";
import { ChatError } from "./chatError.js";
import type { Emitter } from "./emitter.js";
import type { Entry } from "./entry.js";
import type { Environment } from "./environment.js";
import type { LiveFrame } from "./frames.js";
import type { Outgoing } from "./outgoing.js";
import { Previews } from "./previews.js";
import type { ChannelInfo, Limits } from "./protocol.js";
import { Repeater } from "./repeater.js";
import { turns } from "./turns.js";

/** Channels that are read at once after a reconnect. */
const PARALLEL_CATCH_UPS = 4;

interface ConversationsOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly events: Emitter<ChatEvents>;
  readonly previews: number;
  readonly userId: () => string | undefined;
  readonly limits: () => Limits;
  readonly transmit: (outgoing: Outgoing) => Promise<void>;
  readonly onError: (error: ChatError) => void;
}

/** The channel list and the opened channels: takes each frame to where it belongs, and reads what was missed. */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #list = new ChannelList();
  readonly #opened = new Map<string, Channel>();
  /** Newest live message of each channel that the list does not have yet. */
  readonly #early = new Map<string, Entry>();
  readonly #refresh: Repeater;
  readonly #previews: Previews;
  readonly #takeTurn = turns(PARALLEL_CATCH_UPS);
  #isListRead = false;
  #arePreviewsStale = true;
  #isOnline = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#refresh = new Repeater((signal) => this.#readChannels(signal), options.environment, options.onError);
    const { api, environment } = options;
    this.#previews = new Previews({ api, environment, onEntry: (entry) => this.#noteRead(entry) });
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

  markSeen(channelId: string): void {
    if (this.#list.markSeen(channelId)) {
      this.#listChanged();
    }
  }

  /** To be called once live delivery is on: from then on reading misses nothing. */
  catchUp(): void {
    this.#arePreviewsStale = true;
    this.#refresh.restart();
    this.#opened.forEach((channel) => channel.catchUp());
  }

  /** The logs have another history than before: what is known of their newest messages says nothing. */
  forgetLatest(): void {
    this.#early.clear();
    this.#list.summaries.forEach(({ channel }) => this.#list.forget(channel.channelId));
  }

  /** The network may be back: what waits for its next try waits less. */
  wake(): void {
    this.#refresh.wake();
    this.#previews.wake();
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
        this.#remove(frame.channelId);
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
      onGrowth: () => this.#noteNewest(channel),
      onReset: () => this.#noteReset(channel),
      onError,
    });
    return channel;
  }

  #receiveEntries(channelId: string, entries: readonly Entry[]): void {
    this.#opened.get(channelId)?.receive(entries);
    if (this.#list.has(channelId)) {
      entries.forEach((entry) => this.#note(entry, true));
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
    const latest = latestWith(this.#early.get(entry.channelId), entry);
    if (latest !== undefined) {
      this.#early.set(entry.channelId, latest);
    }
  }

  async #readChannels(signal: AbortSignal): Promise<void> {
    const before = this.summaries;
    const { channels, more } = await this.#options.api.myChannels(signal);
    channels.forEach((channel) => this.#add(channel));
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
      .forEach(({ channel }) => this.#remove(channel.channelId));
  }

  /** It is no channel of the user's any more. One that is open stays readable as far as it was read. */
  #remove(channelId: string): void {
    this.#early.delete(channelId);
    if (this.#list.remove(channelId)) {
      this.#listChanged();
    }
  }

  /** Puts a channel on the list, with what is known of it already: it may have been heard of or opened before. */
  #add(channel: ChannelInfo): void {
    const { channelId } = channel;
    this.#list.put(channel);
    const early = this.#early.get(channelId);
    if (early !== undefined) {
      this.#early.delete(channelId);
      this.#note(early, true);
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
    if (channel.newest !== undefined) {
      this.#noteRead(channel.newest);
    }
  }

  #noteReset(channel: Channel): void {
    this.#list.forget(channel.channelId);
    this.#noteNewest(channel);
    this.#listChanged();
  }

  /** An entry that was read is news only above one this device has seen: a first sight of the channel is none. */
  #noteRead(entry: Entry): void {
    this.#note(entry, this.#list.get(entry.channelId)?.latest !== undefined);
  }

  #note(entry: Entry, isNews: boolean): void {
    if (this.#list.note(entry, isNews && entry.senderId !== this.#options.userId())) {
      this.#listChanged();
    }
  }

  #listChanged(): void {
    this.#options.events.emit("channels", this.summaries);
  }
}
