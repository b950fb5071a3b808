import { Channel } from "./channel.js";
import { ChannelList, type ChannelSummary } from "./channelList.js";
import type { ChatApi } from "./chatApi.js";
import type { ChatEvents } from "./chatClientOptions.js";
import { ChatError } from "./chatError.js";
import type { Emitter } from "./emitter.js";
import type { Environment } from "./environment.js";
import type { LiveFrame } from "./frames.js";
import { checkText } from "./messageText.js";
import { readPreviews } from "./previews.js";
import type { ChannelInfo, Entry, Limits, SendData } from "./protocol.js";
import { Repeater } from "./repeater.js";

interface ConversationsOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly events: Emitter<ChatEvents>;
  readonly previews: number;
  readonly userId: () => string | undefined;
  readonly limits: () => Limits;
  readonly transmit: (message: SendData) => Promise<void>;
  readonly onError: (error: ChatError) => void;
}

/** The channel list and the opened channels: takes each frame to where it belongs, and reads what was missed. */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #list = new ChannelList();
  readonly #opened = new Map<string, Channel>();
  /** Newest live entry of each channel that the list does not have yet. */
  readonly #early = new Map<string, Entry>();
  readonly #refresh: Repeater;
  #arePreviewsStale = true;
  #isOnline = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#refresh = new Repeater(() => this.#readChannels(), options.environment, options.onError);
  }

  get summaries(): readonly ChannelSummary[] {
    return this.#list.summaries;
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
    this.#list.put(channel);
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
    this.#refresh.request();
    this.#opened.forEach((channel) => channel.catchUp());
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#opened.forEach((channel) => channel.setOnline(isOnline));
  }

  stop(): void {
    this.#isOnline = false;
    this.#refresh.stop();
    this.#opened.forEach((channel) => channel.stop());
  }

  receive(frame: LiveFrame | undefined): void {
    switch (frame?.type) {
      case "entry":
        this.#receiveEntry(frame.entry);
        break;
      case "channel":
        this.put(frame.channel);
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
    const { api, environment, events, limits, userId, transmit, onError } = this.#options;
    const channel: Channel = new Channel({
      channelId,
      api,
      environment,
      pageSize: () => limits().pageSize,
      checkText: (text) => checkText(text, limits().messageCharacters),
      transmit: ({ clientId, after, text }) => transmit({ channelId, clientId, after, text }),
      isOwn: (entry) => entry.senderId === userId(),
      onEntries: () => this.#entriesChanged(channel),
      onOutbox: () => events.emit("outbox", channel),
      onError,
    });
    return channel;
  }

  #receiveEntry(entry: Entry): void {
    this.#opened.get(entry.channelId)?.receive(entry);
    if (this.#list.has(entry.channelId)) {
      this.#note(entry, true);
    } else {
      this.#early.set(entry.channelId, entry);
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

  async #readChannels(): Promise<void> {
    const channels = await this.#options.api.myChannels();
    channels.forEach((channel) => this.#list.put(channel));
    this.#listChanged();
    this.#early.forEach((entry) => this.#note(entry, true));
    this.#early.clear();
    await readPreviews(this.#options.api, this.#withoutPreview(), (entry) => this.#noteRead(entry));
    this.#arePreviewsStale = false;
  }

  #withoutPreview(): readonly string[] {
    return this.summaries
      .slice(0, this.#options.previews)
      .filter(({ latest }) => latest === undefined || this.#arePreviewsStale)
      .map(({ channel }) => channel.channelId)
      .filter((channelId) => !this.#opened.has(channelId));
  }

  #entriesChanged(channel: Channel): void {
    if (channel.newest !== undefined) {
      this.#noteRead(channel.newest);
    }

    this.#options.events.emit("entries", channel);
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
