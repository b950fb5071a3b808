import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Day, ShownMessage } from "./grouping.js";

/** Nearer to the end than this counts as being there. */
const BOTTOM_PX = 60;

/**
 * Keeps the place: at the bottom new messages scroll in, elsewhere nothing moves. Older messages that come in above
 * leave what is read where it is. One's own new message always comes into sight.
 */
export function useScroll(days: readonly Day[]) {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtBottom = useRef(true);
  const before = useRef<Ends>({ first: undefined, last: undefined, heightPx: 0 });
  const [newCount, setNewCount] = useState(0);

  const toBottom = useCallback(() => {
    isAtBottom.current = true;
    setNewCount(0);
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, []);

  useLayoutEffect(() => {
    const element = list.current!;
    const messages = days.flatMap((day) => day.groups.flatMap((group) => group.messages));
    const { first, last, heightPx } = before.current;
    const added = messagesAfter(messages, last);
    if (isAtBottom.current || added.some((message) => message.state === "pending")) {
      toBottom();
    } else {
      const isPrepended = first !== undefined && messages[0]?.key !== first;
      element.scrollTop += isPrepended ? element.scrollHeight - heightPx : 0;
      setNewCount((count) => count + added.filter((message) => !message.isOwn).length);
    }

    before.current = { first: messages[0]?.key, last: messages.at(-1)?.key, heightPx: element.scrollHeight };
  }, [days, toBottom]);

  useEffect(() => watch(list.current!, content.current!, isAtBottom, () => setNewCount(0)), []);
  return { list, content, newCount, toBottom };
}

interface Ends {
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly heightPx: number;
}

function messagesAfter(messages: readonly ShownMessage[], lastKey: string | undefined): readonly ShownMessage[] {
  const index = messages.findLastIndex((message) => message.key === lastKey);
  return index === -1 ? [] : messages.slice(index + 1);
}

/** Follows the reader's scrolling, and stays at the bottom when the area or its content changes its height. */
function watch(
  list: HTMLElement,
  content: HTMLElement,
  isAtBottom: { current: boolean },
  onBottom: () => void,
): () => void {
  const scrolled = () => {
    isAtBottom.current = list.scrollHeight - list.scrollTop - list.clientHeight < BOTTOM_PX;
    if (isAtBottom.current) {
      onBottom();
    }
  };
  const resized = new ResizeObserver(() => {
    if (isAtBottom.current) {
      list.scrollTop = list.scrollHeight;
    }
  });
  list.addEventListener("scroll", scrolled, { passive: true });
  resized.observe(list);
  resized.observe(content);
  return () => {
    list.removeEventListener("scroll", scrolled);
    resized.disconnect();
  };
}
