import type { ChannelInfo, Entry, ErrorBody } from "./protocol.js";

/** A live frame the client knows (docs/protocol.md, section 3). */
export type LiveFrame =
  | { readonly type: "entry"; readonly entry: Entry }
  | { readonly type: "channel"; readonly channel: ChannelInfo }
  | { readonly type: "sent"; readonly channelId: string; readonly clientId: string; readonly seq: number }
  | { readonly type: "error"; readonly channelId?: string; readonly clientId?: string; readonly error: ErrorBody };

type Json = Record<string, unknown>;

/** Reads a frame's data; anything unknown or incomplete is `undefined` and to be ignored, as the protocol asks. */
export function readFrame(data: unknown): LiveFrame | undefined {
  if (!isObject(data)) {
    return undefined;
  }

  const known =
    (data["type"] === "entry" && isEntry(data["entry"])) ||
    (data["type"] === "channel" && isChannel(data["channel"])) ||
    (data["type"] === "sent" && isText(data["channelId"]) && isText(data["clientId"]) && isSeq(data["seq"])) ||
    (data["type"] === "error" && isErrorBody(data["error"]));
  return known ? (data as unknown as LiveFrame) : undefined;
}

/** Whether a value has the shape of section 8's error. */
export function isErrorBody(value: unknown): value is ErrorBody {
  return isObject(value) && isText(value["code"]) && typeof value["message"] === "string";
}

function isEntry(value: unknown): value is Entry {
  return (
    isObject(value) &&
    isText(value["channelId"]) &&
    isSeq(value["seq"]) &&
    isText(value["kind"]) &&
    isText(value["senderId"]) &&
    typeof value["createdAt"] === "string" &&
    (value["kind"] !== "message" || typeof value["text"] === "string")
  );
}

function isChannel(value: unknown): value is ChannelInfo {
  return (
    isObject(value) &&
    isText(value["channelId"]) &&
    ((value["kind"] === "direct" && isText(value["peerId"])) ||
      (value["kind"] === "group" && typeof value["name"] === "string"))
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0;
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
