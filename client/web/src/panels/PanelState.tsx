import type { usePages } from "./usePages.js";

interface Props {
  readonly pages: ReturnType<typeof usePages>;
  readonly isEmpty: boolean;
  /** What stands there when there is nothing. */
  readonly nothing: string;
  /** What leads to the page before, where there may be one. */
  readonly earlier?: string;
}

/** What a panel has not read yet, and why it shows nothing, or not all. */
export function PanelState({ earlier, ...rest }: Props) {
  const { hasOlder, isLoading, loadMore } = rest.pages;
  return (
    <>
      {earlier !== undefined && hasOlder && !isLoading && (
        <button className="button small" onClick={loadMore}>
          {earlier}
        </button>
      )}
      <Reason {...rest} />
    </>
  );
}

function Reason({ pages: { problem, isLoading, loadMore }, isEmpty, nothing }: Omit<Props, "earlier">) {
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
