import type { ChannelOptions } from "./channelOptions.js";
import { ChannelReader } from "./channelReader.js";
import type { PageRequest } from "./chatApi.js";
import { ChatError } from "./chatError.js";
import { changeContent, messageContent } from "./content.js";
import { tellAll, type Unsubscribe } from "./emitter.js";
import type { Entry, MessageFormat } from "./entry.js";
import { messagePage, type MessagePage } from "./messagePage.js";
import { Outbox } from "./outbox.js";
import {
  isOutgoingChange,
  isOutgoingMessage,
  type ChangeContent,
  type Content,
  type Delivery,
  type OutgoingChange,
  type OutgoingMessage,
  type SendOptions,
} from "./outgoing.js";
import { withOwnChanges } from "./overlay.js";
import { Reads } from "./reads.js";
import { timelineItems, type Timeline } from "./timeline.js";

/** Messages and changes that may wait in one channel. */
const OUTBOX_LIMIT = 500;

/**
 * An opened channel: its log, and what this device says there. Made by `ChatClient.openChannel`.
 *
 * What is sent, changes included, is queued: it shows at once, leaves when all before it have, now or when there is a
 * connection again, and is never stored twice. A message that is refused for good stays in sight as `failed`; a change
 * loses its effect and is told in `timeline.refused`. Each of these methods throws a `ChatError` for what could never be
 * stored (`invalid_request` or `too_large`, with `field`), and `outbox_full` when 500 wait already.
 */
export class Channel {
  readonly channelId: string;
  /** How far each member has read, in channels of up to 100 members. */
  readonly reads: Reads;
  readonly #options: ChannelOptions;
  readonly #reader: ChannelReader;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<() => void>();
  #timeline: Timeline | undefined;

