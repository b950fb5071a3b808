import { useContext } from "react";
import { useClient } from "../chat/clientContext.js";
import { ReceiptsContext } from "../conversation/receipts.js";
import { PersonAvatar } from "../people/PersonAvatar.js";

/** More faces than this become a number. */
const FACES = 3;

/** Who has read up to here: beside the message, so that nothing moves when somebody reads on. */
export function SeenBy({ seq }: { readonly seq: number }) {
  const client = useClient();
  const users = useContext(ReceiptsContext).get(seq);
  if (users === undefined) {
    return null;
  }

  const names = users.map((id) => client.knownProfile(id)?.displayName ?? id).join(", ");
  return (
    <span className="seen-by" role="img" aria-label={`Seen by ${names}`} title={`Seen by ${names}`} data-testid="seen-by">
      {users.slice(0, FACES).map((id) => (
        <PersonAvatar key={id} userId={id} size="tiny" />
      ))}
      {users.length > FACES && <span className="soft">+{users.length - FACES}</span>}
    </span>
  );
}
