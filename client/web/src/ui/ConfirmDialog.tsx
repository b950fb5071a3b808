import type { ReactNode } from "react";
import { FormDialog } from "./FormDialog.js";
import { useTask } from "./useTask.js";

interface Props {
  readonly title: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly work: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** Asks before something that others notice, or that cannot be taken back. */
export function ConfirmDialog({ title, action, isDangerous = true, work, onDone, onClose, children }: Props) {
  const { isBusy, problem, run } = useTask();
  return (
    <FormDialog
      title={title}
      action={action}
      isDangerous={isDangerous}
      isBusy={isBusy}
      problem={problem?.message}
      onSubmit={() => void run(work, onDone)}
      onClose={onClose}
    >
      <p>{children}</p>
    </FormDialog>
  );
}
