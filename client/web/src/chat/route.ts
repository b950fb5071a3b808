import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "/channels/";

/** The open channel is a part of the address: a reload, a link and the back button lead to it. */
export function useOpenChannelId(): readonly [string | undefined, (channelId: string | undefined) => void] {
  const channelId = useSyncExternalStore(subscribe, readChannelId);
  const go = useCallback((next: string | undefined) => {
    if (next !== readChannelId()) {
      history.pushState(null, "", next === undefined ? "/" : PREFIX + encodeURIComponent(next));
      dispatchEvent(new PopStateEvent("popstate"));
    }
  }, []);
  return [channelId, go];
}

function subscribe(changed: () => void): () => void {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
}

function readChannelId(): string | undefined {
  const rest = location.pathname.startsWith(PREFIX) ? location.pathname.slice(PREFIX.length) : "";
  try {
    return rest === "" ? undefined : decodeURIComponent(rest);
  } catch {
    return undefined;
  }
}
