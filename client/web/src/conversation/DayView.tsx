import { dayName } from "../ui/time.js";
import type { Day } from "./grouping.js";
import { MessageGroupView } from "./MessageGroupView.js";
import { NoticeLine } from "./NoticeLine.js";

interface Props {
  readonly day: Day;
  readonly isGroup: boolean;
}

export function DayView({ day, isGroup }: Props) {
  return (
    <section className="day">
      <h2 className="day-name">
        <time dateTime={day.date.toISOString()}>{dayName(day.date, new Date())}</time>
      </h2>
      {day.parts.map((part) =>
        part.kind === "notice" ? (
          <NoticeLine key={part.key} entry={part.entry} />
        ) : (
          <MessageGroupView key={part.key} group={part} isGroup={isGroup} />
        ),
      )}
    </section>
  );
}
