import type { Channel, Timeline } from "@chat-functions/sdk";
import { useMemo } from "react";
import { useMe } from "../chat/clientState.js";
import { Icon } from "../ui/Icon.js";
import { DayView } from "./DayView.js";
import { groupByDay, messagesOf } from "./grouping.js";
import { OlderMessages } from "./OlderMessages.js";
import { receiptsAt, ReceiptsContext, useReads } from "./receipts.js";
import { useScroll } from "./useScroll.js";
import { useSeen } from "./useSeen.js";

interface Props {
  readonly channel: Channel;
  readonly timeline: Timeline;
  readonly isGroup: boolean;
  /** Whether the channel's place in the list is known: until then nothing is marked as read. */
  readonly isListed: boolean;
  /** The line “New messages” stands above what has a higher number. */
  readonly newSince: number | undefined;
}

export function MessageList({ channel, timeline, isGroup, isListed, newSince }: Props) {
  const me = useMe();
  const myId = me?.userId;
  // Until it is known who this is, one's own messages could not be told from others'.
  const days = useMemo(
    () => (myId === undefined ? [] : groupByDay(timeline.items, myId, newSince)),
    [timeline.items, myId, newSince],
  );
  const positions = useReads(channel);
  const receipts = useMemo(() => receiptsAt(positions, messagesOf(days), myId ?? ""), [positions, days, myId]);
  const { list, content, newCount, isAtBottom, toBottom } = useScroll(days);
  const isLoading = timeline.isLoading || myId === undefined;
  useSeen(channel, timeline, isAtBottom && isListed && !isLoading);

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
          <ReceiptsContext value={receipts}>
            {days.map((day) => (
              <DayView key={day.key} day={day} isGroup={isGroup} />
            ))}
          </ReceiptsContext>
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
