import type { ChannelInfo, ChannelSummary } from "@chat-functions/sdk";
import { useDisplayName, useProfile } from "../chat/clientState.js";

/** What a channel is called on the screen: a group's name, or the other person's. */
export function useChannelName(channel: ChannelInfo): string {
  const peerName = useDisplayName(channel.kind === "direct" ? channel.peerId : undefined);
  return channel.kind === "direct" ? peerName : channel.name;
}

/** A channel's picture, and the id that decides its colour: a group's own, or the other person's. */
export function useChannelPicture({ channel, avatarUrl }: ChannelSummary): {
  readonly id: string;
  readonly url: string | undefined;
} {
  const peer = useProfile(channel.kind === "direct" ? channel.peerId : undefined);
  return channel.kind === "direct"
    ? { id: channel.peerId, url: peer?.avatarUrl }
    : { id: channel.channelId, url: avatarUrl };
}
