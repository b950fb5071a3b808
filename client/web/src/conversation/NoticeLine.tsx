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
      return `${user} ${roles[role ?? ""] ?? `is now ${role}`}`;
    case "archive":
      return "The conversation was archived";
    case "unarchive":
      return "The conversation was taken out of the archive";
    default:
      return `The group is now called “${channelName}”`;
  }
}

const roles: Readonly<Record<string, string>> = {
  owner: "is now the owner",
  moderator: "is now a moderator",
  member: "is now a member",
  readonly: "may now only read",
};
