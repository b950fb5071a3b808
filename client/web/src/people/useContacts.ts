import type { Contact } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { plainWords } from "../ui/plainWords.js";

const PAGE = 200;

/** All contacts, requests and blocks; read anew by `reload` and when the page is shown again: nothing tells of them live. */
export function useContacts() {
  const client = useClient();
  const [contacts, setContacts] = useState<readonly Contact[]>();
  const [problem, setProblem] = useState<string>();
  const reload = useCallback(async () => {
    try {
      setContacts((await client.people.contacts({ limit: PAGE })).contacts);
      setProblem(undefined);
    } catch (thrown) {
      setProblem(plainWords(thrown));
    }
  }, [client]);

  useEffect(() => {
    const shown = () => document.visibilityState === "visible" && void reload();
    shown();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [reload]);
  return { contacts, problem, reload };
}
