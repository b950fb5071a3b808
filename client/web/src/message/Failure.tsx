import { useConversation } from "../conversation/conversationContext.js";
import { plainWords } from "../ui/plainWords.js";
import type { ShownMessage } from "./shownMessage.js";

/** A message that was refused for good, and what can be done about it. */
export function Failure({ message: { clientId, problem } }: { readonly message: ShownMessage }) {
  const { channel } = useConversation();
  return (
    <div className="failure">
      <span className="problem">Not sent. {plainWords(problem)}</span>
      <button className="button small" onClick={() => channel.retry(clientId)}>
        Retry
      </button>
      <button className="button small" onClick={() => channel.discard(clientId)}>
        Discard
      </button>
    </div>
  );
}
