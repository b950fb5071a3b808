import type { ChannelInfo } from "@chat-functions/sdk";
import { useDisplayName } from "../chat/clientState.js";

/** What a channel is called on the screen: a group's name, or the other person's. */
export function useChannelName(channel: ChannelInfo): string {
  const peerName = useDisplayName(channel.kind === "direct" ? channel.peerId : undefined);
  return channel.kind === "direct" ? peerName : channel.name;
}

/** What decides a channel's colour. */
export function colourId(channel: ChannelInfo): string {
  return channel.kind === "direct" ? channel.peerId : channel.channelId;
}
