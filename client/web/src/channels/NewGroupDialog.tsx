import { useRef, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { PeoplePicker } from "../people/PeoplePicker.js";
import { Field } from "../ui/Field.js";
import { FormDialog } from "../ui/FormDialog.js";
import { useTask } from "../ui/useTask.js";

const NAME_CHARACTERS = 100;

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (channelId: string) => void;
}

export function NewGroupDialog({ onClose, onCreated }: Props) {
  const client = useClient();
  const { form, change, problem, isBusy, submit } = useGroupForm(onCreated);
  const problemAt = (field: string) => (problem?.field === field ? problem.message : undefined);
  const isAtField = problemAt("name") !== undefined || problemAt("members") !== undefined;

  return (
    <FormDialog
      title="New group"
      action="Create group"
      isBusy={isBusy}
      problem={isAtField ? undefined : problem?.message}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" help="Everybody in the group sees it." problem={problemAt("name")}>
        {(wiring) => (
          <input
            {...wiring}
            value={form.name}
            maxLength={NAME_CHARACTERS}
            autoFocus
            autoComplete="off"
            onChange={(event) => change({ ...form, name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Members" help="You are in it anyway, and can add others later." problem={problemAt("members")}>
        {(wiring) => (
          <PeoplePicker
            wiring={wiring}
            chosen={form.members}
            isExcluded={(userId) => userId === client.me?.userId}
            onChange={(members) => change({ ...form, members })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

interface GroupForm {
  readonly name: string;
  readonly members: readonly string[];
}

function useGroupForm(onCreated: (channelId: string) => void) {
  const client = useClient();
  const [form, setForm] = useState<GroupForm>({ name: "", members: [] });
  const { isBusy, problem, setProblem, run, clear } = useTask();
  const clientId = useRef<string>(undefined);
  const name = form.name.trim();

  const change = (next: GroupForm) => {
    // The same form sent again is the same group; a changed one is another.
    clientId.current = undefined;
    setForm(next);
    clear();
  };
  const submit = () => {
    if (name === "") {
      setProblem({ field: "name", message: "A group needs a name." });
    } else {
      clientId.current ??= crypto.randomUUID();
      void run(
        () => client.createGroup(name, form.members, clientId.current),
        ({ channelId }) => onCreated(channelId),
      );
    }
  };
  return { form, change, problem, isBusy, submit };
}
