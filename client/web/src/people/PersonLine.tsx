import type { ReactNode } from "react";
import { useMe, useProfile } from "../chat/clientState.js";
import { PersonAvatar } from "./PersonAvatar.js";

interface Props {
  readonly userId: string;
  /** Under the name, instead of the person's own status. */
  readonly note?: string | undefined;
  /** What can be done with the person. */
  readonly children?: ReactNode;
}

/** Somebody in a list: picture, name, status. */
export function PersonLine({ userId, note, children }: Props) {
  const profile = useProfile(userId);
  const isMe = useMe()?.userId === userId;
  return (
    <>
      <PersonAvatar userId={userId} size="small" />
      <span className="person-names">
        <strong>
          {profile?.displayName ?? userId}
          {isMe && <span className="soft"> (you)</span>}
        </strong>
        <span className="soft">{note ?? profile?.statusText ?? userId}</span>
      </span>
      {children}
    </>
  );
}
