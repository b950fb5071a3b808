import { useRef } from "react";
import { Icon } from "../ui/Icon.js";
import { useConversation } from "../conversation/conversationContext.js";
import type { Permissions } from "./permissions.js";

interface Props {
  readonly seq: number;
  readonly may: Permissions;
  /** Where the menu is to open: below and beside this. */
  readonly onMenu: (anchor: DOMRect) => void;
}

/**
 * Buttons beside a message, for a mouse over it or the focus within. All of it is in the menu too: only that has a place
 * in the order of the Tab key, so that a long conversation can be passed through.
 */
export function MessageActions({ seq, may, onMenu }: Props) {
  const { startReply } = useConversation();
  const bar = useRef<HTMLDivElement>(null);
  const openMenu = () => onMenu(bar.current!.getBoundingClientRect());
  return (
    <div ref={bar} className="actions">
      {may.canReact && (
        <button type="button" tabIndex={-1} aria-label="React" title="React" onClick={openMenu}>
          <Icon name="smile" />
        </button>
      )}
      {may.canReply && (
        <button type="button" tabIndex={-1} aria-label="Reply" title="Reply" onClick={() => startReply(seq)}>
          <Icon name="reply" />
        </button>
      )}
      <button
        type="button"
        aria-label="Message actions"
        aria-haspopup="dialog"
        title="More"
        data-testid="message-actions"
        onClick={openMenu}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}
