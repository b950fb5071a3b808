import { useDisplayName } from "../chat/clientState.js";
import { MessageView } from "../message/MessageView.js";
import { PersonAvatar } from "../people/PersonAvatar.js";
import type { MessageGroup } from "./grouping.js";

interface Props {
  readonly group: MessageGroup;
  readonly isGroup: boolean;
}

/** Messages of one sender shortly after each other: named once. */
export function MessageGroupView({ group, isGroup }: Props) {
  const sender = useDisplayName(group.senderId);
  const hasFace = isGroup && !group.isOwn;
  return (
    <div className="message-group" data-own={group.isOwn} data-face={hasFace}>
      {hasFace && <PersonAvatar userId={group.senderId} />}
      <h3 className={hasFace ? "sender" : "sender unseen"}>{group.isOwn ? "You" : sender}</h3>
      {group.messages.map((message) => (
        <MessageView key={message.key} message={message} />
      ))}
    </div>
  );
}
