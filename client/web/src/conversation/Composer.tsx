import type { Channel } from "@chat-functions/sdk";
import { useEffect, type KeyboardEvent, type SyntheticEvent } from "react";
import { QuotedWords } from "../message/Quote.js";
import { Icon } from "../ui/Icon.js";
import { isFinalEnter, useGrowing } from "../ui/useTextInput.js";
import { useDraft } from "./useDraft.js";

/** The counter shows when fewer characters than this are left. */
const COUNTER_CHARACTERS = 500;

interface Props {
  readonly channel: Channel;
  readonly isFocusWanted: boolean;
  /** The thread that is written to, by its first message. */
  readonly thread?: number;
  /** The message that is answered. */
  readonly replyTo: number | undefined;
  readonly onReplyDone: () => void;
}

export function Composer({ channel, isFocusWanted, thread, replyTo, onReplyDone }: Props) {
  const draft = useDraft(channel, thread);
  const input = useInput(draft.text, isFocusWanted, replyTo);
  const canSend = draft.text.trim() !== "" && draft.left >= 0;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canSend && draft.send(replyTo)) {
      onReplyDone();
      input.current?.focus();
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    if (isFinalEnter(event)) {
      submit(event);
    } else if (event.key === "Escape" && replyTo !== undefined) {
      event.preventDefault();
      onReplyDone();
    }
  };

  return (
    <form className="composer" onSubmit={submit}>
      {replyTo !== undefined && <Answered seq={replyTo} onCancel={onReplyDone} />}
      <Remark left={draft.left} problem={draft.problem} />
      <button
        className="button plain format"
        type="button"
        aria-label="Markdown formatting"
        aria-pressed={draft.isFormatted}
        title="Markdown: **bold**, *italic*, `code`, lists and quotes"
        data-testid="format"
        onClick={draft.toggleFormat}
      >
        <Icon name="format" />
      </button>
      <textarea
        ref={input}
        rows={1}
        value={draft.text}
        placeholder={thread === undefined ? "Write a message" : "Reply in thread"}
        aria-label={thread === undefined ? "Message" : "Reply in thread"}
        aria-invalid={draft.left < 0}
        enterKeyHint="send"
        data-testid={thread === undefined ? "composer" : "thread-composer"}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={keyDown}
      />
      <button
        className="button primary round"
        type="submit"
        aria-label="Send"
        disabled={!canSend}
        data-testid={thread === undefined ? "send" : "thread-send"}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

function Answered({ seq, onCancel }: { readonly seq: number; readonly onCancel: () => void }) {
  return (
    <div className="answered" data-testid="answered">
      <Icon name="reply" />
      <div className="quote">
        <QuotedWords seq={seq} />
      </div>
      <button type="button" className="button plain" aria-label="Do not reply" onClick={onCancel}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function Remark({ left, problem }: { readonly left: number; readonly problem: string | undefined }) {
  const count = left < 0 ? `${-left} characters too many` : `${left} characters left`;
  return (
    <p
      className={left < 0 || problem !== undefined ? "remark problem" : "remark"}
      aria-live={left < 0 ? "polite" : "off"}
    >
      {problem ?? (left < COUNTER_CHARACTERS ? count : "")}
    </p>
  );
}

/** Takes the focus where that does not throw a keyboard over the screen, and always to answer a message. */
function useInput(text: string, isFocusWanted: boolean, replyTo: number | undefined) {
  const input = useGrowing(text);
  useEffect(() => {
    if (isFocusWanted && matchMedia("(pointer: fine)").matches) {
      input.current?.focus();
    }
  }, [input, isFocusWanted]);
  useEffect(() => {
    if (replyTo !== undefined) {
      input.current?.focus();
    }
  }, [input, replyTo]);
  return input;
}
