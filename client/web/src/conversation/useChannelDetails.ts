import type { ChannelDetails, Member, Timeline } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";

/** Shown at once; further ones are asked for in the panel. */
const FIRST_MEMBERS = 200;

/** A channel with its first members. */
export interface ChannelFacts {
  readonly details: ChannelDetails;
  readonly members: readonly Member[];
  readonly hasMoreMembers: boolean;
}

/**
 * Reads a channel with its members, and again when the log tells of a change to them; nothing as long as that cannot be
 * read: the conversation itself does not hang on it.
 */
export function useChannelDetails(channelId: string, timeline: Timeline) {
  const client = useClient();
  const [facts, setFacts] = useState<ChannelFacts>();
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((times) => times + 1), []);
  const notice = lastNotice(timeline);
  useEffect(() => {
    let isCurrent = true;
    const admin = client.manage(channelId);
    Promise.all([admin.details(), admin.members({ limit: FIRST_MEMBERS })]).then(
      ([details, { members, more }]) => isCurrent && setFacts({ details, members, hasMoreMembers: more }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, channelId, notice, asked]);
  return { facts, reload };
}

/** Of the last notice: a number, so that messages are none. */
function lastNotice({ items }: Timeline): number {
  return items.findLast((item) => item.kind === "notice")?.entry.seq ?? 0;
}
