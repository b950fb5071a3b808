import type { Channel, Timeline } from "@chat-functions/sdk";
import { useEffect } from "react";

/** What is shown at the end of the list while somebody looks at the page has been read. */
export function useSeen(channel: Channel, timeline: Timeline, isAtEnd: boolean): void {
  useEffect(() => {
    const markRead = () => {
      if (isAtEnd && document.visibilityState === "visible") {
        channel.markRead();
      }
    };
    markRead();
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [channel, timeline, isAtEnd]);
}
