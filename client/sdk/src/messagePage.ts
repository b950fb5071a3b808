import type { Entry, EntryPage } from "./entry.js";

/** Messages that were read beside the timeline: of a thread, the pinned ones, or those around another. */
export interface MessagePage {
  /** In ascending `seq`, as they were when they were read: `Channel.upToDate` gives them as they are now. */
  readonly messages: readonly Entry[];
  /** The lowest `seq` that was read, a message or not: what to read `before`. */
  readonly firstSeq: number | undefined;
  /** Whether there are lower ones. */
  readonly hasOlder: boolean;
  /** Whether there are higher ones, for a page around a message. */
  readonly hasNewer: boolean;
}

export function messagePage({ entries, more, moreAfter }: EntryPage): MessagePage {
  return {
    messages: entries.filter(({ kind }) => kind === "message"),
    firstSeq: entries[0]?.seq,
    hasOlder: more,
    hasNewer: moreAfter === true,
  };
}
