import type { Role } from "@chat-functions/sdk";

/** From most to least (docs/protocol.md, section 5). */
const ORDER: readonly string[] = ["owner", "moderator", "member", "readonly"] satisfies readonly Role[];

export const roleWords: Readonly<Record<string, string>> = {
  owner: "Owner",
  moderator: "Moderator",
  member: "Member",
  readonly: "Read-only",
};

/** Whether a role is above another: only those below one's own are one's to govern. */
export function isAbove(role: string, other: string): boolean {
  const [mine, theirs] = [ORDER.indexOf(role), ORDER.indexOf(other)];
  return mine >= 0 && (theirs < 0 || mine < theirs);
}

/** Whether one may delete what others wrote, add and remove members, and describe the channel. */
export function isModerator(role: string | undefined): boolean {
  return role !== undefined && isAbove(role, "member");
}

/** The roles one may give: those below one's own. */
export function rolesBelow(role: string): readonly Exclude<Role, "owner">[] {
  const given = ["moderator", "member", "readonly"] as const;
  return isModerator(role) ? given.filter((one) => isAbove(role, one)) : [];
}
