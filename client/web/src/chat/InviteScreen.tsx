import { useEffect } from "react";
import { Logo } from "../ui/Logo.js";
import { useTask } from "../ui/useTask.js";
import { useClient } from "./clientContext.js";
import { replaceInvite } from "./route.js";

/** Joins by the invite in the address, and goes on to the channel. */
export function InviteScreen({ token }: { readonly token: string }) {
  const client = useClient();
  const { problem, run } = useTask();
  useEffect(
    () => void run(() => client.publicChannels.acceptInvite(token), ({ channelId }) => replaceInvite(channelId)),
    [client, run, token],
  );

  return (
    <main className="conversation empty" data-testid="invitation">
      <Logo className="empty-logo" />
      <p role="alert">{problem?.message ?? "Joining…"}</p>
      {problem !== undefined && (
        <button className="button" onClick={() => replaceInvite(undefined)}>
          To your conversations
        </button>
      )}
    </main>
  );
}
