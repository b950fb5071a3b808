import type { ChannelDetails, ListedChannel, Member } from "./protocol.js";
import { areAbsentOr, isAbsentOr, isAmount, isChannel, isFlag, isListOf, isObject, isSeq, isText, isTime } from "./shapes.js";

/** The user's channels, with the latest activity first; `more` when there are others than these. */
export interface MyChannels {
  readonly channels: readonly ListedChannel[];
  readonly more?: boolean;
}

export function isMyChannels(value: unknown): value is MyChannels {
  return isObject(value) && isListOf(value["channels"], isListed);
}

export function isMember(value: unknown): value is Member {
  return isObject(value) && isText(value["userId"]) && isText(value["role"]) && isTime(value["joinedAt"]);
}

export function isDetails(value: unknown): value is ChannelDetails {
  return (
    isObject(value) &&
    isText(value["channelId"]) &&
    isText(value["kind"]) &&
    areAbsentOr(isText, value["name"], value["topic"], value["avatarUrl"], value["history"]) &&
    isAbsentOr(isFlag, value["isPublic"]) &&
    isTime(value["createdAt"]) &&
    isText(value["createdBy"]) &&
    isAbsentOr(isTime, value["archivedAt"]) &&
    isAmount(value["memberCount"]) &&
    isMember(value["me"])
  );
}

/** One page of a channel's members, by user id. */
export interface MemberPage {
  readonly members: readonly Member[];
  readonly more: boolean;
}

export function isMemberPage(value: unknown): value is MemberPage {
  return isObject(value) && isListOf(value["members"], isMember) && isFlag(value["more"]);
}

/** Somebody who is kept out of a channel. */
export interface Ban {
  readonly userId: string;
  /** UTC, ISO 8601. */
  readonly bannedAt: string;
}

/** One page of a channel's bans, by user id. */
export interface BanPage {
  readonly bans: readonly Ban[];
  readonly more: boolean;
}

export function isBanPage(value: unknown): value is BanPage {
  const isBan = (one: unknown): one is Ban => isObject(one) && isText(one["userId"]) && isTime(one["bannedAt"]);
  return isObject(value) && isListOf(value["bans"], isBan) && isFlag(value["more"]);
}

/** What admits whoever has its token. */
export interface Invite {
  readonly token: string;
  /** UTC, ISO 8601. */
  readonly expiresAt: string;
  /** How many may still join by it; absent: any number. */
  readonly usesLeft?: number;
}

export function isInvite(value: unknown): value is Invite {
  return (
    isObject(value) &&
    isText(value["token"]) &&
    isTime(value["expiresAt"]) &&
    isAbsentOr(isAmount, value["usesLeft"])
  );
}

export function isInvites(value: unknown): value is { readonly invites: readonly Invite[] } {
  return isObject(value) && isListOf(value["invites"], isInvite);
}

/** A public channel as somebody finds it who is not in it, or is. */
export interface PublicChannel {
  readonly channelId: string;
  readonly name: string;
  readonly topic?: string;
  readonly avatarUrl?: string;
  readonly memberCount: number;
}

/** One page of public channels, by name. */
export interface PublicChannelPage {
  readonly channels: readonly PublicChannel[];
  readonly more: boolean;
  /** To be given as `after` for the next page. */
  readonly next?: string;
}

export function isPublicChannelPage(value: unknown): value is PublicChannelPage {
  return (
    isObject(value) &&
    isListOf(value["channels"], isPublicChannel) &&
    isFlag(value["more"]) &&
    isAbsentOr(isText, value["next"])
  );
}

/** How far a member has read. */
export interface ReadPosition {
  readonly userId: string;
  readonly seq: number;
}

export function isReads(value: unknown): value is { readonly reads: readonly ReadPosition[] } {
  const isPosition = (one: unknown): one is ReadPosition =>
    isObject(one) && isText(one["userId"]) && isAmount(one["seq"]);
  return isObject(value) && isListOf(value["reads"], isPosition);
}

/** Where one's own cursor stands. */
export function isCursor(value: unknown): value is { readonly seq: number } {
  return isObject(value) && isAmount(value["seq"]);
}

export function isMute(value: unknown): value is { readonly mutedUntil: string } {
  return isObject(value) && isTime(value["mutedUntil"]);
}

function isListed(value: unknown): value is ListedChannel {
  // What is beside the members of a channel is no part of that type's shape.
  const listed: unknown = value;
  return (
    isChannel(value) &&
    isObject(listed) &&
    isText(listed["role"]) &&
    areAbsentOr(isText, listed["topic"], listed["avatarUrl"]) &&
    areAbsentOr(isTime, listed["archivedAt"], listed["mutedUntil"]) &&
    isAbsentOr(isSeq, listed["lastSeq"]) &&
    [listed["readSeq"], listed["unread"], listed["mentions"]].every(isAmount)
  );
}

function isPublicChannel(value: unknown): value is PublicChannel {
  return (
    isObject(value) &&
    isText(value["channelId"]) &&
    isText(value["name"]) &&
    areAbsentOr(isText, value["topic"], value["avatarUrl"]) &&
    isAmount(value["memberCount"])
  );
}
