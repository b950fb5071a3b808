import type { UserProfile } from "./protocol.js";
import { isAbsentOr, isFlag, isListOf, isObject, isText, isTime, isUserProfile } from "./shapes.js";

/** One's own profile (docs/protocol.md, section 11). */
export interface Me extends UserProfile {
  /** A BCP 47 language tag; others do not see it. */
  readonly locale?: string;
  readonly settings: MySettings;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
}

export interface MySettings {
  /** Whether others may see how far one has read. */
  readonly readReceipts: boolean;
}

/** What is to be another; `null` takes back what one said before, `undefined` and absent leave it. */
export interface MyChanges {
  /** One line, 1–64 characters. */
  readonly displayName?: string | null;
  /** An `https` address, at most 500 characters. */
  readonly avatarUrl?: string | null;
  /** One line, at most 140 characters. */
  readonly statusText?: string | null;
  /** At most 35 characters. */
  readonly locale?: string | null;
  readonly settings?: Partial<MySettings>;
}

export function isMe(value: unknown): value is Me {
  return isUserProfile(value) && hasSettings(value);
}

function hasSettings(value: unknown): boolean {
  return (
    isObject(value) &&
    isAbsentOr(isText, value["locale"]) &&
    isTime(value["createdAt"]) &&
    isObject(value["settings"]) &&
    isFlag(value["settings"]["readReceipts"])
  );
}

/** One page of people found, names first. */
export interface UserPage {
  readonly users: readonly UserProfile[];
  /** A page may hold nobody and still have more after it. */
  readonly more: boolean;
  /** To be given as `after` for the next page. */
  readonly next?: string;
}

export function isUserPage(value: unknown): value is UserPage {
  return (
    isObject(value) &&
    isListOf(value["users"], isUserProfile) &&
    isFlag(value["more"]) &&
    isAbsentOr(isText, value["next"])
  );
}

/** What another user is to this one: asked, was asked by, is a contact, or is blocked. */
export interface Contact {
  readonly userId: string;
  readonly state: "requested" | "incoming" | "accepted" | "blocked" | (string & {});
  /** UTC, ISO 8601. */
  readonly since: string;
}

export function isContact(value: unknown): value is Contact {
  return isObject(value) && isText(value["userId"]) && isText(value["state"]) && isTime(value["since"]);
}

/** One page of contacts, by user id. */
export interface ContactPage {
  readonly contacts: readonly Contact[];
  readonly more: boolean;
}

export function isContactPage(value: unknown): value is ContactPage {
  return isObject(value) && isListOf(value["contacts"], isContact) && isFlag(value["more"]);
}
