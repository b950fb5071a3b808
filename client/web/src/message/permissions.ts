import type { Limits } from "@chat-functions/sdk";
import type { ShownMessage } from "./shownMessage.js";

/** What a person may do with a message; the back-end has the last word. */
export interface Permissions {
  readonly canReact: boolean;
  readonly canReply: boolean;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  readonly canPin: boolean;
}

interface Circumstances {
  readonly isModerator: boolean;
  readonly canPost: boolean;
  readonly limits: Limits;
  readonly now: number;
}

/** Only what is stored, and says something still, can be spoken of. */
export function permissionsFor(
  { seq, isOwn, body, time }: ShownMessage,
  { isModerator, canPost, limits, now }: Circumstances,
): Permissions {
  const isThere = canPost && seq !== undefined && body.redacted !== true;
  const { editWindowSeconds = Infinity } = limits;
  return {
    canReact: isThere,
    canReply: isThere,
    canPin: isThere,
    canEdit: isThere && isOwn && now - time.getTime() < editWindowSeconds * 1_000,
    canDelete: isThere && (isOwn || isModerator),
  };
}
