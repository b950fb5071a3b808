import type { Channel } from "./channel.js";
import type { ChannelList } from "./channelList.js";
import type { ChatApi } from "./chatApi.js";
import type { ChatEvents } from "./chatClientOptions.js";
import { CursorMove } from "./cursorMove.js";
import type { Emitter } from "./emitter.js";
import type { Entry } from "./entry.js";
import type { Environment } from "./environment.js";
import type { ListedChannel } from "./protocol.js";
import { UnreadCount } from "./unreadCount.js";

interface ReadingOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly events: Emitter<ChatEvents>;
  readonly list: ChannelList;
  readonly userId: () => string | undefined;
  readonly opened: (channelId: string) => Channel | undefined;
  /** Something cannot be counted here: the list is to be read again. */
  readonly onUncertain: () => void;
  readonly onChange: () => void;
}

interface Kept {
  readonly count: UnreadCount;
  readonly move: CursorMove;
  isUncertain: boolean;
}

/** What is unread in each channel, and how far this user has read: moved here, and by the user's other devices. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** Takes what the list says of a channel. */
  list(listed: ListedChannel): void {
    const { count, move } = this.#of(listed.channelId);
    count.list(listed);
    move.know(listed.readSeq);
    this.show(listed.channelId);
  }

  /** Takes an entry, live or read. */
  note(entry: Entry): void {
    const { channelId } = entry;
    if (!this.#of(channelId).count.note(entry, this.#options.userId())) {
      this.#options.onUncertain();
    }

    this.show(channelId);
  }

  /** Takes what is known of an opened channel's log, since it may have been read, not heard. */
  noteLog(channelId: string, log: readonly Entry[]): void {
    const { count } = this.#of(channelId);
    const from = log.findLastIndex(({ seq }) => seq <= count.countedThrough) + 1;
    log.slice(from).forEach((entry) => count.note(entry, this.#options.userId()));
    this.show(channelId);
  }

  /** Takes a `read` frame. */
  receive(channelId: string, userId: string, seq: number): void {
    this.#options.opened(channelId)?.reads.receive(userId, seq);
    if (userId === this.#options.userId()) {
      this.#of(channelId).move.know(seq);
      if (!this.#moveTo(channelId, seq)) {
        this.#options.onUncertain();
      }
    }

    this.#options.events.emit("read", { channelId, userId, seq });
  }

  /** Moves this user's cursor forward, here at once and at the back-end as soon as that can be. */
  markRead(channelId: string, seq: number): void {
    const kept = this.#of(channelId);
    if (seq > kept.count.readSeq) {
      // What is uncertain now the list can tell when it knows of this.
      kept.isUncertain = !this.#moveTo(channelId, seq) || kept.isUncertain;
      kept.move.request(seq);
    }
  }

  /** The logs are others than before, or the channel is gone. */
  forget(channelId: string): void {
    this.#kept.get(channelId)?.move.stop();
    this.#kept.delete(channelId);
    this.show(channelId);
  }

  /** Puts what is counted into the channel's line, if there is one. */
  show(channelId: string): void {
    const { list, events, onChange } = this.#options;
    const { unread = 0, mentions = 0, readSeq = 0 } = this.#kept.get(channelId)?.count ?? {};
    const before = list.get(channelId);
    if (list.describe(channelId, { unread, mentions, readSeq })) {
      onChange();
      if (before?.unread !== unread || before.mentions !== mentions) {
        events.emit("unread", { channelId, unread, mentions });
      }
    }
  }

  resume(): void {
    this.#kept.forEach(({ move }) => move.resume());
  }

  wake(): void {
    this.#kept.forEach(({ move }) => move.wake());
  }

  stop(): void {
    this.#kept.forEach(({ move }) => move.stop());
  }

  #of(channelId: string): Kept {
    const kept = this.#kept.get(channelId) ?? this.#make(channelId);
    this.#kept.set(channelId, kept);
    return kept;
  }

  #make(channelId: string): Kept {
    const { api, environment } = this.#options;
    const onStored = () => this.#stored(channelId);
    return {
      count: new UnreadCount(),
      move: new CursorMove({ channelId, api, environment, onStored }),
      isUncertain: false,
    };
  }

  #stored(channelId: string): void {
    const kept = this.#of(channelId);
    if (kept.isUncertain) {
      kept.isUncertain = false;
      this.#options.onUncertain();
    }
  }

  /** Returns whether the counts are certain. */
  #moveTo(channelId: string, seq: number): boolean {
    const { opened, userId } = this.#options;
    const isCertain = this.#of(channelId).count.moveTo(seq, opened(channelId)?.entries ?? [], userId());
    this.show(channelId);
    return isCertain;
  }
}
