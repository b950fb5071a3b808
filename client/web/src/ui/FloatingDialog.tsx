import { useLayoutEffect, type KeyboardEvent, type ReactNode } from "react";
import { useDialog } from "./useDialog.js";

const MARGIN_PX = 8;

interface Props {
  readonly label: string;
  /** It opens below or above this; on a narrow screen at the foot of the page. */
  readonly anchor: DOMRect | undefined;
  readonly onClose: () => void;
  /** `close` closes it and gives the focus back at once; then what the person chose may take it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A menu. */
export function FloatingDialog({ label, anchor, onClose, children }: Props) {
  const { dialog, close, wiring } = useDialog(onClose);
  useLayoutEffect(() => place(dialog.current!, anchor), [dialog, anchor]);

  return (
    <dialog {...wiring} className="floating" aria-label={label} onKeyDown={moveByArrow}>
      {children(close)}
    </dialog>
  );
}

/** Measured while it is not shown yet: an open dialog would jump. */
function place(dialog: HTMLDialogElement, anchor: DOMRect | undefined): void {
  if (anchor === undefined) {
    return;
  }

  dialog.style.display = "block";
  const { width, height } = dialog.getBoundingClientRect();
  dialog.style.display = "";
  const isBelow = anchor.bottom + MARGIN_PX + height <= innerHeight;
  const top = isBelow ? anchor.bottom + MARGIN_PX : anchor.top - MARGIN_PX - height;
  const left = anchor.left + width <= innerWidth - MARGIN_PX ? anchor.left : anchor.right - width;
  dialog.style.setProperty("--top", `${Math.max(MARGIN_PX, top)}px`);
  dialog.style.setProperty("--left", `${Math.max(MARGIN_PX, left)}px`);
}

function moveByArrow(event: KeyboardEvent<HTMLDialogElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) {
    return;
  }

  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
