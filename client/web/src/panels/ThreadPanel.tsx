import type { Timeline } from "@chat-functions/sdk";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Composer } from "../conversation/Composer.js";
import { ConversationContext, useConversation } from "../conversation/conversationContext.js";
import { useMessage } from "../message/useMessage.js";
import { outgoingIn, panelItems } from "./panelItems.js";
import { PanelMessages } from "./PanelMessages.js";
import { PanelState } from "./PanelState.js";
import { usePages, type ReadPage } from "./usePages.js";

interface Props {
  readonly seq: number;
  readonly timeline: Timeline;
  readonly isGroup: boolean;
}

/** A thread: its first message, the replies, and a place to write the next one. */
export function ThreadPanel({ seq, timeline, isGroup }: Props) {
  const conversation = useConversation();
  const { channel } = conversation;
  const [replyTo, setReplyTo] = useState<number>();
  const actions = useMemo(() => ({ ...conversation, startReply: setReplyTo }), [conversation]);
  const first = useMessage(channel, seq);
  const read = useCallback<ReadPage>(
    (one, before) => one.thread(seq, before === undefined ? {} : { before }),
    [seq],
  );
  const { messages, hasOlder, isLoading, problem, loadMore } = usePages(channel, read);
  const items = panelItems(channel, timeline, messages, ({ thread }) => thread === seq);
  const replies = [...items, ...outgoingIn(timeline, seq)];
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [replies.length]);

  return (
    <ConversationContext value={actions}>
      <div className="panel-content" data-testid="thread">
        {first !== undefined && (
          <PanelMessages items={[{ kind: "message", entry: first, isChanging: false }]} isGroup={isGroup} />
        )}
        {hasOlder && !isLoading && (
          <button className="button small" onClick={loadMore}>
            Earlier replies
          </button>
        )}
        <PanelState
          isLoading={isLoading}
          isEmpty={replies.length === 0}
          problem={problem}
          nothing="No replies yet."
          onRetry={loadMore}
        />
        <PanelMessages items={replies} isGroup={isGroup} />
        <div ref={end} />
      </div>
      <Composer
        key={seq}
        channel={channel}
        isFocusWanted
        thread={seq}
        replyTo={replyTo}
        onReplyDone={() => setReplyTo(undefined)}
      />
    </ConversationContext>
  );
}
