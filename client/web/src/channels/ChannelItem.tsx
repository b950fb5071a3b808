import type { ChannelSummary, Entry } from "@chat-functions/sdk";
import { useDisplayName, useMe } from "../chat/clientState.js";
import { Avatar } from "../ui/Avatar.js";
import { listTime } from "../ui/time.js";
import { colourId, useChannelName } from "./channelName.js";

interface Props {
  readonly summary: ChannelSummary;
  readonly isOpen: boolean;
  readonly onOpen: (channelId: string) => void;
}

export function ChannelItem({ summary, isOpen, onOpen }: Props) {
  const { channel, latest } = summary;
  const name = useChannelName(channel);
  const hasNews = summary.unread > 0;
  return (
    <li>
      <button
        className="channel-item"
        data-testid="channel-item"
        data-channel-id={channel.channelId}
        data-news={hasNews}
        aria-current={isOpen ? "page" : undefined}
        onClick={() => onOpen(channel.channelId)}
      >
        <Avatar id={colourId(channel)} name={name} />
        <span className="channel-name">{name}</span>
        <time className="channel-time" dateTime={latest?.createdAt}>
          {latest && listTime(new Date(latest.createdAt), new Date())}
        </time>
        <span className="channel-preview">
          {latest && <Preview entry={latest} isGroup={channel.kind === "group"} />}
        </span>
        {hasNews && <span className="news-dot" role="img" aria-label="New messages" />}
      </button>
    </li>
  );
}

function Preview({ entry, isGroup }: { readonly entry: Entry; readonly isGroup: boolean }) {
  const isOwn = useMe()?.userId === entry.senderId;
  const sender = useDisplayName(entry.senderId);
  const prefix = isOwn ? "You: " : isGroup ? `${sender}: ` : "";
  return <>{entry.redacted === true ? "Message deleted" : prefix + (entry.text ?? "")}</>;
}
