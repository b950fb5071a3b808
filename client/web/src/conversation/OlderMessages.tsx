import type { Channel } from "@chat-functions/sdk";
import { useEffect, useRef, useState } from "react";

interface Props {
  readonly channel: Channel;
  /** Changes with each page: then the top may be in sight again. */
  readonly firstSeq: number | undefined;
}

/** Loads older messages when the top comes near; a button where that failed. */
export function OlderMessages({ channel, firstSeq }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    if (top.current === null || isFailed) {
      return undefined;
    }

    const root = top.current.closest(".message-list");
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) {
          channel.loadOlder().catch(() => setFailed(true));
        }
      },
      { root, rootMargin: "300px 0px 0px 0px" },
    );
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [channel, firstSeq, isFailed]);

  return (
    <div ref={top} className="older">
      {isFailed ? (
        <button className="button small" onClick={() => setFailed(false)}>
          Older messages could not be loaded. Try again
        </button>
      ) : (
        <span className="hint">Loading older messages…</span>
      )}
    </div>
  );
}
