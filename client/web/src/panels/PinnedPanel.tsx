import type { Timeline } from "@chat-functions/sdk";
import { useConversation } from "../conversation/conversationContext.js";
import { panelItems } from "./panelItems.js";
import { PanelMessages } from "./PanelMessages.js";
import { PanelState } from "./PanelState.js";
import { usePages, type ReadPage } from "./usePages.js";

const readPinned: ReadPage = (channel, before) => channel.pinned(before === undefined ? {} : { before });

interface Props {
  readonly timeline: Timeline;
  readonly isGroup: boolean;
}

/** What is pinned in the conversation. */
export function PinnedPanel({ timeline, isGroup }: Props) {
  const { channel } = useConversation();
  const { messages, hasOlder, isLoading, problem, loadMore } = usePages(channel, readPinned);
  const items = panelItems(channel, timeline, messages, ({ pinned }) => pinned === true);
  return (
    <div className="panel-content" data-testid="pinned-list">
      {hasOlder && !isLoading && (
        <button className="button small" onClick={loadMore}>
          Earlier ones
        </button>
      )}
      <PanelState
        isLoading={isLoading}
        isEmpty={items.length === 0}
        problem={problem}
        nothing="Nothing is pinned here. “Pin” in a message’s menu keeps it at hand for everybody."
        onRetry={loadMore}
      />
      <PanelMessages items={items} isGroup={isGroup} />
    </div>
  );
}
