import type { usePages } from "./usePages.js";

interface Props {
  readonly pages: ReturnType<typeof usePages>;
  readonly isEmpty: boolean;
  /** What stands there when there is nothing. */
  readonly nothing: string;
}

/** Why a panel shows nothing, or not all. */
export function PanelState({ pages: { problem, isLoading, loadMore }, isEmpty, nothing }: Props) {
  if (problem !== undefined) {
    return (
      <p className="hint problem" role="alert">
        {problem}{" "}
        <button className="button small" onClick={loadMore}>
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
