import type { Channel, ReadPosition } from "@chat-functions/sdk";
import { createContext, useCallback, useSyncExternalStore } from "react";
import type { ShownMessage } from "../message/shownMessage.js";

/** Who has read up to a message, and no further: by its number. */
export type Receipts = ReadonlyMap<number, readonly string[]>;

const NONE: Receipts = new Map();

export const ReceiptsContext = createContext<Receipts>(NONE);

/** How far everybody has read; asked for when the conversation is shown. */
export function useReads({ reads }: Channel): readonly ReadPosition[] {
  const subscribe = useCallback((changed: () => void) => reads.subscribe(changed), [reads]);
  return useSyncExternalStore(subscribe, () => reads.positions);
}

/** Others only, and nobody at what they wrote themselves: that they have read it goes without saying. */
export function receiptsAt(positions: readonly ReadPosition[], messages: readonly ShownMessage[], myId: string): Receipts {
  const stored = messages.filter(({ seq }) => seq !== undefined);
  const byMessage = new Map<number, string[]>();
  for (const { userId, seq } of positions) {
    const last = userId === myId ? undefined : stored.findLast((message) => message.seq! <= seq);
    if (last !== undefined && last.senderId !== userId) {
      byMessage.set(last.seq!, [...(byMessage.get(last.seq!) ?? []), userId]);
    }
  }

  return byMessage;
}
