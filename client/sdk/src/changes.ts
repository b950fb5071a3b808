import type { Entry, Reactions } from "./entry.js";

/**
 * What a change makes of the message that it names (docs/protocol.md, section 3): the same as the back-end makes of it.
 * The message itself when the change is part of it already, or comes too late.
 */
export function applyChange(message: Entry, change: Entry): Entry {
  if (message.redacted === true || change.seq <= (message.rev ?? 0)) {
    return message;
  }

  return { ...(change.redacted === true ? message : effectOf(message, change)), rev: change.seq };
}

/** The change's effect, whatever the message's `rev` says, and without touching that. */
export function effectOf(message: Entry, change: Entry): Entry {
  switch (change.kind) {
    case "edit":
      return edited(message, change);
    case "delete":
      return redacted(message);
    case "react":
      return withReaction(message, change.reaction ?? "", change.senderId);
    case "unreact":
      return withoutReaction(message, change.reaction ?? "", change.senderId);
    case "pin":
      return { ...message, pinned: true };
    case "unpin": {
      const { pinned: _, ...rest } = message;
      return rest;
    }
    default:
      return message;
  }
}

function edited(message: Entry, { text, format, mentions, mentionsChannel, createdAt }: Entry): Entry {
  const { text: _t, format: _f, mentions: _m, mentionsChannel: _c, ...rest } = message;
  return {
    ...rest,
    ...(text !== undefined && { text }),
    ...(format !== undefined && { format }),
    ...(mentions !== undefined && { mentions }),
    ...(mentionsChannel !== undefined && { mentionsChannel }),
    editedAt: createdAt,
  };
}

/** The entry without anything that somebody said. Its number, sender and time stay. */
export function redacted(entry: Entry): Entry {
  const {
    text: _text,
    format: _format,
    mentions: _mentions,
    mentionsChannel: _mentionsChannel,
    metadata: _metadata,
    reaction: _reaction,
    reactions: _reactions,
    pinned: _pinned,
    editedAt: _editedAt,
    ...rest
  } = entry;
  return { ...rest, redacted: true };
}

function withReaction(message: Entry, reaction: string, userId: string): Entry {
  // Reactions are free text: one may be called like a member of every object.
  const users = Object.hasOwn(message.reactions ?? {}, reaction) ? message.reactions![reaction]! : [];
  return users.includes(userId)
    ? message
    : { ...message, reactions: { ...message.reactions, [reaction]: [...users, userId] } };
}

function withoutReaction(message: Entry, reaction: string, userId: string): Entry {
  const { reactions = {}, ...rest } = message;
  const left: Reactions = Object.fromEntries(
    Object.entries(reactions)
      .map(([name, users]) => [name, name === reaction ? users.filter((one) => one !== userId) : users] as const)
      .filter(([, users]) => users.length > 0),
  );
  return Object.keys(left).length === 0 ? rest : { ...rest, reactions: left };
}

/** The message without what somebody thought of it. */
export function withoutReactionsOf(message: Entry, userId: string): Entry {
  const isIn = Object.values(message.reactions ?? {}).some((users) => users.includes(userId));
  return isIn
    ? Object.keys(message.reactions ?? {}).reduce((left, one) => withoutReaction(left, one, userId), message)
    : message;
}
