import type { Entry } from "./entry.js";
import { isEntry } from "./entryShape.js";
import type { ChannelInfo, ErrorBody } from "./protocol.js";
import { isChannel, isErrorBody, isListOf, isObject, isSeq, isText } from "./shapes.js";

/** A live frame the client knows (docs/protocol.md, section 3). */
export type LiveFrame =
  | { readonly type: "entries"; readonly channelId: string; readonly entries: readonly Entry[] }
  | { readonly type: "channel"; readonly channel: ChannelInfo }
  | { readonly type: "channelGone"; readonly channelId: string }
  | { readonly type: "read"; readonly channelId: string; readonly userId: string; readonly seq: number }
  | { readonly type: "sent"; readonly channelId: string; readonly clientId: string; readonly seq: number }
  | { readonly type: "error"; readonly channelId?: string; readonly clientId?: string; readonly error: ErrorBody };

/** Reads a frame's data; anything unknown or incomplete is `undefined` and to be ignored, as the protocol asks. */
export function readFrame(data: unknown): LiveFrame | undefined {
  if (!isObject(data)) {
    return undefined;
  }

  const known =
    (data["type"] === "entries" && areEntriesOf(data["channelId"], data["entries"])) ||
    (data["type"] === "channel" && isChannel(data["channel"])) ||
    (data["type"] === "channelGone" && isText(data["channelId"])) ||
    (data["type"] === "read" && isText(data["channelId"]) && isText(data["userId"]) && isSeq(data["seq"])) ||
    (data["type"] === "sent" && isText(data["channelId"]) && isText(data["clientId"]) && isSeq(data["seq"])) ||
    (data["type"] === "error" && isErrorBody(data["error"]));
  return known ? (data as unknown as LiveFrame) : undefined;
}

function areEntriesOf(channelId: unknown, entries: unknown): boolean {
  return isText(channelId) && isListOf(entries, isEntry) && entries.every((entry) => entry.channelId === channelId);
}
