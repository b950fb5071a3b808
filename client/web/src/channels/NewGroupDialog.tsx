import { useRef, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { Field } from "./Field.js";
import { FormDialog } from "./FormDialog.js";
import { MemberChips } from "./MemberChips.js";
import { useCreation, type Problem } from "./creation.js";
import { addIds, isUserId } from "./memberIds.js";

const NAME_CHARACTERS = 100;

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (channelId: string) => void;
}

export function NewGroupDialog({ onClose, onCreated }: Props) {
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
      <Field
        label="Members’ ids"
        help="Comma or Enter ends an id. You are in it anyway."
        problem={problemAt("members")}
      >
        {(wiring) => (
          <MemberChips
            wiring={wiring}
            members={form.members}
            draft={form.draft}
            onChange={(members, draft) => change({ ...form, members, draft })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

interface GroupForm {
  readonly name: string;
  /** Ids that have become chips. */
  readonly members: readonly string[];
  /** The id being typed. */
  readonly draft: string;
}

function useGroupForm(onCreated: (channelId: string) => void) {
  const client = useClient();
  const [form, setForm] = useState<GroupForm>({ name: "", members: [], draft: "" });
  const { isBusy, problem, create, clear } = useCreation(onCreated);
  const clientId = useRef<string>(undefined);
  const name = form.name.trim();
  const others = addIds(form.members, form.draft).filter((id) => id !== client.me?.userId);

  const change = (next: GroupForm) => {
    // The same form sent again is the same group; a changed one is another.
    clientId.current = undefined;
    setForm(next);
    clear();
  };
  const send = () => client.createGroup(name, others, (clientId.current ??= crypto.randomUUID()));
  return { form, change, problem, isBusy, submit: () => void create(() => checkGroup(name, others), send) };
}

function checkGroup(name: string, members: readonly string[]): Problem | undefined {
  if (name === "") {
    return { field: "name", message: "A group needs a name." };
  }

  if (members.length === 0) {
    return { field: "members", message: "Name at least one other person." };
  }

  const wrong = members.find((id) => !isUserId(id));
  return wrong === undefined ? undefined : { field: "members", message: `“${wrong}” is not an id.` };
}
