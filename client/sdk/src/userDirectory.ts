import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import type { UserProfile } from "./protocol.js";

/** One who has not signed in yet may do so any moment: ask again after this long. */
const UNKNOWN_FOR_MS = 60_000;

interface UserDirectoryOptions {
  readonly read: (userId: string) => Promise<UserProfile>;
  readonly environment: Environment;
  /** A profile became known, or is another than it was. */
  readonly onChange: (profile: UserProfile) => void;
}

/** Profiles by user id, asked for once each. */
export class UserDirectory {
  readonly #options: UserDirectoryOptions;
  readonly #profiles = new Map<string, UserProfile>();
  readonly #unknownUntil = new Map<string, number>();
  readonly #pending = new Map<string, Promise<UserProfile>>();

  constructor(options: UserDirectoryOptions) {
    this.#options = options;
  }

  /** Notes a profile. Returns it: the same object as before, if nothing in it is new. */
  set({ userId, displayName, avatarUrl, statusText }: UserProfile): UserProfile {
    const known = this.#profiles.get(userId);
    const isKnown =
      known?.displayName === displayName && known.avatarUrl === avatarUrl && known.statusText === statusText;
    if (isKnown) {
      return known;
    }

    const profile: UserProfile = {
      userId,
      displayName,
      ...(avatarUrl !== undefined && { avatarUrl }),
      ...(statusText !== undefined && { statusText }),
    };
    this.#profiles.set(userId, profile);
    this.#options.onChange(profile);
    return profile;
  }

  known(userId: string): UserProfile | undefined {
    return this.#profiles.get(userId);
  }

  /** The profile; for one who never signed in, or as long as nothing answers, one with the id for a name. */
  async profile(userId: string): Promise<UserProfile> {
    const known = this.#profiles.get(userId);
    if (known !== undefined || this.#options.environment.now() < (this.#unknownUntil.get(userId) ?? 0)) {
      return known ?? nameless(userId);
    }

    const pending = this.#pending.get(userId) ?? this.#ask(userId);
    this.#pending.set(userId, pending);
    return pending;
  }

  async #ask(userId: string): Promise<UserProfile> {
    const { read, environment } = this.#options;
    try {
      return this.set(await read(userId));
    } catch (thrown) {
      // The id is a name too: nothing on a screen should hang on this request.
      if (ChatError.from(thrown).code === "not_found") {
        this.#unknownUntil.set(userId, environment.now() + UNKNOWN_FOR_MS);
      }

      return nameless(userId);
    } finally {
      this.#pending.delete(userId);
    }
  }
}

function nameless(userId: string): UserProfile {
  return { userId, displayName: userId };
}
