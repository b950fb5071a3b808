import type { ChannelAdmin, Invite } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { inviteAddress } from "../chat/route.js";
import { copyText } from "../ui/copyText.js";
import { Icon } from "../ui/Icon.js";
import { ProblemLine } from "../ui/ProblemLine.js";
import { useTask } from "../ui/useTask.js";

const DAY_SECONDS = 86_400;
const times = [
  ["1 day", DAY_SECONDS],
  ["7 days", 7 * DAY_SECONDS],
  ["30 days", 30 * DAY_SECONDS],
] as const;
const uses = [
  ["anybody", undefined],
  ["1 person", 1],
  ["10 people", 10],
] as const;

/** Links by which others join: for the owner and moderators. */
export function InvitesSection({ admin }: { readonly admin: ChannelAdmin }) {
  const { isBusy, problem, run } = useTask();
  const [invites, setInvites] = useState<readonly Invite[]>([]);
  const [expiresInSeconds, setTime] = useState<number>(7 * DAY_SECONDS);
  const [most, setMost] = useState<number>();
  const reload = useCallback(() => void run(() => admin.invites.list(), setInvites), [admin, run]);
  useEffect(reload, [reload]);
  const create = () =>
    void run(() => admin.invites.create({ expiresInSeconds, ...(most !== undefined && { uses: most }) }), reload);

  return (
    <section className="section" aria-label="Invite links">
      <h3>Invite links</h3>
      <ul className="lines">
        {invites.map((invite) => (
          <InviteRow
            key={invite.token}
            invite={invite}
            onRevoke={() => void run(() => admin.invites.revoke(invite.token), reload)}
          />
        ))}
      </ul>
      <div className="invite-form">
        <label>
          Valid for{" "}
          <select value={expiresInSeconds} onChange={(event) => setTime(Number(event.target.value))}>
            {times.map(([label, seconds]) => (
              <option key={seconds} value={seconds}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          for{" "}
          <select value={most ?? ""} onChange={(event) => setMost(Number(event.target.value) || undefined)}>
            {uses.map(([label, count]) => (
              <option key={label} value={count ?? ""}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button className="button small" disabled={isBusy} data-testid="create-invite" onClick={create}>
          <Icon name="link" /> Make a link
        </button>
      </div>
      <ProblemLine problem={problem} />
    </section>
  );
}

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });

function InviteRow({ invite, onRevoke }: { readonly invite: Invite; readonly onRevoke: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const address = inviteAddress(invite.token);
  const left = invite.usesLeft === undefined ? "" : ` · ${invite.usesLeft} left`;
  return (
    <li className="line" data-testid="invite">
      <span className="person-names">
        <input className="address" readOnly aria-label="Invite link" value={address} onFocus={(event) => event.target.select()} />
        <span className="soft">
          Until {day.format(new Date(invite.expiresAt))}
          {left}
        </span>
      </span>
      <button className="button small" data-testid="copy-invite" onClick={() => void copyText(address).then(setCopied)}>
        <span role="status">{isCopied ? "Copied" : "Copy"}</span>
      </button>
      <button className="button plain" aria-label="Take this link back" title="Take this link back" onClick={onRevoke}>
        <Icon name="trash" />
      </button>
    </li>
  );
}
