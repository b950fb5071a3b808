import { useId } from "react";

interface Props {
  readonly label: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly isBusy?: boolean;
  readonly testId?: string;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ label, help, isOn, isBusy = false, testId, onChange }: Props) {
  const helpId = useId();
  return (
    <label className="switch">
      <span className="person-names">
        <strong>{label}</strong>
        <span id={helpId} className="soft">
          {help}
        </span>
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-describedby={helpId}
        checked={isOn}
        disabled={isBusy}
        data-testid={testId}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
