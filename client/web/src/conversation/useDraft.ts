import type { Channel } from "@chat-functions/sdk";
import { useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { plainWords } from "../ui/plainWords.js";

/** What was begun in each channel and thread, kept while the page lives. */
const drafts = new Map<string, string>();
/** Who formats one message mostly formats the next one. */
let isFormattedNext = false;

/** The text being written, how many characters it may still grow by, and its sending. */
export function useDraft(channel: Channel, thread: number | undefined) {
  const client = useClient();
  const key = thread === undefined ? channel.channelId : `${channel.channelId}/${thread}`;
  const [text, setText] = useState(drafts.get(key) ?? "");
  const [problem, setProblem] = useState<string>();
  const [isFormatted, setFormatted] = useState(isFormattedNext);

  const write = (next: string) => {
    drafts.set(key, next);
    setText(next);
    setProblem(undefined);
  };
  /** Returns whether it was taken. */
  const send = (replyTo: number | undefined): boolean => {
    try {
      channel.send(text, {
        ...(isFormatted && { format: "markdown" }),
        ...(replyTo !== undefined && { replyTo }),
        ...(thread !== undefined && { thread }),
      });
      write("");
      return true;
    } catch (thrown) {
      setProblem(plainWords(thrown));
      return false;
    }
  };
  const toggleFormat = () => {
    isFormattedNext = !isFormatted;
    setFormatted(isFormattedNext);
  };

  return { text, left: client.limits.messageCharacters - text.length, problem, isFormatted, write, send, toggleFormat };
}
