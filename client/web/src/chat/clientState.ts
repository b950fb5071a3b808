import type { Channel, ChannelSummary, ConnectionState, Timeline, UserProfile } from "@chat-functions/sdk";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useClient } from "./clientContext.js";

export function useChannels(): readonly ChannelSummary[] {
  const client = useClient();
  const subscribe = useCallback((changed: () => void) => client.on("channels", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.channels);
}

export function useConnectionState(): ConnectionState {
  const client = useClient();
  const subscribe = useCallback((changed: () => void) => client.on("state", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.state);
}

export function useMe(): UserProfile | undefined {
  const client = useClient();
  const subscribe = useCallback((changed: () => void) => client.on("me", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.me);
}

export function useTimeline(channel: Channel): Timeline {
  const subscribe = useCallback((changed: () => void) => channel.subscribe(changed), [channel]);
  return useSyncExternalStore(subscribe, () => channel.timeline);
}

/** A person's name; the id until the name is known; nothing for nobody. */
export function useDisplayName(userId: string | undefined): string {
  const client = useClient();
  const [asked, setAsked] = useState<UserProfile>();
  useEffect(() => {
    if (userId === undefined) {
      return undefined;
    }

    let isCurrent = true;
    void client.displayName(userId).then((displayName) => {
      if (isCurrent) {
        setAsked({ userId, displayName });
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [client, userId]);
  if (userId === undefined) {
    return "";
  }

  return client.knownDisplayName(userId) ?? (asked?.userId === userId ? asked.displayName : userId);
}
