import type { ChannelInfo, ErrorBody, NegotiateAnswer, UserProfile } from "./protocol.js";

export type Json = Record<string, unknown>;

/** Tells whether what came from outside has the shape the protocol promises. */
export type Shape<T> = (value: unknown) => value is T;

/** Section 8's error. */
export function isErrorBody(value: unknown): value is ErrorBody {
  return (
    isObject(value) &&
    isText(value["code"]) &&
    typeof value["message"] === "string" &&
    (value["retryAfterMs"] === undefined || isAmount(value["retryAfterMs"]))
  );
}

export function isChannel(value: unknown): value is ChannelInfo {
  return (
    isObject(value) &&
    isText(value["channelId"]) &&
    isTime(value["joinedAt"]) &&
    ((value["kind"] === "direct" && isText(value["peerId"])) ||
      (value["kind"] === "group" && typeof value["name"] === "string"))
  );
}

export function isNegotiateAnswer(value: unknown): value is NegotiateAnswer {
  return isUserProfile(value) && hasConnection(value as unknown as Json);
}

export function isUserProfile(value: unknown): value is UserProfile {
  return (
    isObject(value) &&
    isText(value["userId"]) &&
    typeof value["displayName"] === "string" &&
    areAbsentOr(isText, value["avatarUrl"], value["statusText"])
  );
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0;
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function hasConnection({ url, reconnectWindowMs, epoch, limits }: Json): boolean {
  return isText(url) && isAmount(reconnectWindowMs) && isText(epoch) && isObject(limits) && areLimits(limits);
}

function areLimits({ messageCharacters, pageSize, groupMembers, metadataBytes, editWindowSeconds }: Json): boolean {
  return (
    [messageCharacters, pageSize, groupMembers, metadataBytes].every(isSeq) &&
    (editWindowSeconds === undefined || isAmount(editWindowSeconds))
  );
}

export function isListOf<T>(value: unknown, isOne: Shape<T>): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

export function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

export function isAmount(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

/** No answer is expected, and there is none. */
export function isNothing(value: unknown): value is undefined {
  return value === undefined;
}

export function isAbsentOr(test: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || test(value);
}

export function areAbsentOr(test: (value: unknown) => boolean, ...values: readonly unknown[]): boolean {
  return values.every((value) => isAbsentOr(test, value));
}
