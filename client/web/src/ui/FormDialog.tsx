import { useEffect, useId, useRef, type FormEvent, type MouseEvent, type ReactNode, type SyntheticEvent } from "react";

interface Props {
  readonly title: string;
  readonly action: string;
  /** The action takes something away. */
  readonly isDangerous?: boolean;
  readonly isBusy: boolean;
  /** A problem that belongs to no field. */
  readonly problem: string | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal form. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function FormDialog({ title, action, isDangerous, isBusy, problem, onSubmit, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  // Closed by itself, not taken away: only then does the focus go back to where it was.
  const close = () => dialog.current?.close();
  // A dialog within closes by itself: its word passes here too.
  const closed = (event: SyntheticEvent) => event.target === dialog.current && onClose();
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) {
      close();
    }
  };

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={closed} onMouseDown={closeOnBackdrop}>
      <form onSubmit={submit} noValidate>
        <h2 id={titleId}>{title}</h2>
        {children}
        <p className="problem" role="alert">
          {problem}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className={isDangerous === true ? "button danger" : "button primary"} disabled={isBusy}>
            {isBusy ? "One moment…" : action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
