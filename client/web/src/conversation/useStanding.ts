import type { ChannelSummary } from "@chat-functions/sdk";
import { useState } from "react";
import { useChannels, useChannelsKnown } from "../chat/clientState.js";
import type { Hindrance } from "./ComposerNotice.js";

/** The channel's line in the list, kept when the channel goes, and what stands against writing. */
export function useStanding(channelId: string): { readonly summary: ChannelSummary | undefined; readonly why: Hindrance | undefined } {
  const listed = useChannels().find(({ channel }) => channel.channelId === channelId);
  const areKnown = useChannelsKnown();
  const [last, setLast] = useState(listed);
  if (listed !== undefined && listed !== last) {
    setLast(listed);
  }

  const summary = listed ?? last;
  const isGone = areKnown && listed === undefined && last !== undefined;
  return { summary, why: isGone ? "gone" : hindranceOf(summary) };
}

function hindranceOf(summary: ChannelSummary | undefined): Hindrance | undefined {
  return summary?.archivedAt !== undefined ? "archived" : summary?.role === "readonly" ? "readonly" : undefined;
}
