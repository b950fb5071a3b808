import type { ChannelAdmin, ChannelChanges, ChannelDetails } from "@chat-functions/sdk";
import { ProblemLine } from "../ui/ProblemLine.js";
import { Switch } from "../ui/Switch.js";
import { useTask } from "../ui/useTask.js";

interface Props {
  readonly details: ChannelDetails;
  readonly admin: ChannelAdmin;
  readonly onChanged: () => void;
}

/** Who may find the group, and what newcomers may read: for the owner. */
export function OwnerSettings({ details, admin, onChanged }: Props) {
  const { isBusy, problem, run } = useTask();
  const change = (changes: ChannelChanges) => void run(() => admin.update(changes), onChanged);
  return (
    <section className="section" aria-label="Settings">
      <Switch
        label="Public"
        help="Anybody can find and join it."
        isOn={details.isPublic === true}
        isBusy={isBusy}
        testId="is-public"
        onChange={(isPublic) => change({ isPublic })}
      />
      <Switch
        label="Newcomers read everything"
        help="Off: only what is written after they joined."
        isOn={details.history !== "join"}
        isBusy={isBusy}
        testId="full-history"
        onChange={(isFull) => change({ history: isFull ? "full" : "join" })}
      />
      <ProblemLine problem={problem} />
    </section>
  );
}
