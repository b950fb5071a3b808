import type { Reactions as ByReaction } from "@chat-functions/sdk";
import { useClient } from "../chat/clientContext.js";
import { useMe } from "../chat/clientState.js";
import { useConversation } from "../conversation/conversationContext.js";
import { hasReacted, toggleReaction } from "./reacting.js";

/** More names than this are a crowd. */
const NAMED = 8;

/** What people think of a message: a chip for each reaction, which adds one's own or takes it back. */
export function Reactions({ seq, reactions }: { readonly seq: number; readonly reactions: ByReaction }) {
  const { change } = useConversation();
  const client = useClient();
  const me = useMe();
  const namesOf = (users: readonly string[]) => {
    const names = users.slice(0, NAMED).map((id) => (id === me?.userId ? "You" : (client.knownProfile(id)?.displayName ?? id)));
    return names.join(", ") + (users.length > NAMED ? ` and ${users.length - NAMED} more` : "");
  };

  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {Object.entries(reactions).map(([reaction, users]) => (
        <button
          key={reaction}
          type="button"
          className="reaction"
          data-testid="reaction"
          aria-pressed={hasReacted(reactions, reaction, me?.userId)}
          aria-label={`${reaction} ${users.length}: ${namesOf(users)}`}
          title={namesOf(users)}
          onClick={() => change((channel) => toggleReaction(channel, { seq, reactions, reaction, myId: me?.userId }))}
        >
          <span>{reaction}</span> {users.length}
        </button>
      ))}
    </div>
  );
}
