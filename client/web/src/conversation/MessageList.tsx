import type { Channel, Timeline } from "@chat-functions/sdk";
import { useMemo } from "react";
import { useMe } from "../chat/clientState.js";
import { Icon } from "../ui/Icon.js";
import { dayName } from "../ui/time.js";
import { groupByDay, type Day } from "./grouping.js";
import { MessageGroupView } from "./MessageGroupView.js";
import { OlderMessages } from "./OlderMessages.js";
import { useScroll } from "./useScroll.js";

interface Props {
  readonly channel: Channel;
  readonly timeline: Timeline;
  readonly isGroup: boolean;
}

export function MessageList({ channel, timeline, isGroup }: Props) {
  const me = useMe();
  const days = useMemo(() => groupByDay(timeline.items, me?.userId), [timeline.items, me?.userId]);
  const { list, content, newCount, toBottom } = useScroll(days);
  const isEmpty = !timeline.isLoading && days.length === 0;

  return (
    <div className="message-area">
      <div
        ref={list}
        className="message-list"
        role="log"
        aria-live="polite"
        aria-label="Messages"
        aria-busy={timeline.isLoading || timeline.isLoadingOlder}
        tabIndex={0}
        data-testid="message-list"
      >
        <div ref={content} className="message-content">
          {timeline.hasOlder && <OlderMessages channel={channel} firstKey={days[0]?.key} />}
          {timeline.isLoading && days.length === 0 && <p className="hint">Loading messages…</p>}
          {isEmpty && <p className="hint">No messages yet. Say hello.</p>}
          {days.map((day) => (
            <DayView key={day.key} day={day} channel={channel} isGroup={isGroup} />
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

function DayView({ day, channel, isGroup }: { readonly day: Day } & Omit<Props, "timeline">) {
  return (
    <section className="day">
      <h2 className="day-name">
        <time dateTime={day.date.toISOString()}>{dayName(day.date, new Date())}</time>
      </h2>
      {day.groups.map((group) => (
        <MessageGroupView key={group.key} group={group} channel={channel} isGroup={isGroup} />
      ))}
    </section>
  );
}
