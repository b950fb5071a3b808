import type { ChannelInfo } from "@chat-functions/sdk";
import { useEffect } from "react";
import { colourId, useChannelName } from "../channels/channelName.js";
import { useDisplayName } from "../chat/clientState.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";
import type { ChannelFacts } from "./useChannelDetails.js";

/** A large group is not named in full: each name may cost a request. */
const NAMED_MEMBERS = 10;

interface Props {
  readonly channel: ChannelInfo | undefined;
  readonly facts: ChannelFacts | undefined;
  readonly onPinned: () => void;
  readonly onClose: () => void;
}

export function ConversationHeader({ channel, facts, onPinned, onClose }: Props) {
  return (
    <header className="conversation-header">
      <button className="button plain back" aria-label="Back to the list" onClick={onClose}>
        <Icon name="back" />
      </button>
      {channel !== undefined && <Title channel={channel} />}
      {channel?.kind === "group" && facts !== undefined && <Members facts={facts} />}
      <button
        className="button plain pinned"
        aria-label="Pinned messages"
        title="Pinned messages"
        data-testid="pinned"
        onClick={onPinned}
      >
        <Icon name="pin" />
      </button>
    </header>
  );
}

function Title({ channel }: { readonly channel: ChannelInfo }) {
  const name = useChannelName(channel);
  useEffect(() => {
    document.title = `${name} – Chat.Functions`;
    return () => {
      document.title = "Chat.Functions";
    };
  }, [name]);

  return (
    <>
      <Avatar id={colourId(channel)} name={name} />
      <h1>{name}</h1>
      {channel.kind === "direct" && <p className="members">{channel.peerId}</p>}
    </>
  );
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
