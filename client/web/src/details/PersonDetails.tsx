import type { ChannelSummary, Contact } from "@chat-functions/sdk";
import { useEffect } from "react";
import { useClient } from "../chat/clientContext.js";
import { useProfile } from "../chat/clientState.js";
import { PersonAvatar } from "../people/PersonAvatar.js";
import { useContacts } from "../people/useContacts.js";
import { Icon } from "../ui/Icon.js";
import { useTask } from "../ui/useTask.js";
import { MuteRow } from "./MuteRow.js";

/** The other one of a 1-on-1 conversation. */
export function PersonDetails({ summary, peerId }: { readonly summary: ChannelSummary; readonly peerId: string }) {
  const client = useClient();
  const profile = useProfile(peerId);
  const { contacts, reload, problem } = useContacts();
  const task = useTask();
  const state = contacts?.find(({ userId }) => userId === peerId)?.state;
  // What they say of themselves may be another by now.
  useEffect(() => void client.people.user(peerId).catch(() => undefined), [client, peerId]);
  const act = (work: () => Promise<unknown>) => void task.run(() => work().then(reload));

  return (
    <div className="panel-content details" data-testid="details">
      <div className="details-head">
        <PersonAvatar userId={peerId} size="large" />
        <strong className="details-name">{profile?.displayName ?? peerId}</strong>
        {profile?.statusText !== undefined && <p data-testid="status">{profile.statusText}</p>}
        <p className="soft">
          <code>{peerId}</code>
        </p>
      </div>
      <section className="section">
        <MuteRow summary={summary} />
      </section>
      <section className="section ends" aria-label="Contact">
        {contacts !== undefined && <ContactButton state={state} isBusy={task.isBusy} userId={peerId} act={act} />}
        {contacts !== undefined && (
          <button
            className="button danger-text"
            disabled={task.isBusy}
            data-testid="block"
            onClick={() => act(() => (state === "blocked" ? client.people.unblock(peerId) : client.people.block(peerId)))}
          >
            <Icon name="block" /> {state === "blocked" ? "Unblock" : "Block"}
          </button>
        )}
        <p className={task.problem === undefined && problem === undefined ? "soft" : "problem"} role="status">
          {task.problem?.message ?? problem ?? (state === "blocked" ? "Neither of you can write here while you block them." : "")}
        </p>
      </section>
    </div>
  );
}

interface ButtonProps {
  readonly state: Contact["state"] | undefined;
  readonly isBusy: boolean;
  readonly userId: string;
  readonly act: (work: () => Promise<unknown>) => void;
}

function ContactButton({ state, isBusy, userId, act }: ButtonProps) {
  const { people } = useClient();
  const [icon, label, work] =
    state === undefined || state === "incoming"
      ? (["add", state === undefined ? "Add to contacts" : "Accept as contact", () => people.askContact(userId)] as const)
      : (["contacts", state === "requested" ? "Take the request back" : "Remove from contacts", () => people.endContact(userId)] as const);
  return state === "blocked" ? null : (
    <button className="button" disabled={isBusy} data-testid="contact-action" onClick={() => act(work)}>
      <Icon name={icon} /> {label}
    </button>
  );
}
