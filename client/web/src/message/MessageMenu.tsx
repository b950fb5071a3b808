import type { ComponentProps } from "react";
import { useMe } from "../chat/clientState.js";
import { useConversation } from "../conversation/conversationContext.js";
import { FloatingDialog } from "../ui/FloatingDialog.js";
import { Icon } from "../ui/Icon.js";
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
              {isAside && <Item icon="jump" label="Show in conversation" onClick={after(() => jumpTo(seq))} />}
              {may.canReply && <Item icon="reply" label="Reply" onClick={after(() => startReply(seq))} />}
              {may.canReply && <Item icon="thread" label="Reply in thread" onClick={after(() => openThread(root))} />}
              {may.canEdit && <Item icon="edit" label="Edit" onClick={after(onEdit)} />}
              {may.canPin && <Item icon="pin" label={body.pinned === true ? "Unpin" : "Pin"} onClick={after(pin)} />}
              <Item icon="copy" label="Copy text" onClick={after(() => copy(body.text ?? ""))} />
              {may.canDelete && <Item icon="trash" label="Delete" className="danger" onClick={after(onDelete)} />}
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

type ItemProps = Pick<ComponentProps<"button">, "className" | "onClick"> & {
  readonly icon: ComponentProps<typeof Icon>["name"];
  readonly label: string;
};

function Item({ icon, label, ...rest }: ItemProps) {
  return (
    <button type="button" {...rest}>
      <Icon name={icon} /> {label}
    </button>
  );
}

/** Where the browser does not let a page write to the clipboard, the text can be marked by hand. */
function copy(text: string): void {
  navigator.clipboard?.writeText(text).catch(() => undefined);
}
