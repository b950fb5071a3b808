import type { ChatClient } from "@chat-functions/sdk";
import { createContext, useContext } from "react";

export const ClientContext = createContext<ChatClient | undefined>(undefined);

export function useClient(): ChatClient {
  const client = useContext(ClientContext);
  if (client === undefined) {
    throw new Error("There is no ClientContext above this component.");
  }

  return client;
}
