import type { ChannelAdmin, Member } from "@chat-functions/sdk";
import { useState } from "react";
import { useDisplayName } from "../chat/clientState.js";
import { PersonLine } from "../people/PersonLine.js";
import { ConfirmDialog } from "../ui/ConfirmDialog.js";
import { FloatingDialog } from "../ui/FloatingDialog.js";
import { Icon } from "../ui/Icon.js";
import { MenuItem } from "../ui/MenuItem.js";
import { useTask } from "../ui/useTask.js";
import { isAbove, rolesBelow, roleWords } from "./roles.js";

interface Props {
  readonly member: Member;
  readonly me: Member;
  readonly admin: ChannelAdmin;
  readonly onChanged: () => void;
  readonly onWrite: (userId: string) => void;
}

type Question = "remove" | "ban" | "handOver";

/** A member with the role, and a menu of what one may do. */
export function MemberRow({ member, me, admin, onChanged, onWrite }: Props) {
  const { userId, role } = member;
  const name = useDisplayName(userId);
  const { isBusy, problem, run } = useTask();
  const [anchor, setAnchor] = useState<DOMRect>();
  const [question, setQuestion] = useState<Question>();
  const isMe = userId === me.userId;
  const mayGovern = isAbove(me.role, role) && rolesBelow(me.role).length > 0;

  return (
    <li className="line" data-testid="member" data-user-id={userId} data-role={role}>
      <PersonLine userId={userId} note={problem?.message}>
        {role !== "member" && <span className="role">{roleWords[role] ?? role}</span>}
        {!isMe && (
          <button
            type="button"
            className="button plain"
            aria-label={`Actions for ${name}`}
            aria-haspopup="dialog"
            disabled={isBusy}
            data-testid="member-actions"
            onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
          >
            <Icon name="more" />
          </button>
        )}
      </PersonLine>
      {anchor !== undefined && (
        <FloatingDialog label={`Actions for ${name}`} anchor={anchor} onClose={() => setAnchor(undefined)}>
          {(close) => {
            const after = (run: () => void) => () => {
              close();
              run();
            };
            return (
              <div className="menu">
                <MenuItem icon="person" label={`Write to ${name}`} onClick={after(() => onWrite(userId))} />
                {mayGovern &&
                  rolesBelow(me.role)
                    .filter((one) => one !== role)
                    .map((one) => (
                      <MenuItem
                        key={one}
                        icon="edit"
                        label={`Make ${(roleWords[one] ?? one).toLowerCase()}`}
                        onClick={after(() => void run(() => admin.setRole(userId, one), onChanged))}
                      />
                    ))}
                {me.role === "owner" && (
                  <MenuItem icon="jump" label="Hand over the group" onClick={after(() => setQuestion("handOver"))} />
                )}
                {mayGovern && (
                  <>
                    <MenuItem icon="exit" label="Remove" className="danger" onClick={after(() => setQuestion("remove"))} />
                    <MenuItem icon="block" label="Ban" className="danger" onClick={after(() => setQuestion("ban"))} />
                  </>
                )}
              </div>
            );
          }}
        </FloatingDialog>
      )}
      {question !== undefined && (
        <ConfirmDialog
          title={questions[question].title(name)}
          action={questions[question].action}
          work={() => questions[question].work(admin, userId)}
          onDone={() => {
            setQuestion(undefined);
            onChanged();
          }}
          onClose={() => setQuestion(undefined)}
        >
          {questions[question].meaning}
        </ConfirmDialog>
      )}
    </li>
  );
}

const questions = {
  remove: {
    title: (name: string) => `Remove ${name}?`,
    action: "Remove",
    meaning: "They no longer see the group. They can be added again.",
    work: (admin: ChannelAdmin, userId: string) => admin.remove(userId),
  },
  ban: {
    title: (name: string) => `Ban ${name}?`,
    action: "Ban",
    meaning: "They no longer see the group and cannot come back by any way, until the ban is lifted.",
    work: (admin: ChannelAdmin, userId: string) => admin.ban(userId),
  },
  handOver: {
    title: (name: string) => `Hand the group over to ${name}?`,
    action: "Hand over",
    meaning: "They become the owner, and you a moderator. Only they can undo it.",
    work: (admin: ChannelAdmin, userId: string) => admin.handOver(userId),
  },
} as const;
