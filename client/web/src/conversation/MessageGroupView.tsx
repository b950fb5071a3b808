import type { Channel } from "@chat-functions/sdk";
import { useDisplayName } from "../chat/clientState.js";
import { Avatar } from "../ui/Avatar.js";
import type { MessageGroup } from "./grouping.js";
import { MessageView } from "./MessageView.js";

interface Props {
  readonly group: MessageGroup;
  readonly channel: Channel;
  readonly isGroup: boolean;
}

/** Messages of one sender shortly after each other: named once. */
export function MessageGroupView({ group, channel, isGroup }: Props) {
  const sender = useDisplayName(group.senderId);
  const hasFace = isGroup && !group.isOwn;
  return (
    <div className="message-group" data-own={group.isOwn} data-face={hasFace}>
      {hasFace && <Avatar id={group.senderId} name={sender} />}
      <h3 className={hasFace ? "sender" : "sender unseen"}>{group.isOwn ? "You" : sender}</h3>
      {group.messages.map((message) => (
        <MessageView key={message.key} message={message} channel={channel} />
      ))}
    </div>
  );
}
