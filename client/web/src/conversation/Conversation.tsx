import type { Channel, Timeline } from "@chat-functions/sdk";
import { useEffect } from "react";
import { useChannels, useTimeline } from "../chat/clientState.js";
import { useClient } from "../chat/clientContext.js";
import { SidePanel } from "../panels/SidePanel.js";
import { plainWords } from "../ui/plainWords.js";
import { Composer } from "./Composer.js";
import { ConversationContext } from "./conversationContext.js";
import { ConversationHeader } from "./ConversationHeader.js";
import { MessageList } from "./MessageList.js";
import { RefusedChanges } from "./RefusedChanges.js";
import { isModerator, useChannelDetails } from "./useChannelDetails.js";
import { useConversationActions } from "./useConversationActions.js";

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
  const { facts } = useChannelDetails(channelId, timeline);
  const { actions, panel, setPanel, replyTo, setReplyTo, problem, clearProblem } = useConversationActions(
    channel,
    isModerator(facts?.details.me.role),
  );
  useSeen(channel, timeline);
  const isGroup = summary?.channel.kind === "group";

  return (
    <ConversationContext value={actions}>
      <main className="conversation" data-panel={panel !== undefined}>
        <ConversationHeader
          channel={summary?.channel}
          facts={facts}
          onPinned={() => setPanel({ kind: "pinned" })}
          onClose={onClose}
        />
        {timeline.error !== undefined && (
          <p className={timeline.isOpen ? "conversation-problem" : "message-list hint"} role="alert">
            {plainWords(timeline.error)}
          </p>
        )}
        {(timeline.error === undefined || timeline.isOpen) && (
          <>
            <MessageList channel={channel} timeline={timeline} isGroup={isGroup} />
            <RefusedChanges refused={timeline.refused} problem={problem} onDismissProblem={clearProblem} />
            <Composer
              channel={channel}
              isFocusWanted={isFocusWanted}
              replyTo={replyTo}
              onReplyDone={() => setReplyTo(undefined)}
            />
          </>
        )}
        {panel !== undefined && (
          <SidePanel
            content={panel}
            timeline={timeline}
            isGroup={isGroup}
            onClose={() => setPanel(undefined)}
          />
        )}
      </main>
    </ConversationContext>
  );
}

/** What arrives while somebody looks at the conversation has been read. */
function useSeen(channel: Channel, timeline: Timeline): void {
  useEffect(() => {
    const markRead = () => {
      if (document.visibilityState === "visible") {
        channel.markRead();
      }
    };
    markRead();
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [channel, timeline]);
}
