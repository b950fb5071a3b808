import { useEffect, useRef, type MouseEvent, type SyntheticEvent } from "react";

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function useDialog(onClose: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // Closed by itself, not taken away: only then does the focus go back to where it was.
  const close = () => dialog.current?.close();
  const wiring = {
    ref: dialog,
    // A dialog within closes by itself: its word passes here too.
    onClose: (event: SyntheticEvent) => event.target === dialog.current && onClose(),
    /** The backdrop is the dialog itself, without what is in it. */
    onMouseDown: (event: MouseEvent) => event.target === dialog.current && close(),
  };
  return { dialog, close, wiring };
}
