import type { Channel, Reactions } from "@chat-functions/sdk";

/** The reactions that are offered; others' show as they are. */
export const OFFERED_REACTIONS = ["👍", "❤️", "😂", "🎉", "😮", "😢"] as const;

interface Toggle {
  readonly seq: number;
  readonly reactions: Reactions | undefined;
  readonly reaction: string;
  readonly myId: string | undefined;
}

/** Reactions are free text: one may be called like a member of every object. */
export function hasReacted(reactions: Reactions | undefined, reaction: string, myId: string | undefined): boolean {
  const users = reactions !== undefined && Object.hasOwn(reactions, reaction) ? reactions[reaction]! : [];
  return myId !== undefined && users.includes(myId);
}

/** Adds one's reaction, or takes it back. */
export function toggleReaction(channel: Channel, { seq, reactions, reaction, myId }: Toggle): void {
  if (hasReacted(reactions, reaction, myId)) {
    channel.unreact(seq, reaction);
  } else {
    channel.react(seq, reaction);
  }
}
