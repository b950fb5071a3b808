import type { Channel, Timeline } from "@chat-functions/sdk";
import { useMemo } from "react";
import { useMe } from "../chat/clientState.js";
import { Icon } from "../ui/Icon.js";
import { DayView } from "./DayView.js";
import { groupByDay } from "./grouping.js";
import { OlderMessages } from "./OlderMessages.js";
import { useScroll } from "./useScroll.js";

interface Props {
  readonly channel: Channel;
  readonly timeline: Timeline;
  readonly isGroup: boolean;
}

export function MessageList({ channel, timeline, isGroup }: Props) {
  const me = useMe();
  const myId = me?.userId;
  // Until it is known who this is, one's own messages could not be told from others'.
  const days = useMemo(() => (myId === undefined ? [] : groupByDay(timeline.items, myId)), [timeline.items, myId]);
  const { list, content, newCount, toBottom } = useScroll(days);
  const isLoading = timeline.isLoading || myId === undefined;

  return (
    <div className="message-area">
      <div
        ref={list}
        className="message-list"
        role="log"
        aria-live="polite"
        aria-label="Messages"
        aria-busy={isLoading || timeline.isLoadingOlder}
        tabIndex={0}
        data-testid="message-list"
      >
        <div ref={content} className="message-content">
          {timeline.hasOlder && !isLoading && <OlderMessages channel={channel} firstSeq={timeline.firstSeq} />}
          {days.length === 0 && (isLoading || !timeline.hasOlder) && (
            <p className="hint">{isLoading ? "Loading messages…" : "No messages yet. Say hello."}</p>
          )}
          {days.map((day) => (
            <DayView key={day.key} day={day} isGroup={isGroup} />
          ))}
        </div>
      </div>
      {newCount > 0 && (
        <button className="new-pill" onClick={toBottom}>
          {newCount === 1 ? "1 new message" : `${newCount} new messages`} <Icon name="down" />
        </button>
      )}
    </div>
  );
}
