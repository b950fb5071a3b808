import type { Channel } from "@chat-functions/sdk";
import { useCallback, useState } from "react";

/** What was to be answered in each channel, kept like the text that was begun, while the page lives. */
const begun = new Map<string, number>();

/** Which message the next one answers. */
export function useReplies({ channelId }: Channel) {
  const [replyTo, setState] = useState(begun.get(channelId));
  const setReplyTo = useCallback(
    (seq: number | undefined) => {
      if (seq === undefined) {
        begun.delete(channelId);
      } else {
        begun.set(channelId, seq);
      }

      setState(seq);
    },
    [channelId],
  );
  return { replyTo, setReplyTo };
}
