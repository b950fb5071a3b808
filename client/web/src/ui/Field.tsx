import { useId, type ReactNode } from "react";

interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}

interface Props {
  readonly label: string;
  readonly help: string;
  readonly problem: string | undefined;
  readonly children: (wiring: Wiring) => ReactNode;
}

/** A label, an input, and under it the help or what is wrong with it. */
export function Field({ label, help, problem, children }: Props) {
  const id = useId();
  const noteId = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": problem !== undefined })}
      <p id={noteId} className={problem === undefined ? "help" : "help problem"} aria-live="polite">
        {problem ?? help}
      </p>
    </div>
  );
}
