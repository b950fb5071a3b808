import type { OutgoingChange } from "@chat-functions/sdk";
import { plainWords } from "../ui/plainWords.js";
import { useConversation } from "./conversationContext.js";

interface Props {
  readonly refused: readonly OutgoingChange[];
  /** Of a change that was not even queued. */
  readonly problem: string | undefined;
  readonly onDismissProblem: () => void;
}

/** Changes that did not come about, each with the reason, until they are dismissed. */
export function RefusedChanges({ refused, problem, onDismissProblem }: Props) {
  const { channel } = useConversation();
  return (
    <div className="refused" role="alert">
      {problem !== undefined && <Line words={problem} onDismiss={onDismissProblem} />}
      {refused.map((change) => (
        <Line
          key={change.clientId}
          words={refusalWords(change)}
          onDismiss={() => channel.discard(change.clientId)}
          onRetry={() => channel.retry(change.clientId)}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly words: string;
  readonly onDismiss: () => void;
  readonly onRetry?: () => void;
}

function Line({ words, onDismiss, onRetry }: LineProps) {
  return (
    <p className="refused-line" data-testid="refused">
      <span>{words}</span>
      {onRetry !== undefined && (
        <button className="button small" onClick={onRetry}>
          Try again
        </button>
      )}
      <button className="button small" onClick={onDismiss}>
        Dismiss
      </button>
    </p>
  );
}

const attempts = {
  edit: "Your edit was not saved.",
  delete: "The message was not deleted.",
  react: "Your reaction was not added.",
  unreact: "Your reaction was not taken back.",
  pin: "The message was not pinned.",
  unpin: "The message was not unpinned.",
} as const;

/** What did not come about, and why. */
export function refusalWords({ event, error }: Pick<OutgoingChange, "event" | "error">): string {
  return `${attempts[event]} ${reason(event, error)}`;
}

function reason(event: OutgoingChange["event"], error: OutgoingChange["error"]): string {
  if (error?.code === "forbidden" && event === "edit") {
    return "Only its author may change a message, and only for a certain time.";
  }

  if (error?.code === "forbidden" && event === "delete") {
    return "Only its author or a moderator may delete a message.";
  }

  if (error?.code === "too_large" && error.field === "reaction") {
    return "The message has as many reactions as it can have.";
  }

  return plainWords(error);
}
