import { useState } from "react";
import { useChannels, useChannelsKnown } from "../chat/clientState.js";
import type { Session } from "../signIn/session.js";
import { Icon } from "../ui/Icon.js";
import { ChannelItem } from "./ChannelItem.js";
import { Me } from "./Me.js";
import { NewChatDialog } from "./NewChatDialog.js";
import { NewGroupDialog } from "./NewGroupDialog.js";

interface Props {
  readonly session: Session;
  readonly openId: string | undefined;
  readonly onOpen: (channelId: string) => void;
}

export function ChannelPane({ session, openId, onOpen }: Props) {
  const [dialog, setDialog] = useState<"chat" | "group">();
  const close = () => setDialog(undefined);
  const finish = (channelId: string) => {
    close();
    onOpen(channelId);
  };

  return (
    <aside className="pane" aria-label="Conversations">
      <Me session={session} />
      <div className="pane-actions">
        <button className="button" data-testid="new-chat" onClick={() => setDialog("chat")}>
          <Icon name="person" /> New chat
        </button>
        <button className="button" data-testid="new-group" onClick={() => setDialog("group")}>
          <Icon name="group" /> New group
        </button>
      </div>
      <ChannelItems openId={openId} onOpen={onOpen} />
      {dialog === "chat" && <NewChatDialog onClose={close} onCreated={finish} />}
      {dialog === "group" && <NewGroupDialog onClose={close} onCreated={finish} />}
    </aside>
  );
}

function ChannelItems({ openId, onOpen }: Omit<Props, "session">) {
  const channels = useChannels();
  const areKnown = useChannelsKnown();
  return (
    <nav className="channel-list" aria-label="Channels" data-testid="channel-list">
      {channels.length === 0 && areKnown && (
        <p className="hint">No conversations yet. “New chat” starts the first one.</p>
      )}
      <ul>
        {channels.map((summary) => (
          <ChannelItem
            key={summary.channel.channelId}
            summary={summary}
            isOpen={summary.channel.channelId === openId}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </nav>
  );
}
