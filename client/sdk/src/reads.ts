import type { ReadPosition } from "./channelShapes.js";
import type { ChatApi } from "./chatApi.js";
import type { ChatError } from "./chatError.js";
import { tellAll, type Unsubscribe } from "./emitter.js";
import type { Environment } from "./environment.js";
import { Repeater } from "./repeater.js";

/**
 * How far each member of a channel has read, where it has few (up to 100) and they do not mind. Read when somebody first
 * subscribes, then followed live. Of the channel's own user too.
 */
export class Reads {
  readonly #positions = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #repeater: Repeater;
  #shown: readonly ReadPosition[] | undefined = [];
  #isWanted = false;
  #areOff = false;

  /** @internal */
  constructor(channelId: string, api: ChatApi, environment: Environment) {
    this.#repeater = new Repeater(
      async (signal) => this.#read((await api.reads(channelId, signal)).reads),
      environment,
      (error) => this.#refused(error),
    );
  }

  /** The same array until something changes; nobody stands in it who has read nothing, or does not tell. */
  get positions(): readonly ReadPosition[] {
    this.#shown ??= [...this.#positions].map(([userId, seq]) => ({ userId, seq }));
    return this.#shown;
  }

  /** The channel has too many members: there are no receipts. */
  get areOff(): boolean {
    return this.#areOff;
  }

  /** Calls `listener` after each change. The first subscription reads where everybody is. */
  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    if (!this.#isWanted) {
      this.#isWanted = true;
      this.#repeater.request();
    }

    return () => this.#listeners.delete(listener);
  }

  /** @internal */
  receive(userId: string, seq: number): void {
    if (this.#raise(userId, seq)) {
      this.#changed();
    }
  }

  /** What was said meanwhile has been missed. @internal */
  catchUp(): void {
    if (this.#isWanted) {
      this.#repeater.restart();
    }
  }

  /** @internal */
  stop(): void {
    this.#repeater.stop();
  }

  #read(reads: readonly ReadPosition[]): void {
    const wereOff = this.#areOff;
    this.#areOff = false;
    const raised = reads.filter(({ userId, seq }) => this.#raise(userId, seq));
    if (raised.length > 0 || wereOff) {
      this.#changed();
    }
  }

  #refused({ code }: ChatError): void {
    if (code === "too_large" && !this.#areOff) {
      this.#areOff = true;
      this.#changed();
    }
  }

  #raise(userId: string, seq: number): boolean {
    const isNews = seq > (this.#positions.get(userId) ?? 0);
    if (isNews) {
      this.#positions.set(userId, seq);
    }

    return isNews;
  }

  #changed(): void {
    this.#shown = undefined;
    tellAll(this.#listeners, undefined);
  }
}
