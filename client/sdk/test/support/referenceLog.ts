import type { Entry } from "../../src/entry.js";

/** A stored entry, to be written into. */
type Stored = { -readonly [Name in keyof Entry]: Entry[Name] };

const SAID = ["text", "format", "mentions", "mentionsChannel", "metadata", "reaction", "reactions", "pinned", "editedAt"];

/**
 * The back-end's log as docs/protocol.md describes it: writes an entry behind the others, and what it changes into them.
 * The elements are replaced, never written into: what was read before stays as it was.
 */
export function append(log: Entry[], entry: Entry): Entry {
  log.push(entry);
  patch(log, entry);
  return entry;
}

/** Writes into the log what an entry of it changes: by itself it may come late, but for each message in order. */
export function patch(log: Entry[], change: Entry): void {
  if (change.kind === "erase") {
    erase(log, change.seq, change.userId!);
    return;
  }

  const at = log.findIndex(({ seq, kind }) => seq === change.target && kind === "message");
  if (at === -1 || log[at]!.redacted || change.seq <= (log[at]!.rev ?? 0)) {
    return;
  }

  const message = structuredClone(log[at]!) as Stored;
  if (!change.redacted) {
    write(message, change);
  }

  message.rev = change.seq;
  log[at] = message;
  if (change.kind === "delete") {
    redactNaming(log, change.target!, change.seq);
  }
}

function write(message: Stored, change: Entry): void {
  if (change.kind === "edit") {
    for (const name of ["text", "format", "mentions", "mentionsChannel"] as const) {
      delete message[name];
      if (change[name] !== undefined) {
        Object.assign(message, { [name]: change[name] });
      }
    }

    message.editedAt = change.createdAt;
  } else if (change.kind === "delete") {
    redact(message);
  } else if (change.kind === "pin") {
    message.pinned = true;
  } else if (change.kind === "unpin") {
    delete message.pinned;
  } else {
    const users = (message.reactions?.[change.reaction!] ?? []).filter((user) => user !== change.senderId);
    const isIn = users.length < (message.reactions?.[change.reaction!] ?? []).length;
    if (change.kind === "unreact" || !isIn) {
      setReaction(message, change.reaction!, change.kind === "react" ? [...users, change.senderId] : users);
    }
  }
}

function setReaction(message: Stored, reaction: string, users: readonly string[]): void {
  const reactions = { ...message.reactions, [reaction]: users };
  if (users.length === 0) {
    delete reactions[reaction];
  }

  if (Object.keys(reactions).length === 0) {
    delete message.reactions;
  } else {
    message.reactions = reactions;
  }
}

function erase(log: Entry[], before: number, userId: string): void {
  for (const [at, entry] of log.entries()) {
    const copy = structuredClone(entry) as Stored;
    if (entry.seq < before && entry.kind === "message" && entry.senderId === userId && !entry.redacted) {
      redact(copy);
      copy.rev = before;
      log[at] = copy;
      redactNaming(log, entry.seq, before);
    } else if (entry.seq < before && entry.kind === "message" && !(entry.rev! > before)) {
      for (const [reaction, users] of Object.entries(copy.reactions ?? {})) {
        setReaction(copy, reaction, users.filter((user) => user !== userId));
      }

      log[at] = copy;
    } else if (entry.seq < before && entry.senderId === userId && /edit|react/.test(entry.kind)) {
      redact(copy);
      log[at] = copy;
    }
  }
}

function redactNaming(log: Entry[], target: number, before: number): void {
  for (const [at, entry] of log.entries()) {
    if (entry.target === target && entry.seq < before && /edit|react/.test(entry.kind)) {
      log[at] = structuredClone(entry);
      redact(log[at]);
    }
  }
}

function redact(entry: Stored): void {
  for (const name of SAID) {
    delete (entry as unknown as Record<string, unknown>)[name];
  }

  entry.redacted = true;
}
