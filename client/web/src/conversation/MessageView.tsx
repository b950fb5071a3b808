import type { Channel } from "@chat-functions/sdk";
import { memo } from "react";
import { Icon } from "../ui/Icon.js";
import { plainWords } from "../ui/plainWords.js";
import { clockTime, exactTime } from "../ui/time.js";
import type { ShownMessage } from "./grouping.js";

interface Props {
  readonly message: ShownMessage;
  readonly channel: Channel;
}

/** One message. Its text is text: nothing in it is ever taken for markup. */
export const MessageView = memo(function MessageView({ message, channel }: Props) {
  return (
    <div
      className="message"
      data-testid="message"
      data-seq={message.seq}
      data-state={message.state}
      data-sender={message.senderId}
    >
      <div className="bubble">
        <p className="text" dir="auto" data-testid="message-text">
          {message.text}
        </p>
        <span className="message-meta">
          <time dateTime={message.time.toISOString()} title={exactTime(message.time)}>
            {clockTime(message.time)}
          </time>
          {message.isOwn && <Mark state={message.state} />}
        </span>
      </div>
      {message.state === "failed" && <Failure message={message} channel={channel} />}
    </div>
  );
}, isSame);

/** A timeline is new with each change; most of its messages are not. */
function isSame(before: Props, after: Props): boolean {
  const [a, b] = [before.message, after.message];
  return (
    before.channel === after.channel &&
    a.key === b.key &&
    a.state === b.state &&
    a.seq === b.seq &&
    a.time.getTime() === b.time.getTime() &&
    a.problem === b.problem
  );
}

const marks = {
  pending: { icon: "clock", label: "Sending" },
  sent: { icon: "check", label: "Sent" },
  failed: { icon: "warning", label: "Not sent" },
} as const;

function Mark({ state }: { readonly state: ShownMessage["state"] }) {
  const { icon, label } = marks[state];
  return (
    <span className="mark" role="img" aria-label={label} title={label}>
      <Icon name={icon} />
    </span>
  );
}

function Failure({ message, channel }: Props) {
  return (
    <div className="failure">
      <span className="problem">Not sent. {plainWords(message.problem)}</span>
      <button className="button small" onClick={() => channel.retry(message.clientId)}>
        Retry
      </button>
      <button className="button small" onClick={() => channel.discard(message.clientId)}>
        Discard
      </button>
    </div>
  );
}
