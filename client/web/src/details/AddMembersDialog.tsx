import type { ChannelAdmin } from "@chat-functions/sdk";
import { useState } from "react";
import { PeoplePicker } from "../people/PeoplePicker.js";
import { Field } from "../ui/Field.js";
import { FormDialog } from "../ui/FormDialog.js";
import { useTask } from "../ui/useTask.js";

interface Props {
  readonly admin: ChannelAdmin;
  readonly isMember: (userId: string) => boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function AddMembersDialog({ admin, isMember, onDone, onClose }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { isBusy, problem, setProblem, run, clear } = useTask();
  const addAll = async () => {
    // One after the other: when the group is full, those before are in it, and no longer to be added.
    for (const userId of chosen) {
      await admin.add(userId);
      setChosen((left) => left.filter((one) => one !== userId));
    }
  };
  const submit = () => {
    if (chosen.length === 0) {
      setProblem({ field: undefined, message: "Choose somebody first." });
    } else {
      void run(addAll, onDone);
    }
  };

  return (
    <FormDialog title="Add people" action="Add" isBusy={isBusy} problem={undefined} onSubmit={submit} onClose={onClose}>
      <Field label="Who?" help="The beginning of a name or an id." problem={problem?.message}>
        {(wiring) => (
          <PeoplePicker
            wiring={wiring}
            isFocusWanted
            chosen={chosen}
            isExcluded={isMember}
            onChange={(next) => {
              setChosen(next);
              clear();
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
