import type { ChannelAdmin, Member } from "@chat-functions/sdk";
import { useState } from "react";
import type { ChannelFacts } from "../conversation/useChannelDetails.js";
import { Icon } from "../ui/Icon.js";
import { useTask } from "../ui/useTask.js";
import { AddMembersDialog } from "./AddMembersDialog.js";
import { MemberRow } from "./MemberRow.js";
import { isModerator } from "./roles.js";

interface Props {
  readonly facts: ChannelFacts;
  readonly admin: ChannelAdmin;
  readonly onChanged: () => void;
  readonly onWrite: (userId: string) => void;
}

/** Who is in the group. */
export function MembersSection({ facts: { details, members, hasMoreMembers }, admin, onChanged, onWrite }: Props) {
  const [isAdding, setAdding] = useState(false);
  const further = useFurtherMembers(admin, members, hasMoreMembers);
  const { me, memberCount } = details;
  return (
    <section className="section" aria-label="Members">
      <header className="section-head">
        <h3>
          Members <span className="soft">{memberCount}</span>
        </h3>
        {isModerator(me.role) && (
          <button className="button small" data-testid="add-members" onClick={() => setAdding(true)}>
            <Icon name="add" /> Add
          </button>
        )}
      </header>
      <ul className="lines">
        {[...members, ...further.members].map((member) => (
          <MemberRow key={member.userId} member={member} me={me} admin={admin} onChanged={onChanged} onWrite={onWrite} />
        ))}
      </ul>
      {further.problem !== undefined && <p className="problem">{further.problem}</p>}
      {further.hasMore && (
        <button className="button small" disabled={further.isBusy} onClick={further.load}>
          Show more
        </button>
      )}
      {isAdding && (
        <AddMembersDialog
          admin={admin}
          isMember={(userId) => members.some((member) => member.userId === userId)}
          onDone={() => {
            setAdding(false);
            onChanged();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

/** Members behind the first ones. When those are read anew, so are these, if asked for. */
function useFurtherMembers(admin: ChannelAdmin, first: readonly Member[], hasMore: boolean) {
  const { isBusy, problem, run } = useTask();
  const [further, setFurther] = useState<{ readonly of: readonly Member[]; readonly members: readonly Member[]; readonly more: boolean }>();
  const known = further?.of === first ? further : { of: first, members: [], more: hasMore };
  const after = known.members.at(-1)?.userId ?? first.at(-1)?.userId;
  const load = () =>
    void run(
      () => admin.members({ limit: 200, ...(after !== undefined && { after }) }),
      ({ members, more }) => setFurther({ of: first, members: [...known.members, ...members], more }),
    );
  return { members: known.members, hasMore: known.more, isBusy, problem: problem?.message, load };
}
