import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from "react";
import { Icon } from "./Icon.js";

interface Props {
  readonly title: string;
  readonly testId: string;
  readonly onClose: () => void;
  /** `close` closes it and gives the focus back. */
  readonly children: (close: () => void) => ReactNode;
}

/** A modal page of its own: the browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function Modal({ title, testId, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // Not where that throws a keyboard over the screen.
    if (matchMedia("(pointer: fine)").matches) {
      dialog.current?.querySelector("input")?.focus();
    }
  }, []);
  const close = () => dialog.current?.close();
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) {
      close();
    }
  };

  return (
    <dialog
      ref={dialog}
      className="dialog modal"
      data-testid={testId}
      aria-labelledby={titleId}
      onClose={(event) => event.target === dialog.current && onClose()}
      onMouseDown={closeOnBackdrop}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="button plain" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="modal-content">{children(close)}</div>
    </dialog>
  );
}
