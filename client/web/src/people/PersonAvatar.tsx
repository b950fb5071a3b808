import type { ComponentProps } from "react";
import { useProfile } from "../chat/clientState.js";
import { Avatar } from "../ui/Avatar.js";

interface Props {
  readonly userId: string;
  readonly size?: NonNullable<ComponentProps<typeof Avatar>["size"]>;
}

/** Somebody's picture, or the initials. */
export function PersonAvatar({ userId, ...size }: Props) {
  const profile = useProfile(userId);
  return <Avatar id={userId} name={profile?.displayName ?? userId} url={profile?.avatarUrl} {...size} />;
}
