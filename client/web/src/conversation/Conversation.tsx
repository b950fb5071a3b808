import { useClient } from "../chat/clientContext.js";
import { useTimeline } from "../chat/clientState.js";
import { SidePanel } from "../panels/SidePanel.js";
import { plainWords } from "../ui/plainWords.js";
import { isModerator } from "../details/roles.js";
import { Composer } from "./Composer.js";
import { ComposerNotice } from "./ComposerNotice.js";
import { ConversationContext } from "./conversationContext.js";
import { ConversationHeader } from "./ConversationHeader.js";
import { MessageList } from "./MessageList.js";
import { RefusedChanges } from "./RefusedChanges.js";
import { useChannelDetails } from "./useChannelDetails.js";
import { useConversationActions } from "./useConversationActions.js";
import { useNewSince } from "./useNewSince.js";
import { useStanding } from "./useStanding.js";

interface Props {
  readonly channelId: string;
  /** The person chose this conversation just now: the next key stroke is meant for it. */
  readonly isFocusWanted: boolean;
  /** Goes to another conversation, or to the list alone. */
  readonly onGo: (channelId: string | undefined) => void;
}

export function Conversation({ channelId, isFocusWanted, onGo }: Props) {
  const client = useClient();
  const channel = client.openChannel(channelId);
  const timeline = useTimeline(channel);
  const { summary, why } = useStanding(channelId);
  const { facts, reload } = useChannelDetails(channelId, timeline);
  const newSince = useNewSince(summary, timeline);
  const { actions, panel, setPanel, replyTo, setReplyTo, problem, clearProblem } = useConversationActions({
    channel,
    isModerator: isModerator(summary?.role),
    canPost: why === undefined,
    goTo: onGo,
  });
  const isGroup = summary?.channel.kind === "group";

  return (
    <ConversationContext value={actions}>
      <main className="conversation" data-panel={panel !== undefined}>
        <ConversationHeader
          summary={summary}
          facts={facts}
          onDetails={() => setPanel({ kind: "details" })}
          onPinned={() => setPanel({ kind: "pinned" })}
          onClose={() => onGo(undefined)}
        />
        {timeline.error !== undefined && why !== "gone" && (
          <p className={timeline.isOpen ? "conversation-problem" : "message-list hint"} role="alert">
            {plainWords(timeline.error)}
          </p>
        )}
        {(timeline.error === undefined || timeline.isOpen || why === "gone") && (
          <>
            <MessageList
              channel={channel}
              timeline={timeline}
              isGroup={isGroup}
              isListed={summary !== undefined && why !== "gone"}
              newSince={newSince}
            />
            <RefusedChanges refused={timeline.refused} problem={problem} onDismissProblem={clearProblem} />
            {why === undefined ? (
              <Composer
                channel={channel}
                isFocusWanted={isFocusWanted}
                replyTo={replyTo}
                onReplyDone={() => setReplyTo(undefined)}
              />
            ) : (
              <ComposerNotice why={why} />
            )}
          </>
        )}
        {panel !== undefined && (why !== "gone" || panel.kind !== "details") && (
          <SidePanel
            content={panel}
            timeline={timeline}
            summary={summary}
            facts={facts}
            onChanged={reload}
            onClose={() => setPanel(undefined)}
          />
        )}
      </main>
    </ConversationContext>
  );
}
