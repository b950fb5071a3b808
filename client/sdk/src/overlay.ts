import { effectOf } from "./changes.js";
import type { Entry } from "./entry.js";
import type { OutgoingChange } from "./outgoing.js";

/**
 * A message as it will be once this device's own changes are stored. A change that was refused has no effect, nor has
 * one that the message contains already.
 */
export function withOwnChanges(
  message: Entry,
  changes: readonly OutgoingChange[],
  userId: string | undefined,
): Entry {
  if (userId === undefined) {
    return message;
  }

  return changes.filter((change) => isDue(message, change)).reduce((shown, change) => {
    return shown.redacted === true ? shown : effectOf(shown, expectedEntry(change, userId));
  }, message);
}

/** Whether the change is on its way to this message, and not part of it yet. */
export function isDue({ seq, rev = 0 }: Entry, change: OutgoingChange): boolean {
  return change.target === seq && change.state !== "failed" && (change.seq === undefined || change.seq > rev);
}

/** The entry that the back-end is going to make of it. */
function expectedEntry(change: OutgoingChange, userId: string): Entry {
  return {
    channelId: change.channelId,
    seq: change.seq ?? Number.MAX_SAFE_INTEGER,
    kind: change.event,
    senderId: userId,
    clientId: change.clientId,
    createdAt: new Date(change.queuedAt).toISOString(),
    counts: { messages: 0, channelMentions: 0 },
    target: change.target,
    ...("text" in change && { text: change.text }),
    ...("format" in change && change.format !== undefined && { format: change.format }),
    ...("reaction" in change && { reaction: change.reaction }),
  };
}
