import { memo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useClient } from "../chat/clientContext.js";
import { useMe } from "../chat/clientState.js";
import { useConversation } from "../conversation/conversationContext.js";
import { Bubble } from "./Bubble.js";
import { DeleteDialog } from "./DeleteDialog.js";
import { Failure } from "./Failure.js";
import { isMentioned } from "./mentions.js";
import { MessageActions } from "./MessageActions.js";
import { MessageEditor } from "./MessageEditor.js";
import { MessageMenu } from "./MessageMenu.js";
import { permissionsFor } from "./permissions.js";
import { Reactions } from "./Reactions.js";
import { SeenBy } from "./SeenBy.js";
import type { ShownMessage } from "./shownMessage.js";
import { useLongPress } from "./useLongPress.js";

interface Props {
  readonly message: ShownMessage;
}

/** What is open at a message. */
type Open = { readonly what: "menu"; readonly anchor: DOMRect | undefined } | { readonly what: "editor" | "deletion" };

/** One message with all that can be done with it. */
export const MessageView = memo(function MessageView({ message }: Props) {
  const { seq, body } = message;
  const may = usePermissions(message);
  const me = useMe();
  const [open, setOpen] = useState<Open>();
  const line = useRef<HTMLDivElement>(null);
  // The word of a closed menu comes late: what was chosen in it may be open already.
  const close = (closed: Open["what"]) => setOpen((now) => (now?.what === closed ? undefined : now));
  const closeEditor = () => {
    flushSync(() => close("editor"));
    line.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus({ preventScroll: true });
  };
  const hasActions = seq !== undefined && body.redacted !== true && open?.what !== "editor";
  const press = useLongPress(hasActions ? () => setOpen({ what: "menu", anchor: undefined }) : undefined);

  return (
    <div
      className="message"
      data-testid="message"
      data-seq={seq}
      data-state={message.state}
      data-sender={message.senderId}
      data-mention={!message.isOwn && isMentioned(body, me?.userId)}
    >
      <div ref={line} className="bubble-line" {...press}>
        {seq !== undefined && open?.what === "editor" ? (
          <MessageEditor seq={seq} body={body} onDone={closeEditor} />
        ) : (
          <Bubble message={message} />
        )}
        {seq !== undefined && <SeenBy seq={seq} />}
        {hasActions && <MessageActions seq={seq} may={may} onMenu={(anchor) => setOpen({ what: "menu", anchor })} />}
      </div>
      {seq !== undefined && body.reactions !== undefined && <Reactions seq={seq} reactions={body.reactions} />}
      {message.state === "failed" && <Failure message={message} />}
      {seq !== undefined && open?.what === "menu" && (
        <MessageMenu
          seq={seq}
          body={body}
          may={may}
          anchor={open.anchor}
          onEdit={() => setOpen({ what: "editor" })}
          onDelete={() => setOpen({ what: "deletion" })}
          onClose={() => close("menu")}
        />
      )}
      {seq !== undefined && open?.what === "deletion" && (
        <DeleteDialog seq={seq} body={body} onClose={() => close("deletion")} />
      )}
    </div>
  );
}, isSame);

function usePermissions(message: ShownMessage) {
  const { limits } = useClient();
  const { isModerator, canPost } = useConversation();
  return permissionsFor(message, { isModerator, canPost, limits, now: Date.now() });
}

/** A timeline is new with each change; most of its messages are not. */
function isSame({ message: a }: Props, { message: b }: Props): boolean {
  return (
    a.key === b.key &&
    a.state === b.state &&
    a.seq === b.seq &&
    a.body === b.body &&
    a.time.getTime() === b.time.getTime() &&
    a.problem === b.problem
  );
}
