import type { Channel, Entry, MessagePage } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { plainWords } from "../ui/plainWords.js";

/** Reads one page: the newest, or the one before an entry. */
export type ReadPage = (channel: Channel, before: number | undefined) => Promise<MessagePage>;

interface Pages {
  readonly messages: readonly Entry[];
  readonly firstSeq: number | undefined;
  readonly hasOlder: boolean;
}

/** Pages read one by one, from the newest down. `read` has to stay the same function. */
export function usePages(channel: Channel, read: ReadPage) {
  const [pages, setPages] = useState<Pages>();
  const [problem, setProblem] = useState<string>();
  const [isLoading, setLoading] = useState(false);

  const load = useCallback(
    async (known: Pages | undefined, isCurrent: () => boolean = () => true) => {
      setLoading(true);
      setProblem(undefined);
      try {
        const page = await read(channel, known?.firstSeq);
        if (isCurrent()) {
          const messages = [...page.messages, ...(known?.messages ?? [])];
          setPages({ messages, firstSeq: page.firstSeq ?? known?.firstSeq, hasOlder: page.hasOlder });
        }
      } catch (thrown) {
        if (isCurrent()) {
          setProblem(plainWords(thrown));
        }
      }

      if (isCurrent()) {
        setLoading(false);
      }
    },
    [channel, read],
  );

  useEffect(() => {
    let isCurrent = true;
    setPages(undefined);
    void load(undefined, () => isCurrent);
    return () => {
      isCurrent = false;
    };
  }, [load]);

  return {
    messages: pages?.messages ?? [],
    hasOlder: pages?.hasOlder === true,
    isLoading,
    problem,
    loadMore: () => void load(pages),
  };
}
