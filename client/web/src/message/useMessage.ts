import type { Channel, Entry } from "@chat-functions/sdk";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

/** Entries read at once: the one wanted, and one on each side whatever the server takes for the middle. */
const AROUND = 3;

/** Messages that were read because others quote them. */
const read = new WeakMap<Channel, Map<number, Promise<Entry | undefined>>>();

/** A message by its `seq`: of the timeline, or read once if that does not reach so far. Nothing until it is known. */
export function useMessage(channel: Channel, seq: number | undefined): Entry | undefined {
  const subscribe = useCallback((changed: () => void) => channel.subscribe(changed), [channel]);
  const shown = useSyncExternalStore(subscribe, () => inTimeline(channel, seq));
  const [aside, setAside] = useState<Entry>();
  const isMissing = shown === undefined && channel.timeline.isOpen;
  useEffect(() => {
    if (!isMissing || seq === undefined) {
      return undefined;
    }

    let isCurrent = true;
    void readOnce(channel, seq).then((entry) => isCurrent && setAside(entry));
    return () => {
      isCurrent = false;
    };
  }, [channel, seq, isMissing]);
  return shown ?? (aside?.seq === seq && aside !== undefined ? channel.upToDate([aside])[0] : undefined);
}

function inTimeline(channel: Channel, seq: number | undefined): Entry | undefined {
  const item = channel.timeline.items.find((one) => one.kind === "message" && one.entry.seq === seq);
  return item?.kind === "message" ? item.entry : undefined;
}

function readOnce(channel: Channel, seq: number): Promise<Entry | undefined> {
  const known = read.get(channel) ?? new Map<number, Promise<Entry | undefined>>();
  read.set(channel, known);
  const reading = known.get(seq) ?? readOne(channel, seq);
  known.set(seq, reading);
  return reading.catch(() => {
    // Whoever shows it next may find a better network.
    known.delete(seq);
    return undefined;
  });
}

async function readOne(channel: Channel, seq: number): Promise<Entry | undefined> {
  const { messages } = await channel.loadAround(seq, AROUND);
  return messages.find((message) => message.seq === seq);
}
