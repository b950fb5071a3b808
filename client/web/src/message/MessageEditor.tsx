import type { MessageFormat } from "@chat-functions/sdk";
import { useEffect, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { useClient } from "../chat/clientContext.js";
import { useConversation } from "../conversation/conversationContext.js";
import { isFinalEnter, useGrowing } from "../ui/useTextInput.js";
import type { MessageBody } from "./shownMessage.js";

interface Props {
  readonly seq: number;
  readonly body: MessageBody;
  readonly onDone: () => void;
}

/** One's own message, to be written anew in its place: Enter saves, Escape leaves it as it was. */
export function MessageEditor({ seq, body, onDone }: Props) {
  const client = useClient();
  const { change } = useConversation();
  const [text, setText] = useState(body.text ?? "");
  const input = useGrowing(text);
  const left = client.limits.messageCharacters - text.length;
  const canSave = text.trim() !== "" && left >= 0;
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(text.length, text.length);
    // Only at the start: afterwards the cursor is the writer's.
  }, []);

  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canSave && text !== body.text) {
      const format = body.format as MessageFormat | undefined;
      change((channel) => channel.edit(seq, text, format === undefined ? {} : { format }));
    }

    if (canSave) {
      onDone();
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    if (isFinalEnter(event)) {
      save(event);
    } else if (event.key === "Escape") {
      event.preventDefault();
      onDone();
    }
  };

  return (
    <form className="editor" onSubmit={save} data-testid="editor">
      <textarea
        ref={input}
        rows={1}
        dir="auto"
        value={text}
        aria-label="Edit message"
        aria-invalid={left < 0}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keyDown}
      />
      {left < 0 && <span aria-live="polite">{-left} characters too many</span>}
      <div className="editor-actions">
        <button type="button" className="button small" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="button small primary" disabled={!canSave}>
          Save
        </button>
      </div>
    </form>
  );
}
