import { useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { isUserId } from "../channels/memberIds.js";
import { plainWords } from "../ui/plainWords.js";

const PAUSE_MS = 200;
const SHOWN = 8;

interface Found {
  readonly text: string;
  readonly ids: readonly string[];
  readonly problem?: string;
}

/**
 * People whose name or id begins with a text; contacts for an empty one. What may be an id of its own is offered too: one
 * can write to somebody who has not signed in yet.
 */
export function usePeopleSearch(typed: string, isExcluded: (userId: string) => boolean) {
  const client = useClient();
  const text = typed.trim();
  const [found, setFound] = useState<Found>({ text: "", ids: [] });
  useEffect(() => {
    let isCurrent = true;
    const search = async () => {
      try {
        const ids = text === "" ? await contactIds() : (await client.people.search(text, { limit: 50 })).users.map(({ userId }) => userId);
        return { text, ids };
      } catch (thrown) {
        return { text, ids: [], problem: plainWords(thrown) };
      }
    };
    const contactIds = async () => {
      const { contacts } = await client.people.contacts();
      return contacts.filter(({ state }) => state === "accepted").map(({ userId }) => userId);
    };
    const timer = setTimeout(() => void search().then((now) => isCurrent && setFound(now)), text === "" ? 0 : PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, text]);

  const isSearching = found.text !== text;
  // What was found stays while more is typed: nothing flickers.
  const ids = found.ids.filter((id) => !isExcluded(id)).slice(0, SHOWN);
  const isNew = !isSearching && isUserId(text) && !ids.includes(text) && !isExcluded(text);
  return { ids: isNew ? [...ids, text] : ids, unknownId: isNew ? text : undefined, isSearching, problem: found.problem };
}
