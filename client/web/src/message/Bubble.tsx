import { useConversation } from "../conversation/conversationContext.js";
import { Icon } from "../ui/Icon.js";
import { clockTime, exactTime } from "../ui/time.js";
import { MessageText } from "./MessageText.js";
import { Quote } from "./Quote.js";
import type { ShownMessage } from "./shownMessage.js";

/** What a message says, to what, and when. */
export function Bubble({ message }: { readonly message: ShownMessage }) {
  const { body, state, isOwn, time } = message;
  const { openThread } = useConversation();
  const { thread, replyTo } = body;
  return (
    <div className="bubble" data-deleted={body.redacted === true}>
      {thread !== undefined && (
        <button type="button" className="thread-mark" onClick={() => openThread(thread)}>
          <Icon name="thread" /> In a thread
        </button>
      )}
      {replyTo !== undefined && body.redacted !== true && <Quote seq={replyTo} />}
      <MessageText body={body} />
      <span className="message-meta">
        {body.pinned === true && <Mark icon="pin" label="Pinned" />}
        {body.editedAt !== undefined && (
          <span data-testid="edited" title={exactTime(new Date(body.editedAt))}>
            edited
          </span>
        )}
        <time dateTime={time.toISOString()} title={exactTime(time)}>
          {clockTime(time)}
        </time>
        {(isOwn || state === "pending") && <Mark {...marks[state]} />}
      </span>
    </div>
  );
}

const marks = {
  pending: { icon: "clock", label: "Sending" },
  sent: { icon: "check", label: "Sent" },
  failed: { icon: "warning", label: "Not sent" },
} as const;

function Mark({ icon, label }: { readonly icon: "pin" | "clock" | "check" | "warning"; readonly label: string }) {
  return (
    <span className="mark" role="img" aria-label={label} title={label}>
      <Icon name={icon} />
    </span>
  );
}
