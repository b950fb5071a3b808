import { useLayoutEffect, useRef, type KeyboardEvent } from "react";

const COMPOSING_KEY_CODE = 229;

/** A text area that grows with its text. */
export function useGrowing(text: string) {
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = input.current!;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return input;
}

/**
 * Whether the key ends the text: Enter also ends the composing of an ideograph, and that is not meant for us. Safari
 * tells it by the key code alone.
 */
export function isFinalEnter(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING_KEY_CODE;
  return event.key === "Enter" && !event.shiftKey && !isComposing;
}
