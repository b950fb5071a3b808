import { useState } from "react";
import { ChannelPane } from "../channels/ChannelPane.js";
import { Conversation } from "../conversation/Conversation.js";
import type { Session } from "../signIn/session.js";
import { Logo } from "../ui/Logo.js";
import { ConnectionNotice } from "./ConnectionNotice.js";
import { useOpenChannelId } from "./route.js";

/** List and conversation side by side; on a narrow screen one of them. */
export function ChatScreen({ session }: { readonly session: Session }) {
  const [channelId, openChannel] = useOpenChannelId();
  // Opening another channel makes another conversation: nothing of the old one's state may linger.
  const [isFocusWanted, setFocusWanted] = useState(false);
  const open = (next: string | undefined) => {
    setFocusWanted(true);
    openChannel(next);
  };

  return (
    <div className="chat" data-view={channelId === undefined ? "list" : "conversation"}>
      <ConnectionNotice session={session} />
      <ChannelPane session={session} openId={channelId} onOpen={open} />
      {channelId === undefined ? (
        <Nothing />
      ) : (
        <Conversation
          key={channelId}
          channelId={channelId}
          isFocusWanted={isFocusWanted}
          onClose={() => open(undefined)}
        />
      )}
    </div>
  );
}

function Nothing() {
  return (
    <main className="conversation empty">
      <Logo className="empty-logo" />
      <p>Choose a conversation, or start a new one.</p>
    </main>
  );
}
