import type { ChannelSummary, Entry } from "@chat-functions/sdk";
import { useDisplayName, useMe } from "../chat/clientState.js";
import { isMuted } from "../details/muting.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";
import { listTime } from "../ui/time.js";
import { useChannelName, useChannelPicture } from "./channelName.js";
import { UnreadBadges } from "./UnreadBadges.js";

interface Props {
  readonly summary: ChannelSummary;
  readonly isOpen: boolean;
  readonly onOpen: (channelId: string) => void;
}

export function ChannelItem({ summary, isOpen, onOpen }: Props) {
  const { channel, latest, unread, mentions } = summary;
  const name = useChannelName(channel);
  const picture = useChannelPicture(summary);
  const muted = isMuted(summary.mutedUntil, new Date());
  return (
    <li>
      <button
        className="channel-item"
        data-testid="channel-item"
        data-channel-id={channel.channelId}
        data-news={unread > 0}
        data-unread={unread}
        data-mentions={mentions}
        data-muted={muted}
        aria-current={isOpen ? "page" : undefined}
        onClick={() => onOpen(channel.channelId)}
      >
        <Avatar {...picture} name={name} />
        <span className="channel-name">
          {name}
          {muted && <Mark icon="bellOff" label="Muted" />}
          {summary.archivedAt !== undefined && <Mark icon="archive" label="Archived" />}
        </span>
        <time className="channel-time" dateTime={latest?.createdAt}>
          {latest && listTime(new Date(latest.createdAt), new Date())}
        </time>
        <span className="channel-preview">
          {latest ? <Preview entry={latest} isGroup={channel.kind === "group"} /> : summary.topic}
        </span>
        {unread > 0 && <UnreadBadges unread={unread} mentions={mentions} />}
      </button>
    </li>
  );
}

function Mark({ icon, label }: { readonly icon: "bellOff" | "archive"; readonly label: string }) {
  return (
    <span className="muted" role="img" aria-label={label}>
      <Icon name={icon} />
    </span>
  );
}

function Preview({ entry, isGroup }: { readonly entry: Entry; readonly isGroup: boolean }) {
  const isOwn = useMe()?.userId === entry.senderId;
  const sender = useDisplayName(entry.senderId);
  const prefix = isOwn ? "You: " : isGroup ? `${sender}: ` : "";
  return <>{entry.redacted === true ? "Message deleted" : prefix + (entry.text ?? "")}</>;
}
