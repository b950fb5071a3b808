import type { usePages } from "./usePages.js";

interface Props {
  readonly pages: ReturnType<typeof usePages>;
  readonly label: string;
}

/** Leads to the page before, where there may be one. */
export function EarlierPages({ pages: { hasOlder, isLoading, loadMore }, label }: Props) {
  return hasOlder && !isLoading ? (
    <button className="button small" onClick={loadMore}>
      {label}
    </button>
  ) : null;
}
