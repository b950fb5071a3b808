import type { ChatApi } from "./chatApi.js";
import { ChatError } from "./chatError.js";
import type { Entry } from "./entry.js";
import type { Environment } from "./environment.js";
import { Repeater } from "./repeater.js";

const PARALLEL_REQUESTS = 4;
/** The newest entries may be reactions, or somebody who joined: among this many there is mostly a message. */
const ENTRIES = 20;

interface PreviewsOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly onEntry: (entry: Entry) => void;
}

/** Reads the newest entries of channels, a few at a time. One that cannot be read costs the others nothing. */
export class Previews {
  readonly #options: PreviewsOptions;
  readonly #wanted = new Set<string>();
  readonly #repeater: Repeater;

  constructor(options: PreviewsOptions) {
    this.#options = options;
    this.#repeater = new Repeater((signal) => this.#readWanted(signal), options.environment, () => undefined);
  }

  request(channelIds: readonly string[]): void {
    channelIds.forEach((channelId) => this.#wanted.add(channelId));
    if (this.#wanted.size > 0) {
      this.#repeater.restart();
    }
  }

  wake(): void {
    this.#repeater.wake();
  }

  stop(): void {
    this.#wanted.clear();
    this.#repeater.stop();
  }

  async #readWanted(signal: AbortSignal): Promise<void> {
    const left = [...this.#wanted];
    const failures: ChatError[] = [];
    const work = async (): Promise<void> => {
      for (let channelId = left.shift(); channelId !== undefined && !signal.aborted; channelId = left.shift()) {
        await this.#read(channelId, signal).catch((thrown: unknown) => failures.push(ChatError.from(thrown)));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, work));
    const longest = failures.sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))[0];
    if (longest !== undefined) {
      throw longest;
    }
  }

  /** What can be mended by trying again stays wanted; a channel that is gone has no preview. */
  async #read(channelId: string, signal: AbortSignal): Promise<void> {
    try {
      const page = await this.#options.api.entries(channelId, { limit: ENTRIES }, signal);
      this.#wanted.delete(channelId);
      page.entries.forEach((entry) => this.#options.onEntry(entry));
    } catch (thrown) {
      if (ChatError.from(thrown).isTransient) {
        throw thrown;
      }

      this.#wanted.delete(channelId);
    }
  }
}
