import type { Channel } from "@chat-functions/sdk";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { useClient } from "../chat/clientContext.js";
import { Icon } from "../ui/Icon.js";
import { plainWords } from "../ui/plainWords.js";

/** The counter shows when fewer characters than this are left. */
const COUNTER_CHARACTERS = 500;
const COMPOSING_KEY_CODE = 229;

/** What was begun in each channel, kept while the page lives. */
const drafts = new Map<string, string>();

interface Props {
  readonly channel: Channel;
  readonly isFocusWanted: boolean;
}

export function Composer({ channel, isFocusWanted }: Props) {
  const { text, left, problem, write, send } = useDraft(channel);
  const input = useInput(text, isFocusWanted);
  const canSend = text.trim() !== "" && left >= 0;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canSend) {
      send();
      input.current?.focus();
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    // Enter also ends the composing of an ideograph: that is not meant for us. Safari tells it by the key code alone.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING_KEY_CODE;
    if (event.key === "Enter" && !event.shiftKey && !isComposing) {
      submit(event);
    }
  };

  return (
    <form className="composer" onSubmit={submit}>
      <Remark left={left} problem={problem} />
      <textarea
        ref={input}
        rows={1}
        value={text}
        placeholder="Write a message"
        aria-label="Message"
        aria-invalid={left < 0}
        enterKeyHint="send"
        data-testid="composer"
        onChange={(event) => write(event.target.value)}
        onKeyDown={keyDown}
      />
      <button className="button primary round" type="submit" aria-label="Send" disabled={!canSend} data-testid="send">
        <Icon name="send" />
      </button>
    </form>
  );
}

/** The text being written, how many characters it may still grow by, and its sending. */
function useDraft(channel: Channel) {
  const client = useClient();
  const [text, setText] = useState(drafts.get(channel.channelId) ?? "");
  const [problem, setProblem] = useState<string>();

  const write = (next: string) => {
    drafts.set(channel.channelId, next);
    setText(next);
    setProblem(undefined);
  };
  const send = () => {
    try {
      channel.send(text);
      write("");
    } catch (thrown) {
      setProblem(plainWords(thrown));
    }
  };

  return { text, left: client.limits.messageCharacters - text.length, problem, write, send };
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

/** Grows with its text. Takes the focus where that does not throw a keyboard over the screen. */
function useInput(text: string, isFocusWanted: boolean) {
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = input.current!;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  useEffect(() => {
    if (isFocusWanted && matchMedia("(pointer: fine)").matches) {
      input.current?.focus();
    }
  }, [isFocusWanted]);

  return input;
}
