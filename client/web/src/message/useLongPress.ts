import { useEffect, useRef, type MouseEvent, type PointerEvent } from "react";

const LONG_MS = 450;
/** A finger that moves further scrolls. */
const MOVE_PX = 10;

/** What a mouse opens by a button, a finger opens by resting on it. */
export function useLongPress(onLongPress: (() => void) | undefined) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const cancel = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  useEffect(() => cancel, []);
  if (onLongPress === undefined) {
    return {};
  }

  return {
    onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
      cancel();
      if (pointerType === "touch") {
        press.current = { timer: setTimeout(onLongPress, LONG_MS), x: clientX, y: clientY };
      }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const start = press.current;
      if (start !== undefined && Math.hypot(clientX - start.x, clientY - start.y) > MOVE_PX) {
        cancel();
      }
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onContextMenu: (event: MouseEvent) => {
      // Some browsers answer the same gesture with a menu of their own.
      if (press.current !== undefined) {
        event.preventDefault();
      }
    },
  };
}
