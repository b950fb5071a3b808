import type { Entry, OutgoingMessage, TimelineItem } from "@chat-functions/sdk";

/** What a message says and what was made of it: of an entry all of it, of an outgoing message what it has already. */
export type MessageBody = Pick<
  Entry,
  | "text"
  | "format"
  | "replyTo"
  | "thread"
  | "mentions"
  | "mentionsChannel"
  | "reactions"
  | "editedAt"
  | "pinned"
  | "redacted"
>;

/** One message as the page shows it. */
export interface ShownMessage {
  /** The same before and after the back-end stored it, so that it stays the same element. */
  readonly key: string;
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly clientId: string;
  readonly seq: number | undefined;
  readonly state: "pending" | "sent" | "failed";
  /** The same object until something in it changes. */
  readonly body: MessageBody;
  readonly time: Date;
  readonly problem: unknown;
}

/** The timeline's item as a message; nothing for what is none. */
export function shownMessage(item: TimelineItem, myId: string): ShownMessage | undefined {
  switch (item.kind) {
    case "message":
      return ofEntry(item.entry, item.isChanging, myId);
    case "outgoing":
      return ofOutgoing(item.message, myId);
    case "notice":
      return undefined;
  }
}

function ofEntry(entry: Entry, isChanging: boolean, myId: string): ShownMessage {
  const { senderId, clientId, seq, createdAt } = entry;
  return {
    key: `${senderId}/${clientId}`,
    senderId,
    isOwn: senderId === myId,
    clientId,
    seq,
    state: isChanging ? "pending" : "sent",
    body: entry,
    time: new Date(createdAt),
    problem: undefined,
  };
}

function ofOutgoing(message: OutgoingMessage, myId: string): ShownMessage {
  const { clientId, seq, state, queuedAt, error } = message;
  return {
    key: `${myId}/${clientId}`,
    senderId: myId,
    isOwn: true,
    clientId,
    seq,
    state,
    body: message,
    time: new Date(queuedAt),
    problem: error,
  };
}
