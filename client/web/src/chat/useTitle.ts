import { useEffect } from "react";
import { isMuted } from "../details/muting.js";
import { useChannels } from "./clientState.js";

/** The tab tells how much is unread, without what is muted but with what calls the user. */
export function useTitle(): void {
  const now = new Date();
  const unread = useChannels().reduce(
    (sum, one) => sum + (isMuted(one.mutedUntil, now) ? one.mentions : one.unread),
    0,
  );
  useEffect(() => {
    document.title = unread === 0 ? "Chat.Functions" : `(${unread}) Chat.Functions`;
  }, [unread]);
}
