import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "/channels/";
const INVITE_PREFIX = "/invite/";

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

/** What is given to those who are invited. It ends with a slash: a token has dots, and would be taken for a file's name. */
export function inviteAddress(token: string): string {
  return `${location.origin}${INVITE_PREFIX}${encodeURIComponent(token)}/`;
}

/** The invite that the page was opened by. */
export function useInviteToken(): string | undefined {
  return useSyncExternalStore(subscribe, () => readAfter(INVITE_PREFIX));
}

/** Goes on without the invite in the address: it would be used again by the back button. */
export function replaceInvite(channelId: string | undefined): void {
  history.replaceState(null, "", channelId === undefined ? "/" : PREFIX + encodeURIComponent(channelId));
  dispatchEvent(new PopStateEvent("popstate"));
}

function readChannelId(): string | undefined {
  return readAfter(PREFIX);
}

function readAfter(prefix: string): string | undefined {
  const rest = location.pathname.startsWith(prefix) ? location.pathname.slice(prefix.length).replace(/\/$/, "") : "";
  try {
    return rest === "" ? undefined : decodeURIComponent(rest);
  } catch {
    return undefined;
  }
}
