import { useState } from "react";
import { useChannels, useChannelsKnown } from "../chat/clientState.js";
import { ContactsDialog } from "../people/ContactsDialog.js";
import { ProfileDialog } from "../people/ProfileDialog.js";
import { useContacts } from "../people/useContacts.js";
import type { Session } from "../signIn/session.js";
import { Icon } from "../ui/Icon.js";
import { BrowseDialog } from "./BrowseDialog.js";
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
  const [dialog, setDialog] = useState<"chat" | "group" | "browse" | "contacts" | "profile">();
  const contacts = useContacts();
  const requests = contacts.contacts?.filter(({ state }) => state === "incoming").length ?? 0;
  const close = () => setDialog(undefined);
  const finish = (channelId: string) => {
    close();
    onOpen(channelId);
  };
  const openContacts = () => {
    void contacts.reload();
    setDialog("contacts");
  };

  return (
    <aside className="pane" aria-label="Conversations">
      <Me session={session} requests={requests} onProfile={() => setDialog("profile")} onContacts={openContacts} />
      <div className="pane-actions">
        <button className="button" data-testid="new-chat" onClick={() => setDialog("chat")}>
          <Icon name="person" /> New chat
        </button>
        <button className="button" data-testid="new-group" onClick={() => setDialog("group")}>
          <Icon name="group" /> New group
        </button>
        <button
          className="button"
          aria-label="Public channels"
          title="Public channels"
          data-testid="open-browse"
          onClick={() => setDialog("browse")}
        >
          <Icon name="browse" />
        </button>
      </div>
      <ChannelItems openId={openId} onOpen={onOpen} />
      {dialog === "chat" && <NewChatDialog onClose={close} onCreated={finish} />}
      {dialog === "group" && <NewGroupDialog onClose={close} onCreated={finish} />}
      {dialog === "browse" && <BrowseDialog onClose={close} onOpen={onOpen} />}
      {dialog === "contacts" && <ContactsDialog contacts={contacts} onClose={close} onOpen={onOpen} />}
      {dialog === "profile" && <ProfileDialog onClose={close} />}
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
