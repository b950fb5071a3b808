import type { ChannelSummary } from "@chat-functions/sdk";
import { useChannelName, useChannelPicture } from "../channels/channelName.js";
import { useDisplayName, useProfile } from "../chat/clientState.js";
import { isMuted } from "../details/muting.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";
import type { ChannelFacts } from "./useChannelDetails.js";

/** A large group is not named in full: each name may cost a request. */
const NAMED_MEMBERS = 10;

interface Props {
  readonly summary: ChannelSummary | undefined;
  readonly facts: ChannelFacts | undefined;
  readonly onDetails: () => void;
  readonly onPinned: () => void;
  readonly onClose: () => void;
}

export function ConversationHeader({ summary, facts, onDetails, onPinned, onClose }: Props) {
  return (
    <header className="conversation-header">
      <button className="button plain back" aria-label="Back to the list" onClick={onClose}>
        <Icon name="back" />
      </button>
      {summary !== undefined && <Title summary={summary} facts={facts} onDetails={onDetails} />}
      <span className="header-actions">
        <button
          className="button plain"
          aria-label="Pinned messages"
          title="Pinned messages"
          data-testid="pinned"
          onClick={onPinned}
        >
          <Icon name="pin" />
        </button>
        {summary !== undefined && (
          <button
            className="button plain"
            aria-label="Details"
            title="Details"
            data-testid="open-details"
            onClick={onDetails}
          >
            <Icon name="info" />
          </button>
        )}
      </span>
    </header>
  );
}

function Title({ summary, facts, onDetails }: Pick<Props, "facts" | "onDetails"> & { readonly summary: ChannelSummary }) {
  const { channel } = summary;
  const name = useChannelName(channel);
  const picture = useChannelPicture(summary);
  return (
    <>
      <Avatar {...picture} name={name} />
      <h1>
        <button type="button" data-testid="channel-title" onClick={onDetails}>
          {name}
        </button>
        {isMuted(summary.mutedUntil, new Date()) && (
          <span className="muted" role="img" aria-label="Muted" title="Muted">
            <Icon name="bellOff" />
          </span>
        )}
      </h1>
      {channel.kind === "direct" ? (
        <PeerStatus userId={channel.peerId} />
      ) : (
        <GroupLine topic={facts?.details.topic ?? summary.topic} facts={facts} />
      )}
    </>
  );
}

/** What the group is about, or else who is in it. */
function GroupLine({ topic, facts }: Pick<Props, "facts"> & { readonly topic: string | undefined }) {
  if (topic !== undefined) {
    return <p className="members">{topic}</p>;
  }

  return facts === undefined ? null : <Members facts={facts} />;
}

function PeerStatus({ userId }: { readonly userId: string }) {
  return <p className="members">{useProfile(userId)?.statusText ?? userId}</p>;
}

function Members({ facts: { members, details } }: { readonly facts: ChannelFacts }) {
  const unnamed = details.memberCount - NAMED_MEMBERS;
  return (
    <p className="members">
      {members.slice(0, NAMED_MEMBERS).map((member, index) => (
        <span key={member.userId}>
          {index > 0 && ", "}
          <MemberName userId={member.userId} />
        </span>
      ))}
      {unnamed > 0 && ` and ${unnamed} more`}
    </p>
  );
}

function MemberName({ userId }: { readonly userId: string }) {
  return <>{useDisplayName(userId)}</>;
}
