import type { ChannelDetails } from "@chat-functions/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";

/** A channel with its members; nothing as long as that cannot be read: the conversation itself does not hang on it. */
export function useChannelDetails(channelId: string): ChannelDetails | undefined {
  const client = useClient();
  const [details, setDetails] = useState<ChannelDetails>();
  useEffect(() => {
    let isCurrent = true;
    client.readChannel(channelId).then(
      (read) => isCurrent && setDetails(read),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, channelId]);
  return details;
}

const MODERATORS: readonly string[] = ["owner", "moderator"];

/** Whether this user may delete what others wrote. */
export function isModerator(details: ChannelDetails | undefined): boolean {
  return details !== undefined && MODERATORS.includes(details.me.role);
}
