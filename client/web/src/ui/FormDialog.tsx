import { useId, type FormEvent, type ReactNode } from "react";
import { useDialog } from "./useDialog.js";

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

/** A modal form. */
export function FormDialog({ title, action, isDangerous, isBusy, problem, onSubmit, onClose, children }: Props) {
  const { close, wiring } = useDialog(onClose);
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };

  return (
    <dialog {...wiring} className="dialog" aria-labelledby={titleId}>
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
