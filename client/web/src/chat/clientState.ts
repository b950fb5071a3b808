import type { Channel, ChannelSummary, ChatClient, ConnectionState, Timeline, UserProfile } from "@chat-functions/sdk";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useClient } from "./clientContext.js";

export function useChannels(): readonly ChannelSummary[] {
  const client = useClient();
  const subscribe = useCallback((changed: () => void) => client.on("channels", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.channels);
}

/** Whether an empty list means that there is nothing. */
export function useChannelsKnown(): boolean {
  const client = useClient();
  const subscribe = useCallback((changed: () => void) => client.on("channels", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.areChannelsKnown);
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

/** A name that is not known yet is asked for again after this: the request may have failed. */
const NAME_RETRY_MS = 60_000;

/** A person's name; the id until the name is known; nothing for nobody. */
export function useDisplayName(userId: string | undefined): string {
  const client = useClient();
  const [asked, setAsked] = useState<UserProfile>();
  useEffect(() => {
    if (userId === undefined) {
      return undefined;
    }

    return askForName(client, userId, (displayName) => setAsked({ userId, displayName }));
  }, [client, userId]);
  if (userId === undefined) {
    return "";
  }

  return client.knownDisplayName(userId) ?? (asked?.userId === userId ? asked.displayName : userId);
}

/** Asks until the name is known, or until the returned function is called. */
function askForName(client: ChatClient, userId: string, onName: (name: string) => void): () => void {
  let isCurrent = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    const name = await client.displayName(userId);
    if (isCurrent) {
      onName(name);
      timer = client.knownDisplayName(userId) === undefined ? setTimeout(() => void ask(), NAME_RETRY_MS) : undefined;
    }
  };
  void ask();
  return () => {
    isCurrent = false;
    clearTimeout(timer);
  };
}
