import type { Channel } from "@chat-functions/sdk";
import { useMemo, useState } from "react";
import type { PanelContent } from "../panels/panelContent.js";
import { plainWords } from "../ui/plainWords.js";
import type { ConversationActions } from "./conversationContext.js";
import { scrollToMessage } from "./scrollToMessage.js";
import { useReplies } from "./useReplies.js";

const NARROW = "(max-width: 720px)";

interface Circumstances extends Pick<ConversationActions, "isModerator" | "canPost" | "goTo"> {
  readonly channel: Channel;
}

/** What can be done within a conversation, and what has come of it: a panel, a quoted message, a problem. */
export function useConversationActions({ channel, isModerator, canPost, goTo }: Circumstances) {
  const [panel, setPanel] = useState<PanelContent>();
  const [problem, setProblem] = useState<string>();
  const { replyTo, setReplyTo } = useReplies(channel);
  const actions = useMemo<ConversationActions>(
    () => ({
      channel,
      isModerator,
      canPost,
      goTo,
      isAside: false,
      change: (run) => {
        try {
          run(channel);
          setProblem(undefined);
        } catch (thrown) {
          setProblem(plainWords(thrown));
        }
      },
      startReply: (seq) => setReplyTo(seq),
      openThread: (seq) => setPanel({ kind: "thread", seq }),
      jumpTo: (seq) => {
        if (!scrollToMessage(seq)) {
          setPanel({ kind: "around", seq });
        } else if (matchMedia(NARROW).matches) {
          // The panel lies over the conversation.
          setPanel(undefined);
        }
      },
    }),
    [channel, isModerator, canPost, goTo, setReplyTo],
  );

  return { actions, panel, setPanel, problem, clearProblem: () => setProblem(undefined), replyTo, setReplyTo };
}
