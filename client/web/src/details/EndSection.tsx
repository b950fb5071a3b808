import type { ChannelAdmin, ChannelDetails } from "@chat-functions/sdk";
import { useState } from "react";
import { ConfirmDialog } from "../ui/ConfirmDialog.js";
import { Icon } from "../ui/Icon.js";
import { ProblemLine } from "../ui/ProblemLine.js";
import { useTask } from "../ui/useTask.js";

interface Props {
  readonly details: ChannelDetails;
  readonly admin: ChannelAdmin;
  readonly onChanged: () => void;
  /** The channel is not this user's any more. */
  readonly onGone: () => void;
}

/** Ways to end it: leave, and for the owner archive and delete. */
export function EndSection({ details, admin, onChanged, onGone }: Props) {
  const [question, setQuestion] = useState<"leave" | "delete">();
  const { isBusy, problem, run } = useTask();
  const isOwner = details.me.role === "owner";
  const isArchived = details.archivedAt !== undefined;
  const archive = () => void run(() => (isArchived ? admin.unarchive() : admin.archive()), onChanged);
  return (
    <section className="section ends" aria-label="Leave or end">
      <button className="button" data-testid="leave" onClick={() => setQuestion("leave")}>
        <Icon name="exit" /> Leave
      </button>
      {isOwner && (
        <>
          <button className="button" disabled={isBusy} data-testid="archive" onClick={archive}>
            <Icon name="archive" /> {isArchived ? "Take out of the archive" : "Archive"}
          </button>
          <button className="button danger-text" data-testid="delete-channel" onClick={() => setQuestion("delete")}>
            <Icon name="trash" /> Delete
          </button>
        </>
      )}
      <ProblemLine problem={problem} />
      {question === "leave" && (
        <ConfirmDialog
          title="Leave this group?"
          action="Leave"
          work={() => admin.leave(details.me.userId)}
          onDone={onGone}
          onClose={() => setQuestion(undefined)}
        >
          You no longer see it, unless you are added again.
        </ConfirmDialog>
      )}
      {question === "delete" && (
        <ConfirmDialog
          title="Delete this group?"
          action="Delete for everybody"
          work={() => admin.delete()}
          onDone={onGone}
          onClose={() => setQuestion(undefined)}
        >
          It is gone for all members, with everything that was written. Nothing brings it back.
        </ConfirmDialog>
      )}
    </section>
  );
}
