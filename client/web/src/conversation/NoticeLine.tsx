import type { Entry } from "@chat-functions/sdk";
import { useDisplayName } from "../chat/clientState.js";
import { exactTime } from "../ui/time.js";

/** Something that happened in the channel, in a line. */
export function NoticeLine({ entry }: { readonly entry: Entry }) {
  const name = useDisplayName(entry.userId);
  return (
    <p className="notice" data-testid="notice" title={exactTime(new Date(entry.createdAt))}>
      {noticeWords(entry, name)}
    </p>
  );
}

export function noticeWords({ kind, role, name: channelName }: Pick<Entry, "kind" | "role" | "name">, user: string) {
  switch (kind) {
    case "join":
      return `${user} joined`;
    case "leave":
      return `${user} left`;
    case "role":
      return `${user} is now ${role}`;
    default:
      return `The group is now called “${channelName}”`;
  }
}
