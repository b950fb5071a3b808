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
      {day.parts.map((part) => (
        <Part key={part.key} part={part} isGroup={isGroup} />
      ))}
    </section>
  );
}

function Part({ part, isGroup }: { readonly part: Day["parts"][number]; readonly isGroup: boolean }) {
  switch (part.kind) {
    case "notice":
      return <NoticeLine entry={part.entry} />;
    case "divider":
      return (
        <p className="new-divider" role="separator" data-testid="new-divider">
          New messages
        </p>
      );
    case "messages":
      return <MessageGroupView group={part} isGroup={isGroup} />;
  }
}
