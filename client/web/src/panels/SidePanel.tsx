import type { ChannelSummary, Timeline } from "@chat-functions/sdk";
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import { ConversationContext, useConversation } from "../conversation/conversationContext.js";
import type { ChannelFacts } from "../conversation/useChannelDetails.js";
import { GroupDetails } from "../details/GroupDetails.js";
import { PersonDetails } from "../details/PersonDetails.js";
import { Icon } from "../ui/Icon.js";
import { AroundPanel } from "./AroundPanel.js";
import type { PanelContent } from "./panelContent.js";
import { PinnedPanel } from "./PinnedPanel.js";
import { ThreadPanel } from "./ThreadPanel.js";

const titles = { details: "Details", pinned: "Pinned messages", thread: "Thread", around: "Earlier messages" } as const;

interface Props {
  readonly content: PanelContent;
  readonly timeline: Timeline;
  readonly summary: ChannelSummary | undefined;
  readonly facts: ChannelFacts | undefined;
  /** Something about the channel is another now. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Beside the conversation; on a narrow screen over it. */
export function SidePanel({ content, timeline, summary, facts, onChanged, onClose }: Props) {
  const isGroup = summary?.channel.kind === "group";
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), [content.kind]);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && !isInDialog(event.target)) {
      onClose();
    }
  };

  const conversation = useConversation();
  const actions = useMemo(() => ({ ...conversation, isAside: true }), [conversation]);
  return (
    <aside className="side-panel" aria-label={titles[content.kind]} data-testid="panel" onKeyDown={closeOnEscape}>
      <header>
        <h2>{titles[content.kind]}</h2>
        <button ref={close} className="button plain" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <ConversationContext value={actions}>
        {content.kind === "details" && summary?.channel.kind === "direct" && (
          <PersonDetails summary={summary} peerId={summary.channel.peerId} />
        )}
        {content.kind === "details" && isGroup && facts !== undefined && (
          <GroupDetails summary={summary} facts={facts} onChanged={onChanged} />
        )}
        {content.kind === "pinned" && <PinnedPanel timeline={timeline} isGroup={isGroup} />}
        {content.kind === "thread" && <ThreadPanel seq={content.seq} timeline={timeline} isGroup={isGroup} />}
        {content.kind === "around" && <AroundPanel seq={content.seq} timeline={timeline} isGroup={isGroup} />}
      </ConversationContext>
    </aside>
  );
}

/** A menu over the panel closes by the same key. */
function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest("dialog") !== null;
}
