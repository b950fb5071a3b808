import { useEffect } from "react";
import { useChannels, useTimeline } from "../chat/clientState.js";
import { useClient } from "../chat/clientContext.js";
import { plainWords } from "../ui/plainWords.js";
import { Composer } from "./Composer.js";
import { ConversationHeader } from "./ConversationHeader.js";
import { MessageList } from "./MessageList.js";

interface Props {
  readonly channelId: string;
  /** The person chose this conversation just now: the next key stroke is meant for it. */
  readonly isFocusWanted: boolean;
  readonly onClose: () => void;
}

export function Conversation({ channelId, isFocusWanted, onClose }: Props) {
  const client = useClient();
  const channel = client.openChannel(channelId);
  const timeline = useTimeline(channel);
  const summary = useChannels().find((one) => one.channel.channelId === channelId);
  useSeen(channelId, summary?.hasNews === true);

  return (
    <main className="conversation">
      <ConversationHeader channelId={channelId} channel={summary?.channel} onClose={onClose} />
      {timeline.error !== undefined && (
        <p className={timeline.isOpen ? "conversation-problem" : "message-list hint"} role="alert">
          {plainWords(timeline.error)}
        </p>
      )}
      {(timeline.error === undefined || timeline.isOpen) && (
        <>
          <MessageList channel={channel} timeline={timeline} isGroup={summary?.channel.kind === "group"} />
          <Composer channel={channel} isFocusWanted={isFocusWanted} />
        </>
      )}
    </main>
  );
}

/** What arrives while somebody looks at the conversation is no news. */
function useSeen(channelId: string, hasNews: boolean): void {
  const client = useClient();
  useEffect(() => {
    const markSeen = () => {
      if (document.visibilityState === "visible") {
        client.markSeen(channelId);
      }
    };
    markSeen();
    document.addEventListener("visibilitychange", markSeen);
    return () => document.removeEventListener("visibilitychange", markSeen);
  }, [client, channelId, hasNews]);
}
