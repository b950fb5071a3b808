import { CatchUp } from "./catchUp.js";
import type { ChatApi, PageRequest } from "./chatApi.js";
import type { ChatError } from "./chatError.js";
import { ChannelLog } from "./channelLog.js";
import type { Entry, EntryPage } from "./entry.js";
import type { Environment } from "./environment.js";
import type { TakeTurn } from "./turns.js";

interface ChannelReaderOptions {
  readonly channelId: string;
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly pageSize: () => number;
  /** Runs a request when it is its turn: many channels catch up at once. */
  readonly takeTurn: TakeTurn;
  /** Entries that were read, before they are in the log. */
  readonly onEntries: (entries: readonly Entry[]) => void;
  readonly onGrowth: () => void;
  readonly onReset: () => void;
  readonly onError: (error: ChatError) => void;
  /** Anything else changed. */
  readonly onChange: () => void;
}

/** Fills one channel's log from what comes live and what is read, and knows what went wrong with that. */
export class ChannelReader {
  readonly log = new ChannelLog();
  readonly #options: ChannelReaderOptions;
  readonly #catchUp: CatchUp;
  #loadingOlder: Promise<void> | undefined;
  #error: ChatError | undefined;

  constructor(options: ChannelReaderOptions) {
    this.#options = options;
    this.#catchUp = new CatchUp({
      log: this.log,
      environment: options.environment,
      read: (after, signal) => this.#readNewer(after, signal),
      onGrowth: options.onGrowth,
      onReset: options.onReset,
      onPermanent: (error) => this.#failed(error),
    });
  }

  /** Why the last read failed for good, until one succeeds. */
  get error(): ChatError | undefined {
    return this.#error;
  }

  get isLoadingOlder(): boolean {
    return this.#loadingOlder !== undefined;
  }

  receive(entries: readonly Entry[]): void {
    if (entries.map((entry) => this.log.receive(entry)).includes(true)) {
      this.#options.onGrowth();
    }

    this.#catchUp.noticeGap();
  }

  /** An entry is known to exist. */
  expect(seq: number): void {
    this.log.expect(seq);
    this.#catchUp.noticeGap();
  }

  catchUp(): void {
    this.#catchUp.restart();
  }

  catchUpAfterError(): void {
    if (this.#error !== undefined) {
      this.#catchUp.request();
    }
  }

  wake(): void {
    this.#catchUp.wake();
  }

  stop(): void {
    this.#catchUp.stop();
  }

  loadOlder(): Promise<void> {
    if (!this.log.hasOlder) {
      return Promise.resolve();
    }

    if (this.#loadingOlder === undefined) {
      this.#loadingOlder = this.#readOlder().finally(() => {
        this.#loadingOlder = undefined;
        this.#options.onChange();
      });
      this.#options.onChange();
    }

    return this.#loadingOlder;
  }

  /** A page that is no part of the log. */
  async readAside(request: PageRequest): Promise<EntryPage> {
    const page = await this.#read(request);
    if (this.log.isOpen && page.epoch !== this.log.epoch) {
      this.#catchUp.request();
    }

    return page;
  }

  async #readNewer(after: number | undefined, signal: AbortSignal): Promise<EntryPage> {
    const { pageSize, takeTurn, onEntries } = this.#options;
    const request = after === undefined ? {} : { after, limit: pageSize(), epoch: this.log.epoch };
    const page = await takeTurn(() => this.#read(request, signal));
    onEntries(page.entries);
    return page;
  }

  async #readOlder(): Promise<void> {
    // A page of another epoch is told by that; what is newer there is for the catch-up to read.
    this.log.prepend(await this.readAside({ before: this.log.first }));
  }

  /** Whatever was wrong with the channel is over once something of it can be read. */
  async #read(request: PageRequest, signal?: AbortSignal): Promise<EntryPage> {
    const { api, channelId, onChange } = this.#options;
    const page = await api.entries(channelId, request, signal);
    if (this.#error !== undefined) {
      this.#error = undefined;
      onChange();
    }

    return page;
  }

  #failed(error: ChatError): void {
    this.#error = error;
    this.#options.onChange();
    this.#options.onError(error);
  }
}
