import type { Timeline } from "@chat-functions/sdk";
import { useConversation } from "../conversation/conversationContext.js";
import { EarlierPages } from "./EarlierPages.js";
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
  const pages = usePages(channel, readPinned);
  const items = panelItems(channel, timeline, pages.messages, ({ pinned }) => pinned === true);
  return (
    <div className="panel-content" data-testid="pinned-list">
      <EarlierPages pages={pages} label="Earlier ones" />
      <PanelState
        pages={pages}
        isEmpty={items.length === 0}
        nothing="Nothing is pinned here. “Pin” in a message’s menu keeps it at hand for everybody."
      />
      <PanelMessages items={items} isGroup={isGroup} />
    </div>
  );
}
