import { useEffect, useId, type ReactNode } from "react";
import { Icon } from "./Icon.js";
import { useDialog } from "./useDialog.js";

interface Props {
  readonly title: string;
  readonly testId: string;
  readonly onClose: () => void;
  /** `close` closes it and gives the focus back. */
  readonly children: (close: () => void) => ReactNode;
}

/** A modal page of its own. */
export function Modal({ title, testId, onClose, children }: Props) {
  const { dialog, close, wiring } = useDialog(onClose);
  const titleId = useId();
  useEffect(() => {
    // Not where that throws a keyboard over the screen.
    if (matchMedia("(pointer: fine)").matches) {
      dialog.current?.querySelector("input")?.focus();
    }
  }, [dialog]);

  return (
    <dialog {...wiring} className="dialog modal" data-testid={testId} aria-labelledby={titleId}>
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
