import { ChatClient } from "@chat-functions/sdk";
import { useEffect, useState } from "react";
import { ChatScreen } from "../chat/ChatScreen.js";
import { ClientContext } from "../chat/clientContext.js";
import { wouldLoseMessages } from "../chat/leaving.js";
import type { Session } from "../signIn/session.js";

interface Props {
  readonly session: Session;
  readonly apiUrl: string;
}

/** Owns the client: one for the life of the page. */
export function ChatApp({ session, apiUrl }: Props) {
  const [client] = useState(() => new ChatClient({ apiUrl, getToken: session.getToken }));

  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);

  useEffect(() => {
    const wake = () => client.wake();
    const wakeWhenShown = () => document.visibilityState === "visible" && client.wake();
    const keepUnsent = (event: BeforeUnloadEvent) => wouldLoseMessages(client) && event.preventDefault();
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wakeWhenShown);
    addEventListener("beforeunload", keepUnsent);
    return () => {
      removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wakeWhenShown);
      removeEventListener("beforeunload", keepUnsent);
    };
  }, [client]);

  return (
    <ClientContext value={client}>
      <ChatScreen session={session} />
    </ClientContext>
  );
}
