import type { Timeline } from "@chat-functions/sdk";
import { useCallback, useEffect, useRef } from "react";
import { useConversation } from "../conversation/conversationContext.js";
import { panelItems } from "./panelItems.js";
import { PanelMessages } from "./PanelMessages.js";
import { PanelState } from "./PanelState.js";
import { usePages, type ReadPage } from "./usePages.js";

const SHOWN = 30;

interface Props {
  readonly seq: number;
  readonly timeline: Timeline;
  readonly isGroup: boolean;
}

/** An old message with those around it, which the conversation has not loaded. */
export function AroundPanel({ seq, timeline, isGroup }: Props) {
  const { channel } = useConversation();
  const content = useRef<HTMLDivElement>(null);
  const read = useCallback<ReadPage>((one) => one.loadAround(seq, SHOWN), [seq]);
  const { messages, isLoading, problem, loadMore } = usePages(channel, read);
  const shown = new Set(messages.map((message) => message.seq));
  const items = panelItems(channel, timeline, messages, (message) => shown.has(message.seq));
  const isThere = shown.has(seq);
  useEffect(() => {
    content.current?.querySelector(`[data-seq="${seq}"]`)?.scrollIntoView({ block: "center" });
  }, [seq, isThere]);

  return (
    <div ref={content} className="panel-content" data-testid="around">
      <PanelState
        isLoading={isLoading}
        isEmpty={!isThere}
        problem={problem}
        nothing="That message does not exist any more."
        onRetry={loadMore}
      />
      <PanelMessages items={items} isGroup={isGroup} />
    </div>
  );
}
