import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import type { UserProfile } from "./protocol.js";

/** One who has not signed in yet may do so any moment: ask again after this long. */
const UNKNOWN_FOR_MS = 60_000;

/** Display names by user id, asked for once each. */
export class UserDirectory {
  readonly #read: (userId: string) => Promise<UserProfile>;
  readonly #environment: Environment;
  readonly #names = new Map<string, string>();
  readonly #unknownUntil = new Map<string, number>();
  readonly #pending = new Map<string, Promise<string>>();

  constructor(read: (userId: string) => Promise<UserProfile>, environment: Environment) {
    this.#read = read;
    this.#environment = environment;
  }

  set(userId: string, displayName: string): void {
    this.#names.set(userId, displayName);
  }

  known(userId: string): string | undefined {
    return this.#names.get(userId);
  }

  async displayName(userId: string): Promise<string> {
    const known = this.#names.get(userId);
    if (known !== undefined || this.#environment.now() < (this.#unknownUntil.get(userId) ?? 0)) {
      return known ?? userId;
    }

    const pending = this.#pending.get(userId) ?? this.#ask(userId);
    this.#pending.set(userId, pending);
    return pending;
  }

  async #ask(userId: string): Promise<string> {
    try {
      const { displayName } = await this.#read(userId);
      this.#names.set(userId, displayName);
      return displayName;
    } catch (thrown) {
      // The id is a name too: nothing on a screen should hang on this request.
      if (ChatError.from(thrown).code === "not_found") {
        this.#unknownUntil.set(userId, this.#environment.now() + UNKNOWN_FOR_MS);
      }

      return userId;
    } finally {
      this.#pending.delete(userId);
    }
  }
}
