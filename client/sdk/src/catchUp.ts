import { ChatError } from "./chatError.js";
import type { ChannelLog } from "./channelLog.js";
import type { EntryPage } from "./entry.js";
import type { Cancel, Environment } from "./environment.js";
import { Repeater } from "./repeater.js";

/** Two instances of the back-end may broadcast out of order: a gap gets this long to close by itself. */
const GAP_PATIENCE_MS = 300;
const GAP_JITTER_MS = 300;

interface CatchUpOptions {
  readonly log: ChannelLog;
  readonly environment: Environment;
  /** Reads the newest page (`undefined`) or the first one above a `seq`. */
  readonly read: (after: number | undefined, signal: AbortSignal) => Promise<EntryPage>;
  readonly onGrowth: () => void;
  /** What the log had is not valid any more; it has the page's entries now. */
  readonly onReset: () => void;
  readonly onPermanent: (error: ChatError) => void;
}

/** Brings one channel's log up to its head: the newest page first, later what is missing above the window. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #repeater: Repeater;
  #cancelPatience: Cancel | undefined;

  constructor(options: CatchUpOptions) {
    this.#options = options;
    this.#repeater = new Repeater((signal) => this.#readToHead(signal), options.environment, options.onPermanent);
  }

  /** Reads what is missing now. */
  request(): void {
    this.#stopPatience();
    this.#repeater.request();
  }

  /** Reads what is missing on a new connection: a request over the old one may never be answered. */
  restart(): void {
    this.#stopPatience();
    this.#repeater.restart();
  }

  wake(): void {
    this.#repeater.wake();
  }

  /** To be called when something arrived: starts the wait for a gap that is new. */
  noticeGap(): void {
    if (!this.#options.log.hasGap || this.#cancelPatience !== undefined || this.#repeater.isBusy) {
      return;
    }

    const { environment, log } = this.#options;
    this.#cancelPatience = environment.after(GAP_PATIENCE_MS + environment.random() * GAP_JITTER_MS, () => {
      this.#cancelPatience = undefined;
      if (log.hasGap) {
        this.#repeater.request();
      }
    });
  }

  stop(): void {
    this.#stopPatience();
    this.#repeater.stop();
  }

  async #readToHead(signal: AbortSignal): Promise<void> {
    const { log } = this.#options;
    let isReset = false;
    let more = true;
    while (more) {
      const last = log.isOpen ? log.last : undefined;
      const page = await this.#options.read(last, signal);
      if (page.reset === true) {
        this.#reset(page, isReset);
        isReset = true;
        continue;
      }

      if (last === undefined ? log.open(page) : log.extend(page)) {
        this.#options.onGrowth();
      }

      // The newest page is the end by itself: its `more` speaks of what is older.
      more = last !== undefined && page.more && log.last > last;
    }

    if (log.hasGap) {
      // History may be read from a replica that lags behind the broadcast.
      throw new ChatError({ code: "unavailable", message: "The gap is not readable yet.", retryAfterMs: 0 });
    }
  }

  /**
   * What came live until now is dropped with the rest, since it may have been the old log's; it may have been the new
   * one's too, so that one more read has to follow.
   */
  #reset(page: EntryPage, isAgain: boolean): void {
    if (isAgain) {
      throw new ChatError({ code: "unavailable", message: "The log is replaced again and again.", retryAfterMs: 0 });
    }

    this.#options.log.reset(page);
    this.#options.onReset();
  }

  #stopPatience(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
  }
}
