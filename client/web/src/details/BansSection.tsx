import type { Ban, ChannelAdmin } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { PersonLine } from "../people/PersonLine.js";
import { useTask } from "../ui/useTask.js";

interface Props {
  readonly admin: ChannelAdmin;
  /** Another number of members may mean another ban. */
  readonly memberCount: number;
}

/** Who is kept out; nothing where that is nobody. */
export function BansSection({ admin, memberCount }: Props) {
  const { isBusy, problem, run } = useTask();
  const [bans, setBans] = useState<readonly Ban[]>([]);
  const reload = useCallback(() => void run(() => admin.bans(), (page) => setBans(page.bans)), [admin, run]);
  useEffect(reload, [reload, memberCount]);
  return bans.length === 0 ? null : (
    <section className="section" aria-label="Banned">
      <h3>Banned</h3>
      <ul className="lines">
        {bans.map(({ userId }) => (
          <li key={userId} className="line" data-testid="ban" data-user-id={userId}>
            <PersonLine userId={userId} note={problem?.message}>
              <button className="button small" disabled={isBusy} onClick={() => void run(() => admin.unban(userId), reload)}>
                Lift
              </button>
            </PersonLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
