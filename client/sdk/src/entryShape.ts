import type { Entry, EntryPage } from "./entry.js";
import { isAbsentOr, isAmount, isFlag, isListOf, isObject, isSeq, isText, isTime, type Json } from "./shapes.js";

type Test = (value: unknown) => boolean;

const isString: Test = (value) => typeof value === "string";
const isTexts: Test = (value) => Array.isArray(value) && value.every(isText);

/** What has to be right wherever it stands. Members that are not named here may come, and mean nothing yet. */
const optional: Readonly<Record<string, Test>> = {
  text: isString,
  format: isText,
  replyTo: isSeq,
  thread: isSeq,
  mentions: isTexts,
  mentionsChannel: isFlag,
  metadata: isObject,
  target: isSeq,
  reaction: isText,
  userId: isText,
  role: isText,
  name: isString,
  rev: isSeq,
  editedAt: isTime,
  reactions: (value) => isObject(value) && Object.values(value).every(isTexts),
  pinned: isFlag,
  redacted: isFlag,
};

/** What a known kind cannot be without. */
const required: Readonly<Record<string, readonly string[]>> = {
  message: ["text"],
  edit: ["target", "text"],
  delete: ["target"],
  react: ["target", "reaction"],
  unreact: ["target", "reaction"],
  pin: ["target"],
  unpin: ["target"],
  join: ["userId"],
  leave: ["userId"],
  role: ["userId", "role"],
  rename: ["name"],
  erase: ["userId"],
};

/** What redaction takes away. */
const redactable = ["text", "reaction"];

export function isEntry(value: unknown): value is Entry {
  return isObject(value) && hasHead(value) && hasSoundMembers(value) && isComplete(value);
}

export function isEntryPage(value: unknown): value is EntryPage {
  return (
    isObject(value) &&
    isText(value["epoch"]) &&
    isListOf(value["entries"], isEntry) &&
    isFlag(value["more"]) &&
    isAbsentOr(isFlag, value["moreAfter"]) &&
    isAbsentOr(isFlag, value["reset"]) &&
    isAbsentOr(isSeq, value["firstSeq"])
  );
}

function hasHead({ channelId, seq, kind, senderId, clientId, createdAt, counts }: Json): boolean {
  return (
    isText(channelId) &&
    isSeq(seq) &&
    isText(kind) &&
    isText(senderId) &&
    isString(clientId) &&
    isTime(createdAt) &&
    isObject(counts) &&
    isAmount(counts["messages"]) &&
    isAmount(counts["channelMentions"])
  );
}

function hasSoundMembers(entry: Json): boolean {
  return Object.entries(optional).every(([name, test]) => isAbsentOr(test, entry[name]));
}

function isComplete(entry: Json): boolean {
  const names = Object.hasOwn(required, entry["kind"] as string) ? required[entry["kind"] as string]! : [];
  const isMissed = (name: string) => entry["redacted"] !== true || !redactable.includes(name);
  return names.every((name) => entry[name] !== undefined || !isMissed(name));
}
