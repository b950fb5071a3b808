import { useEffect } from "react";
import { useClient } from "../chat/clientContext.js";
import { useMe } from "../chat/clientState.js";
import { useLeaving } from "../chat/useLeaving.js";
import type { Session } from "../signIn/session.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";

interface Props {
  readonly session: Session;
  /** How many ask to be a contact. */
  readonly requests: number;
  readonly onProfile: () => void;
  readonly onContacts: () => void;
}

/** Who is signed in: leads to the profile and the contacts. */
export function Me({ session, requests, onProfile, onContacts }: Props) {
  const client = useClient();
  const me = useMe();
  const { problem, leave } = useLeaving(() => session.signOut());
  // The sign-in tells the name alone.
  useEffect(() => void client.people.me().catch(() => undefined), [client]);
  const name = me?.displayName ?? "…";
  return (
    <header className="me" data-testid="me" data-user-id={me?.userId}>
      <button className="me-profile" title="Your profile" data-testid="profile" onClick={onProfile}>
        <Avatar id={me?.userId ?? ""} name={name} url={me?.avatarUrl} />
        <span className="me-names">
          <strong>{name}</strong>
          {problem === undefined ? (
            <span className="soft">{me?.statusText ?? me?.userId}</span>
          ) : (
            <span className="problem" role="alert" title={problem}>
              {problem}
            </span>
          )}
        </span>
      </button>
      <button
        className="button plain contacts-button"
        aria-label={requests === 0 ? "Contacts" : `Contacts, ${requests} requests`}
        title="Contacts"
        data-testid="open-contacts"
        onClick={onContacts}
      >
        <Icon name="contacts" />
        {requests > 0 && <span className="badge">{requests}</span>}
      </button>
      <button className="button plain" aria-label="Sign out" title="Sign out" onClick={leave}>
        <Icon name="exit" />
      </button>
    </header>
  );
}
