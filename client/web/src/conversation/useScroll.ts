import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { arrivedSince, hasQueuedSince, shownOf } from "./arrivals.js";
import { messagesOf, type Day } from "./grouping.js";

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
  const before = useRef({ shown: shownOf([]), heightPx: 0 });
  const [newCount, setNewCount] = useState(0);
  const [isAtEnd, setAtEnd] = useState(true);

  const toBottom = useCallback(() => {
    isAtBottom.current = true;
    setAtEnd(true);
    setNewCount(0);
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, []);

  useLayoutEffect(() => {
    const element = list.current!;
    const messages = messagesOf(days);
    const { shown, heightPx } = before.current;
    if (isAtBottom.current || hasQueuedSince(shown, messages)) {
      toBottom();
      if (shown.first === undefined) {
        showDivider(element);
      }
    } else {
      const isPrepended = shown.first !== undefined && messages[0]?.key !== shown.first;
      element.scrollTop += isPrepended ? element.scrollHeight - heightPx : 0;
      setNewCount((count) => count + arrivedSince(shown, messages));
    }

    before.current = { shown: shownOf(messages), heightPx: element.scrollHeight };
  }, [days, toBottom]);

  useEffect(() => {
    const scrolled = () => {
      setAtEnd(isAtBottom.current);
      setNewCount((count) => (isAtBottom.current ? 0 : count));
    };
    return watch(list.current!, content.current!, isAtBottom, scrolled);
  }, []);
  return { list, content, newCount, isAtBottom: isAtEnd, toBottom };
}

/** More is new than there is room for: one begins to read at its beginning. */
function showDivider(list: HTMLElement): void {
  const divider = list.querySelector<HTMLElement>(".new-divider");
  if (divider !== null && divider.getBoundingClientRect().top < list.getBoundingClientRect().top) {
    divider.scrollIntoView({ block: "start" });
  }
}

/** Follows the reader's scrolling, and stays at the bottom when the area or its content changes its height. */
function watch(
  list: HTMLElement,
  content: HTMLElement,
  isAtBottom: { current: boolean },
  onScrolled: () => void,
): () => void {
  const scrolled = () => {
    isAtBottom.current = list.scrollHeight - list.scrollTop - list.clientHeight < BOTTOM_PX;
    onScrolled();
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
