import { useRef, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { Field } from "./Field.js";
import { FormDialog } from "./FormDialog.js";
import { MemberChips } from "./MemberChips.js";
import { useCreation } from "./creation.js";
import { addIds, isUserId } from "./memberIds.js";

const NAME_CHARACTERS = 100;

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (channelId: string) => void;
}

export function NewGroupDialog({ onClose, onCreated }: Props) {
  const client = useClient();
  const [name, setName] = useState("");
  const [members, setMembers] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState("");
  const { isBusy, problem, create, clear } = useCreation(onCreated);
  const clientId = useRef<string>(undefined);

  // The same form sent again is the same group; a changed one is another.
  const changed = () => {
    clientId.current = undefined;
    clear();
  };
  const allMembers = addIds(members, draft).filter((id) => id !== client.me?.userId);
  const check = () => {
    if (name.trim() === "") {
      return { field: "name", message: "A group needs a name." };
    }

    if (allMembers.length === 0) {
      return { field: "members", message: "Name at least one other person." };
    }

    const wrong = allMembers.find((id) => !isUserId(id));
    return wrong === undefined ? undefined : { field: "members", message: `“${wrong}” is not an id.` };
  };
  const send = () => client.createGroup(name.trim(), allMembers, (clientId.current ??= crypto.randomUUID()));
  const problemAt = (field: string | undefined) => (problem?.field === field ? problem?.message : undefined);

  return (
    <FormDialog
      title="New group"
      action="Create group"
      isBusy={isBusy}
      problem={problem?.field === "name" || problem?.field === "members" ? undefined : problem?.message}
      onSubmit={() => void create(check, send)}
      onClose={onClose}
    >
      <Field label="Name" help="Everybody in the group sees it." problem={problemAt("name")}>
        {(wiring) => (
          <input
            {...wiring}
            value={name}
            maxLength={NAME_CHARACTERS}
            autoFocus
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value);
              changed();
            }}
          />
        )}
      </Field>
      <Field label="Members’ ids" help="Comma or Enter ends an id. You are in it anyway." problem={problemAt("members")}>
        {(wiring) => (
          <MemberChips
            wiring={wiring}
            members={members}
            draft={draft}
            onChange={(next, rest) => {
              setMembers(next);
              setDraft(rest);
              changed();
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
