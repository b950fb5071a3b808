import type { Http } from "./http.js";
import {
  isContact,
  isContactPage,
  isMe,
  isUserPage,
  type Contact,
  type ContactPage,
  type Me,
  type MyChanges,
  type UserPage,
} from "./peopleShapes.js";
import type { UserProfile } from "./protocol.js";
import { query } from "./query.js";
import { isNothing, isUserProfile } from "./shapes.js";

/** Which page of a list: what comes after, and how much of it. */
export interface PageOf {
  /** What the page before said as `next`, or its last user id. */
  readonly after?: string;
  /** 1–200; default 100. */
  readonly limit?: number;
}

/**
 * People (docs/protocol.md, section 11): one's own profile, those of others, contacts and blocks. Every request may be
 * sent again. All of them reject with a `ChatError`.
 */
export class People {
  readonly #http: Http;
  readonly #onProfile: (profile: UserProfile) => void;
  readonly #onMe: (me: Me) => void;

  /** @internal */
  constructor(http: Http, onProfile: (profile: UserProfile) => void, onMe: (me: Me) => void) {
    this.#http = http;
    this.#onProfile = onProfile;
    this.#onMe = onMe;
  }

  /** One's own profile with the settings. */
  me(): Promise<Me> {
    return this.#tellMe(this.#http.get("/me", isMe));
  }

  /** Changes one's own profile. Rejects with `invalid_request` and the `field` at fault. */
  updateMe(changes: MyChanges): Promise<Me> {
    return this.#tellMe(this.#http.patch("/me", changes, isMe));
  }

  /** Reads somebody's profile anew. Rejects with `not_found` for one who never signed in. */
  async user(userId: string): Promise<UserProfile> {
    const profile = await this.#http.get(`/users/${encodeURIComponent(userId)}`, isUserProfile);
    this.#onProfile(profile);
    return profile;
  }

  /** People whose name or id begins so, in upper or lower case: 1–64 characters. */
  async search(prefix: string, page: PageOf = {}): Promise<UserPage> {
    const found = await this.#http.get(`/users${query({ query: prefix, ...page })}`, isUserPage);
    found.users.forEach((profile) => this.#onProfile(profile));
    return found;
  }

  /** Contacts, requests both ways, and those whom this user blocks, by user id. */
  contacts(page: PageOf = {}): Promise<ContactPage> {
    return this.#http.get(`/me/contacts${query({ ...page })}`, isContactPage);
  }

  /** Asks somebody to be a contact, or accepts when they have asked. `conflict` for one whom this user blocks. */
  askContact(userId: string): Promise<Contact> {
    return this.#http.put(contactPath(userId), undefined, isContact);
  }

  /** Takes a request back, declines one, or ends a contact. */
  endContact(userId: string): Promise<void> {
    return this.#http.delete(contactPath(userId), isNothing);
  }

  /** Neither can write to the 1-on-1 channel any more; the other is not told. */
  block(userId: string): Promise<void> {
    return this.#http.put(blockPath(userId), undefined, isNothing);
  }

  unblock(userId: string): Promise<void> {
    return this.#http.delete(blockPath(userId), isNothing);
  }

  async #tellMe(asked: Promise<Me>): Promise<Me> {
    const me = await asked;
    this.#onMe(me);
    return me;
  }
}

function contactPath(userId: string): string {
  return `/me/contacts/${encodeURIComponent(userId)}`;
}

function blockPath(userId: string): string {
  return `/me/blocks/${encodeURIComponent(userId)}`;
}
