import type { Channel, ChannelSummary, ChatClient, ConnectionState, Timeline, UserProfile } from "@chat-functions/sdk";
import { useCallback, useEffect, useSyncExternalStore } from "react";
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

/** A profile that is not known yet is asked for again after this: the request may have failed. */
const PROFILE_RETRY_MS = 60_000;

/** Somebody's profile as far as it is known; nothing until then, and for nobody. */
export function useProfile(userId: string | undefined): UserProfile | undefined {
  const client = useClient();
  const subscribe = useCallback(
    (changed: () => void) => client.on("profile", (profile) => profile.userId === userId && changed()),
    [client, userId],
  );
  const profile = useSyncExternalStore(subscribe, () =>
    userId === undefined ? undefined : client.knownProfile(userId),
  );
  const isMissing = userId !== undefined && profile === undefined;
  useEffect(() => (isMissing ? askFor(client, userId) : undefined), [client, userId, isMissing]);
  return profile;
}

/** A person's name; the id until the name is known; nothing for nobody. */
export function useDisplayName(userId: string | undefined): string {
  return useProfile(userId)?.displayName ?? userId ?? "";
}

/** Asks until the returned function is called: once known, nobody calls for it any more. */
function askFor(client: ChatClient, userId: string): () => void {
  const ask = () => void client.profile(userId);
  ask();
  const timer = setInterval(ask, PROFILE_RETRY_MS);
  return () => clearInterval(timer);
}