  /** @internal */
  constructor(options: ChannelOptions) {
    const { channelId, api, environment, transmit, takeTurn, onError } = options;
    this.channelId = channelId;
    this.#options = options;
    this.reads = new Reads(channelId, api, environment);
    this.#outbox = new Outbox({ channelId, environment, transmit, onChange: () => this.#changed() });
    this.#reader = new ChannelReader({
      channelId,
      api,
      environment,
      takeTurn,
      pageSize: () => options.limits().pageSize,
      onEntries: (entries) => this.#confirmOwn(entries),
      onGrowth: () => this.#grew(),
      onReset: () => this.#wasReset(),
      onError,
      onChange: () => this.#changed(),
    });
  }

  /** What is to be shown now. */
  get timeline(): Timeline {
    const { log, error, isLoadingOlder } = this.#reader;
    this.#timeline ??= {
      items: timelineItems(log, this.#outbox.messages, this.#options.userId()),
      refused: this.#changes.filter(({ state }) => state === "failed"),
      firstSeq: log.entries[0]?.seq,
      isOpen: log.isOpen,
      isLoading: !log.isOpen && error === undefined,
      isLoadingOlder,
      hasOlder: log.hasOlder,
      error,
    };
    return this.#timeline;
  }

  /** Calls `listener` after each change of `timeline`. */
  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a message. */
  send(text: string, options: SendOptions = {}): OutgoingMessage {
    return this.#queue(messageContent(text, options, this.#options.limits(), this.#reader.log.head));
  }

  /** Gives one's own message another text. Refused with `forbidden` for another's, or after `limits.editWindowSeconds`. */
  edit(seq: number, text: string, { format }: { readonly format?: MessageFormat } = {}): OutgoingChange {
    return this.#change({ event: "edit", target: seq, text, ...(format !== undefined && { format }) });
  }

  /** Removes what a message says, for all and for good. Refused with `forbidden` for another's, except for moderators. */
  delete(seq: number): OutgoingChange {
    return this.#change({ event: "delete", target: seq });
  }

  /** Adds one's reaction to a message: 1–32 characters without white space, such as an emoji. */
  react(seq: number, reaction: string): OutgoingChange {
    return this.#change({ event: "react", target: seq, reaction });
  }

  /** Takes one's reaction back. */
  unreact(seq: number, reaction: string): OutgoingChange {
    return this.#change({ event: "unreact", target: seq, reaction });
  }

  /** Pins a message for all. */
  pin(seq: number): OutgoingChange {
    return this.#change({ event: "pin", target: seq });
  }

  unpin(seq: number): OutgoingChange {
    return this.#change({ event: "unpin", target: seq });
  }

  /** Sends what failed again, after what waits. Returns whether there was something failed with this id. */
  retry(clientId: string): boolean {
    return this.#outbox.retry(clientId);
  }

  /** Drops what failed or has never been tried. Returns whether it was dropped. */
  discard(clientId: string): boolean {
    return this.#outbox.discard(clientId);
  }

  /**
   * Says that this user has read up to an entry, or all that has come. The cursor moves forward only and is the same on
   * all devices; it is told as soon as there is a connection. What one sends moves it too.
   */
  markRead(seq: number = this.#reader.log.last): void {
    if (seq >= 1) {
      this.#options.markRead(seq);
    }
  }

  /** Loads the page before the oldest entry shown. @throws ChatError as the request failed; it may be tried again. */
  loadOlder(): Promise<void> {
    return this.#reader.loadOlder();
  }

  /** Reads pinned messages: the newest, or those before one. @throws ChatError as the request failed. */
  pinned({ before }: { readonly before?: number } = {}): Promise<MessagePage> {
    return this.#readPage({ pinned: true, ...(before !== undefined && { before }) });
  }

  /**
   * Reads replies in a thread, without its first message: the newest, or those before one.
   * @param seq The thread's first message. @throws ChatError as the request failed.
   */
  thread(seq: number, { before }: { readonly before?: number } = {}): Promise<MessagePage> {
    return this.#readPage({ thread: seq, ...(before !== undefined && { before }) });
  }

  /**
   * Reads a message with those around it, however old it is, without moving the timeline.
   * @param limit How many entries, 1–200, changes included; default 50. @throws ChatError as the request failed.
   */
  loadAround(seq: number, limit?: number): Promise<MessagePage> {
    return this.#readPage({ around: seq, ...(limit !== undefined && { limit }) });
  }

  /** Messages of a `MessagePage` as they are now: with the changes that came since, and this device's own. */
  upToDate(messages: readonly Entry[]): readonly Entry[] {
    const userId = this.#options.userId();
    return this.#reader.log.upToDate(messages).map((message) => withOwnChanges(message, this.#changes, userId));
  }

  /** What is known of the log without gaps. @internal */
  get entries(): readonly Entry[] {
    return this.#reader.log.entries;
  }

  /** The newest message. @internal */
  get newest(): Entry | undefined {
    return this.#reader.log.entries.findLast(({ kind }) => kind === "message");
  }

  /** @internal */
  get unsent(): number {
    return this.#outbox.messages.filter((message) => message.state === "pending").length;
  }

  /** Reads what is missing: the newest page first, later everything above the window. @internal */
  catchUp(): void {
    this.#reader.catchUp();
    this.reads.catchUp();
  }

  /** Reads again what could not be read: the channel has become this user's meanwhile. @internal */
  catchUpAfterError(): void {
    this.#reader.catchUpAfterError();
  }

  /** @internal */
  wake(): void {
    this.#reader.wake();
    this.#outbox.wake();
  }

  /** @internal */
  setOnline(isOnline: boolean): void {
    this.#outbox.setOnline(isOnline);
  }

  /** @internal */
  receive(entries: readonly Entry[]): void {
    this.#confirmOwn(entries);
    this.#reader.receive(entries);
  }

  /** @internal */
  sent(clientId: string, seq: number): void {
    this.#reader.expect(seq);
    this.#confirm(clientId, seq);
    this.#forgetSeen();
  }

  /** @internal */
  refuse(clientId: string, error: ChatError): void {
    this.#outbox.refuse(clientId, error);
  }

  /** @internal */
  stop(): void {
    this.#outbox.setOnline(false);
    this.#reader.stop();
    this.reads.stop();
  }

  get #changes(): readonly OutgoingChange[] {
    return this.#outbox.messages.filter(isOutgoingChange);
  }

  #change(change: ChangeContent): OutgoingChange {
    return this.#queue(changeContent(change, this.#options.limits()));
  }

  #queue<Wanted extends Content>(content: Wanted): Delivery & Wanted {
    if (this.#outbox.messages.length >= OUTBOX_LIMIT) {
      throw new ChatError({ code: "outbox_full", message: `${OUTBOX_LIMIT} messages wait to be sent already.` });
    }

    return this.#outbox.add(content, this.#reader.log.head);
  }

  async #readPage(request: PageRequest): Promise<MessagePage> {
    return messagePage(await this.#reader.readAside(request));
  }

  #confirmOwn(entries: readonly Entry[]): void {
    const userId = this.#options.userId();
    entries
      .filter(({ senderId }) => senderId === userId)
      .forEach(({ clientId, seq }) => this.#confirm(clientId, seq));
  }

  /** Who says something has read what stands before it. */
  #confirm(clientId: string, seq: number): void {
    if (this.#outbox.messages.some((one) => one.clientId === clientId && isOutgoingMessage(one))) {
      this.markRead(seq);
    }

    this.#outbox.confirm(clientId, seq);
  }

  #grew(): void {
    this.#changed();
    this.#options.onGrowth();
    this.#forgetSeen();
  }

  /** What was stored in the log that was is in the one that is, or lost: it is not to be waited for. */
  #wasReset(): void {
    this.#outbox.forgetSent();
    this.#changed();
    this.#options.onReset();
  }

  #forgetSeen(): void {
    const { log } = this.#reader;
    if (log.isOpen) {
      this.#outbox.forgetThrough(log.last);
    }
  }

  #changed(): void {
    this.#timeline = undefined;
    tellAll(this.#listeners, undefined);
  }
}
