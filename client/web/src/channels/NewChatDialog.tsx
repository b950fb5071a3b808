import { useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { PeoplePicker } from "../people/PeoplePicker.js";
import { Field } from "../ui/Field.js";
import { FormDialog } from "../ui/FormDialog.js";
import { useTask } from "../ui/useTask.js";

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (channelId: string) => void;
}

export function NewChatDialog({ onClose, onCreated }: Props) {
  const client = useClient();
  const [chosen, setChosen] = useState<string>();
  const { isBusy, problem, setProblem, run, clear } = useTask();
  const submit = () => {
    if (chosen === undefined) {
      setProblem({ field: "members", message: "Whom do you want to talk to?" });
    } else {
      void run(() => client.createDirect(chosen), ({ channelId }) => onCreated(channelId));
    }
  };

  return (
    <FormDialog
      title="New chat"
      action="Start chat"
      isBusy={isBusy}
      problem={problem?.field === undefined ? problem?.message : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label="Who?"
        help="The beginning of a name or an id."
        problem={problem?.field === undefined ? undefined : problem.message}
      >
        {(wiring) => (
          <PeoplePicker
            wiring={wiring}
            isFocusWanted
            chosen={chosen === undefined ? [] : [chosen]}
            isExcluded={(userId) => userId === client.me?.userId}
            onChange={(next) => {
              setChosen(next.at(-1));
              clear();
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
