import { CatchUp } from "./catchUp.js";
import type { ChatApi, PageRequest } from "./chatApi.js";
import { ChatError } from "./chatError.js";
import { ChannelLog } from "./channelLog.js";
import { tellAll, type Unsubscribe } from "./emitter.js";
import type { Environment } from "./environment.js";
import { Outbox } from "./outbox.js";
import type { OutgoingMessage } from "./outgoingMessage.js";
import type { Entry, EntryPage } from "./protocol.js";
import { timelineItems, type Timeline } from "./timeline.js";
import type { TakeTurn } from "./turns.js";

/** Messages that may wait in one channel. */
const OUTBOX_LIMIT = 500;

/** @internal */
export interface ChannelOptions {
  readonly channelId: string;
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly pageSize: () => number;
  readonly checkText: (text: string) => void;
  readonly transmit: (message: OutgoingMessage) => Promise<void>;
  readonly isOwn: (entry: Entry) => boolean;
  /** Runs a request when it is its turn: many channels catch up at once. */
  readonly takeTurn: TakeTurn;
  readonly onGrowth: () => void;
  readonly onError: (error: ChatError) => void;
}

/** An opened channel: its log, and this device's messages to it. Made by `ChatClient.openChannel`. */
export class Channel {
  readonly channelId: string;
  readonly #options: ChannelOptions;
  readonly #log = new ChannelLog();
  readonly #catchUp: CatchUp;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<() => void>();
  #timeline: Timeline | undefined;
  #loadingOlder: Promise<void> | undefined;
  #error: ChatError | undefined;

  /** @internal */
  constructor(options: ChannelOptions) {
    const { channelId, environment } = options;
    this.channelId = channelId;
    this.#options = options;
    this.#outbox = new Outbox({
      channelId,
      environment,
      transmit: options.transmit,
      onChange: () => this.#changed(),
    });
    this.#catchUp = new CatchUp({
      log: this.#log,
      environment,
      read: (after, signal) => this.#read(after, signal),
      onGrowth: () => this.#grew(),
      onPermanent: (error) => this.#failed(error),
    });
  }

  /** What is to be shown now. */
  get timeline(): Timeline {
    this.#timeline ??= {
      items: timelineItems(this.#log, this.#outbox.messages),
      isOpen: this.#log.isOpen,
      isLoading: !this.#log.isOpen && this.#error === undefined,
      isLoadingOlder: this.#loadingOlder !== undefined,
      hasOlder: this.#log.hasOlder,
      error: this.#error,
    };
    return this.#timeline;
  }

  /** Calls `listener` after each change of `timeline`. */
  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Queues a message. It is sent once all before it are, now or when there is a connection again.
   * @throws ChatError `invalid_request` or `too_large`, with `field` `text`, for a text that can never be sent;
   * `outbox_full` when 500 messages wait already.
   */
  send(text: string): OutgoingMessage {
    this.#options.checkText(text);
    if (this.#outbox.messages.length >= OUTBOX_LIMIT) {
      throw new ChatError({ code: "outbox_full", message: `${OUTBOX_LIMIT} messages wait to be sent already.` });
    }

    return this.#outbox.add(text, this.#log.head);
  }

  /** Sends a failed message again, after those that wait. Returns whether there was a failed one with this id. */
  retry(clientId: string): boolean {
    return this.#outbox.retry(clientId);
  }

  /** Drops a message that failed or has never been tried. Returns whether it was dropped. */
  discard(clientId: string): boolean {
    return this.#outbox.discard(clientId);
  }

  /** Loads the page before the oldest entry shown. @throws ChatError as the request failed; it may be tried again. */
  loadOlder(): Promise<void> {
    if (!this.#log.hasOlder) {
      return Promise.resolve();
    }

    if (this.#loadingOlder === undefined) {
      this.#loadingOlder = this.#readOlder().finally(() => {
        this.#loadingOlder = undefined;
        this.#changed();
      });
      this.#changed();
    }

    return this.#loadingOlder;
  }

  /** The newest entry that can be shown. @internal */
  get newest(): Entry | undefined {
    return this.#log.entries.findLast(({ kind }) => kind === "message");
  }

  /** @internal */
  get unsent(): number {
    return this.#outbox.messages.filter((message) => message.state === "pending").length;
  }

  /** Reads what is missing: the newest page first, later everything above the window. @internal */
  catchUp(): void {
    this.#catchUp.restart();
  }

  /** Reads again what could not be read: the channel has become this user's meanwhile. @internal */
  catchUpAfterError(): void {
    if (this.#error !== undefined) {
      this.#catchUp.request();
    }
  }

  /** @internal */
  wake(): void {
    this.#catchUp.wake();
    this.#outbox.wake();
  }

  /** @internal */
  setOnline(isOnline: boolean): void {
    this.#outbox.setOnline(isOnline);
  }

  /** @internal */
  receive(entry: Entry): void {
    this.#confirmOwn(entry);
    if (this.#log.receive(entry)) {
      this.#grew();
    }

    this.#catchUp.noticeGap();
  }

  /** @internal */
  sent(clientId: string, seq: number): void {
    this.#log.expect(seq);
    this.#outbox.confirm(clientId, seq);
    this.#forgetSeen();
    this.#catchUp.noticeGap();
  }

  /** @internal */
  refuse(clientId: string, error: ChatError): void {
    this.#outbox.refuse(clientId, error);
  }

  /** @internal */
  stop(): void {
    this.#outbox.setOnline(false);
    this.#catchUp.stop();
  }

  async #read(after: number | undefined, signal: AbortSignal): Promise<EntryPage> {
    const { pageSize, takeTurn } = this.#options;
    const request = after === undefined ? {} : { after, limit: pageSize() };
    const page = await takeTurn(() => this.#readPage(request, signal));
    page.entries.forEach((entry) => this.#confirmOwn(entry));
    return page;
  }

  async #readOlder(): Promise<void> {
    this.#log.prepend(await this.#readPage({ before: this.#log.first }));
  }

  /** Whatever was wrong with the channel is over once something of it can be read. */
  async #readPage(request: PageRequest, signal?: AbortSignal): Promise<EntryPage> {
    const page = await this.#options.api.entries(this.channelId, request, signal);
    if (this.#error !== undefined) {
      this.#error = undefined;
      this.#changed();
    }

    return page;
  }

  #confirmOwn(entry: Entry): void {
    if (this.#options.isOwn(entry)) {
      this.#outbox.confirm(entry.clientId, entry.seq);
    }
  }

  #grew(): void {
    this.#changed();
    this.#options.onGrowth();
    this.#forgetSeen();
  }

  #forgetSeen(): void {
    if (this.#log.isOpen) {
      this.#outbox.forgetThrough(this.#log.last);
    }
  }

  #failed(error: ChatError): void {
    this.#error = error;
    this.#changed();
    this.#options.onError(error);
  }

  #changed(): void {
    this.#timeline = undefined;
    tellAll(this.#listeners, undefined);
  }
}
