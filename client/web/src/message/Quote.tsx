import { useDisplayName, useMe } from "../chat/clientState.js";
import { useConversation } from "../conversation/conversationContext.js";
import { useMessage } from "./useMessage.js";

/** The message that another one answers, in a line; leads to it. */
export function Quote({ seq }: { readonly seq: number }) {
  const { jumpTo } = useConversation();
  return (
    <button type="button" className="quote" data-testid="quote" data-seq-of={seq} onClick={() => jumpTo(seq)}>
      <QuotedWords seq={seq} />
    </button>
  );
}

/** Who said it, and what. */
export function QuotedWords({ seq }: { readonly seq: number }) {
  const { channel } = useConversation();
  const me = useMe();
  const message = useMessage(channel, seq);
  const sender = useDisplayName(message?.senderId);
  const words = message?.redacted === true ? "Message deleted" : (message?.text ?? "An earlier message");
  return (
    <>
      <strong>{message !== undefined && message.senderId === me?.userId ? "You" : sender}</strong>
      <span dir="auto">{words}</span>
    </>
  );
}
