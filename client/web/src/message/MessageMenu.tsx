import { useMe } from "../chat/clientState.js";
import { useConversation } from "../conversation/conversationContext.js";
import { FloatingDialog } from "../ui/FloatingDialog.js";
import { copyText } from "../ui/copyText.js";
import { MenuItem } from "../ui/MenuItem.js";
import type { Permissions } from "./permissions.js";
import { hasReacted, OFFERED_REACTIONS, toggleReaction } from "./reacting.js";
import type { MessageBody } from "./shownMessage.js";

interface Props {
  readonly seq: number;
  readonly body: MessageBody;
  readonly may: Permissions;
  readonly anchor: DOMRect | undefined;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** All that can be done with a message. */
export function MessageMenu({ seq, body, may, anchor, onEdit, onDelete, onClose }: Props) {
  const { change, isAside, jumpTo, startReply, openThread } = useConversation();
  const root = body.thread ?? seq;
  const pin = () => change((channel) => (body.pinned === true ? channel.unpin(seq) : channel.pin(seq)));
  return (
    <FloatingDialog label="Message actions" anchor={anchor} onClose={onClose}>
      {(close) => {
        const after = (run: () => void) => () => {
          close();
          run();
        };
        return (
          <>
            {may.canReact && <ReactionRow seq={seq} body={body} close={close} />}
            <div className="menu">
              {isAside && <MenuItem icon="jump" label="Show in conversation" onClick={after(() => jumpTo(seq))} />}
              {may.canReply && <MenuItem icon="reply" label="Reply" onClick={after(() => startReply(seq))} />}
              {may.canReply && <MenuItem icon="thread" label="Reply in thread" onClick={after(() => openThread(root))} />}
              {may.canEdit && <MenuItem icon="edit" label="Edit" onClick={after(onEdit)} />}
              {may.canPin && <MenuItem icon="pin" label={body.pinned === true ? "Unpin" : "Pin"} onClick={after(pin)} />}
              <MenuItem icon="copy" label="Copy text" onClick={after(() => void copyText(body.text ?? ""))} />
              {may.canDelete && <MenuItem icon="trash" label="Delete" className="danger" onClick={after(onDelete)} />}
            </div>
          </>
        );
      }}
    </FloatingDialog>
  );
}

interface RowProps extends Pick<Props, "seq" | "body"> {
  readonly close: () => void;
}

function ReactionRow({ seq, body: { reactions }, close }: RowProps) {
  const { change } = useConversation();
  const myId = useMe()?.userId;
  return (
    <div className="reaction-row" role="group" aria-label="React">
      {OFFERED_REACTIONS.map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-pressed={hasReacted(reactions, reaction, myId)}
          aria-label={`React with ${reaction}`}
          onClick={() => {
            close();
            change((channel) => toggleReaction(channel, { seq, reactions, reaction, myId }));
          }}
        >
          {reaction}
        </button>
      ))}
    </div>
  );
}
