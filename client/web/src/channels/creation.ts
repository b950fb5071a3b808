import { ChatError, type ChannelInfo } from "@chat-functions/sdk";
import { useEffect, useRef, useState } from "react";
import { plainWords } from "../ui/plainWords.js";

/** What is wrong, and at which field, if at one. */
export interface Problem {
  readonly field: string | undefined;
  readonly message: string;
}

/** The course of a form that makes a channel: check, busy, then the channel or a problem. */
export function useCreation(onCreated: (channelId: string) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  const create = async (check: () => Problem | undefined, send: () => Promise<ChannelInfo>) => {
    const wrong = check();
    setProblem(wrong);
    if (wrong !== undefined) {
      return;
    }

    setBusy(true);
    try {
      const { channelId } = await send();
      // Who cancelled meanwhile finds it on the list, and is not taken to it.
      if (isOpen.current) {
        onCreated(channelId);
      }
    } catch (thrown) {
      // `members[1]` is a problem of the field `members`.
      const field = ChatError.from(thrown).field?.split(/[.[]/)[0];
      setProblem({ field, message: plainWords(thrown) });
      setBusy(false);
    }
  };

  return { isBusy, problem, create, clear: () => setProblem(undefined) };
}
