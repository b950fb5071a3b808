import type { ChatApi } from "./chatApi.js";
import type { Environment } from "./environment.js";
import { Repeater } from "./repeater.js";

interface CursorMoveOptions {
  readonly channelId: string;
  readonly api: ChatApi;
  readonly environment: Environment;
  /** The back-end has it. */
  readonly onStored: () => void;
}

/** Moves one channel's cursor at the back-end: one request at a time, the last word wins, and it is tried until it is said. */
export class CursorMove {
  readonly #options: CursorMoveOptions;
  readonly #repeater: Repeater;
  #wanted = 0;
  #stored = 0;

  constructor(options: CursorMoveOptions) {
    this.#options = options;
    // Refused for good is for instance what concerns a channel that the user is in no more: then there is no cursor.
    this.#repeater = new Repeater((signal) => this.#store(signal), options.environment, () => this.know(this.#wanted));
  }

  /** The back-end has the cursor here, or further. */
  know(seq: number): void {
    this.#stored = Math.max(this.#stored, seq);
  }

  request(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    this.resume();
  }

  /** Goes on with what is not stored yet. A wait for the next try is not cut short by what is asked meanwhile. */
  resume(): void {
    if (this.#wanted > this.#stored && !this.#repeater.isBusy) {
      this.#repeater.request();
    }
  }

  wake(): void {
    this.#repeater.wake();
  }

  stop(): void {
    this.#repeater.stop();
  }

  async #store(signal: AbortSignal): Promise<void> {
    const { api, channelId, onStored } = this.#options;
    while (this.#wanted > this.#stored && !signal.aborted) {
      const seq = this.#wanted;
      await api.markRead(channelId, seq, signal);
      this.know(seq);
    }

    onStored();
  }
}
