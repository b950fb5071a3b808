import type { Timeline } from "@chat-functions/sdk";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Composer } from "../conversation/Composer.js";
import { ConversationContext, useConversation } from "../conversation/conversationContext.js";
import { useMessage } from "../message/useMessage.js";
import { EarlierPages } from "./EarlierPages.js";
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
  const root = first === undefined ? [] : [{ kind: "message" as const, entry: first, isChanging: false }];
  const read = useCallback<ReadPage>(
    (one, before) => one.thread(seq, before === undefined ? {} : { before }),
    [seq],
  );
  const pages = usePages(channel, read);
  const { hasOlder } = pages;
  const items = panelItems(channel, timeline, pages.messages, ({ thread }) => thread === seq);
  const replies = [...items, ...outgoingIn(timeline, seq)];
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In some browsers it answers with a promise, which React would take for the effect's end.
    end.current?.scrollIntoView({ block: "nearest" });
  }, [replies.length]);

  return (
    <ConversationContext value={actions}>
      <div className="panel-content" data-testid="thread">
        {hasOlder && <PanelMessages items={root} isGroup={isGroup} />}
        <EarlierPages pages={pages} label="Earlier replies" />
        <PanelMessages items={hasOlder ? replies : [...root, ...replies]} isGroup={isGroup} />
        <PanelState pages={pages} isEmpty={replies.length === 0} nothing="No replies yet." />
        <div ref={end} />
      </div>
      {conversation.canPost && (
        <Composer
          key={seq}
          channel={channel}
          isFocusWanted
          thread={seq}
          replyTo={replyTo}
          onReplyDone={() => setReplyTo(undefined)}
        />
      )}
    </ConversationContext>
  );
}
