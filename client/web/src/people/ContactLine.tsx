import type { Contact } from "@chat-functions/sdk";
import { useClient } from "../chat/clientContext.js";
import { useTask } from "../ui/useTask.js";
import { PersonLine } from "./PersonLine.js";

interface Props {
  readonly contact: Contact;
  readonly onChanged: () => Promise<void>;
  readonly onOpen: (channelId: string) => void;
}

/** Somebody among one's contacts, with what can be done about it. */
export function ContactLine({ contact: { userId, state }, onChanged, onOpen }: Props) {
  const { people, createDirect } = usePeople();
  const { isBusy, problem, run } = useTask();
  const act = (label: string, work: () => Promise<unknown>, kind = "") => (
    <button
      type="button"
      className={`button small ${kind}`}
      disabled={isBusy}
      onClick={() => void run(() => work().then(onChanged))}
    >
      {label}
    </button>
  );
  const block = act("Block", () => people.block(userId));

  return (
    <PersonLine userId={userId} note={problem?.message}>
      <span className="line-actions">
        {state === "incoming" && act("Accept", () => people.askContact(userId), "primary")}
        {state === "incoming" && act("Decline", () => people.endContact(userId))}
        {state === "accepted" && (
          <button
            type="button"
            className="button small primary"
            disabled={isBusy}
            onClick={() => void run(() => createDirect(userId), ({ channelId }) => onOpen(channelId))}
          >
            Write
          </button>
        )}
        {state === "accepted" && act("Remove", () => people.endContact(userId))}
        {state === "requested" && act("Take back", () => people.endContact(userId))}
        {state === "blocked" ? act("Unblock", () => people.unblock(userId)) : state !== "requested" && block}
      </span>
    </PersonLine>
  );
}

function usePeople() {
  const client = useClient();
  return { people: client.people, createDirect: (userId: string) => client.createDirect(userId) };
}
