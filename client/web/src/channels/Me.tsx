import { useMe } from "../chat/clientState.js";
import { useLeaving } from "../chat/useLeaving.js";
import type { Session } from "../signIn/session.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";

/** Who is signed in. The id is what others type to start a chat. */
export function Me({ session }: { readonly session: Session }) {
  const me = useMe();
  const { problem, leave } = useLeaving(() => session.signOut());
  return (
    <header className="me" data-testid="me" data-user-id={me?.userId}>
      <Avatar id={me?.userId ?? ""} name={me?.displayName ?? "…"} />
      <div className="me-names">
        <strong>{me?.displayName ?? "…"}</strong>
        {problem === undefined ? (
          <span title="Your id: others start a chat with it">{me?.userId}</span>
        ) : (
          <span className="problem" role="alert" title={problem}>
            {problem}
          </span>
        )}
      </div>
      <button className="button plain" aria-label="Sign out" title="Sign out" onClick={leave}>
        <Icon name="exit" />
      </button>
    </header>
  );
}
