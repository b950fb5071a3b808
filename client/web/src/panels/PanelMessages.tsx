import type { TimelineItem } from "@chat-functions/sdk";
import { useMe } from "../chat/clientState.js";
import { DayView } from "../conversation/DayView.js";
import { groupByDay } from "../conversation/grouping.js";

interface Props {
  readonly items: readonly TimelineItem[];
  readonly isGroup: boolean;
}

/** Messages as in the conversation, with all that can be done with them. */
export function PanelMessages({ items, isGroup }: Props) {
  const myId = useMe()?.userId;
  const days = myId === undefined ? [] : groupByDay(items, myId);
  return days.map((day) => <DayView key={day.key} day={day} isGroup={isGroup} />);
}
