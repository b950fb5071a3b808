interface Props {
  readonly isLoading: boolean;
  readonly isEmpty: boolean;
  readonly problem: string | undefined;
  /** What stands there when there is nothing. */
  readonly nothing: string;
  readonly onRetry: () => void;
}

/** Why a panel shows nothing, or not all. */
export function PanelState({ isLoading, isEmpty, problem, nothing, onRetry }: Props) {
  if (problem !== undefined) {
    return (
      <p className="hint problem" role="alert">
        {problem}{" "}
        <button className="button small" onClick={onRetry}>
          Try again
        </button>
      </p>
    );
  }

  if (isLoading) {
    return <p className="hint">Loading…</p>;
  }

  return isEmpty ? <p className="hint">{nothing}</p> : null;
}
