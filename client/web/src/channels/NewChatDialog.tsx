import { useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { Field } from "./Field.js";
import { FormDialog } from "./FormDialog.js";
import { useCreation } from "./creation.js";
import { isUserId } from "./memberIds.js";

interface Props {
  readonly onClose: () => void;
  readonly onCreated: (channelId: string) => void;
}

export function NewChatDialog({ onClose, onCreated }: Props) {
  const client = useClient();
  const [userId, setUserId] = useState("");
  const { isBusy, problem, create, clear } = useCreation(onCreated);
  const wanted = userId.trim();

  const check = () => {
    if (wanted === "") {
      return { field: "members", message: "Whom do you want to talk to?" };
    }

    if (!isUserId(wanted)) {
      return { field: "members", message: "An id has only letters, digits, dots, dashes and underscores." };
    }

    return wanted === client.me?.userId ? { field: "members", message: "That is you." } : undefined;
  };

  return (
    <FormDialog
      title="New chat"
      action="Start chat"
      isBusy={isBusy}
      problem={problem?.field === undefined ? problem?.message : undefined}
      onSubmit={() => void create(check, () => client.createDirect(wanted))}
      onClose={onClose}
    >
      <Field
        label="Person’s id"
        help="It stands under their name, at the top of their list."
        problem={problem?.field === undefined ? undefined : problem.message}
      >
        {(wiring) => (
          <input
            {...wiring}
            value={userId}
            maxLength={64}
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setUserId(event.target.value);
              clear();
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
