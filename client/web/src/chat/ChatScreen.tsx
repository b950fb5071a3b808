import { useCallback, useState } from "react";
import { ChannelPane } from "../channels/ChannelPane.js";
import { Conversation } from "../conversation/Conversation.js";
import type { Session } from "../signIn/session.js";
import { Logo } from "../ui/Logo.js";
import { ConnectionNotice } from "./ConnectionNotice.js";
import { InviteScreen } from "./InviteScreen.js";
import { useInviteToken, useOpenChannelId } from "./route.js";
import { useTitle } from "./useTitle.js";

/** List and conversation side by side; on a narrow screen one of them. */
export function ChatScreen({ session }: { readonly session: Session }) {
  const [channelId, openChannel] = useOpenChannelId();
  const invite = useInviteToken();
  useTitle();
  // Opening another channel makes another conversation: nothing of the old one's state may linger.
  const [isFocusWanted, setFocusWanted] = useState(false);
  const open = useCallback(
    (next: string | undefined) => {
      setFocusWanted(true);
      openChannel(next);
    },
    [openChannel],
  );
  const isAlone = channelId === undefined && invite === undefined;

  return (
    <div className="chat" data-view={isAlone ? "list" : "conversation"}>
      <ConnectionNotice session={session} />
      <ChannelPane session={session} openId={channelId} onOpen={open} />
      {invite !== undefined && <InviteScreen token={invite} />}
      {isAlone && <Nothing />}
      {channelId !== undefined && (
        <Conversation key={channelId} channelId={channelId} isFocusWanted={isFocusWanted} onGo={open} />
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
