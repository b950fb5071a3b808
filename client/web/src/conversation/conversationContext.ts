import type { Channel } from "@chat-functions/sdk";
import { createContext, useContext } from "react";

/** What everything within one conversation may ask for. The same object until the conversation is another one. */
export interface ConversationActions {
  readonly channel: Channel;
  /** Whether this is beside the conversation, in a panel. */
  readonly isAside: boolean;
  /** Whether the user may write here: else nothing can be done with a message but read it. */
  readonly canPost: boolean;
  /** Whether the user may delete others' messages. */
  readonly isModerator: boolean;
  /** Changes something by the channel, and tells what stands against it. */
  readonly change: (run: (channel: Channel) => void) => void;
  /** Quotes the message in the composer. */
  readonly startReply: (seq: number) => void;
  /** Opens the thread that begins with this message. */
  readonly openThread: (seq: number) => void;
  /** Brings the message into sight, however old it is. */
  readonly jumpTo: (seq: number) => void;
  /** Goes to another conversation, or to the list alone. */
  readonly goTo: (channelId: string | undefined) => void;
}

export const ConversationContext = createContext<ConversationActions | undefined>(undefined);

export function useConversation(): ConversationActions {
  const conversation = useContext(ConversationContext);
  if (conversation === undefined) {
    throw new Error("There is no ConversationContext above this component.");
  }

  return conversation;
}
