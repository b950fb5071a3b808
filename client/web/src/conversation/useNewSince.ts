import type { ChannelSummary, Timeline } from "@chat-functions/sdk";
import { useEffect, useRef, useState } from "react";
import { useMe } from "../chat/clientState.js";

/**
 * Above which entry the line “New messages” stands: where the cursor was when the conversation was opened, or when
 * something came while nobody looked. It stays while one reads, and goes when one writes.
 */
export function useNewSince(summary: ChannelSummary | undefined, timeline: Timeline): number | undefined {
  const myId = useMe()?.userId;
  const [since, setSince] = useState<{ readonly seq: number | undefined }>();
  if (since === undefined && summary !== undefined) {
    setSince({ seq: summary.unread > 0 ? summary.readSeq : undefined });
  }

  const before = useRef(0);
  useEffect(() => {
    const unread = summary?.unread ?? 0;
    if (unread > 0 && before.current === 0 && document.visibilityState === "hidden") {
      setSince({ seq: summary!.readSeq });
    }

    before.current = unread;
  }, [summary]);

  const last = timeline.items.at(-1);
  const isOwnLast = last?.kind === "outgoing" || (last?.kind === "message" && last.entry.senderId === myId);
  useEffect(() => {
    if (isOwnLast) {
      setSince({ seq: undefined });
    }
  }, [isOwnLast]);
  return since?.seq;
}
